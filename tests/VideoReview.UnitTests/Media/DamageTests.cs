using VideoReview.Domain;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class DamageTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Complaints_close_together_are_one_part_that_ends_where_the_video_ends() =>
        Assert.Equal(
            [
                new(ShownStream.Picture, 12_900, 19_400, StopsBrowsers: true),
                new(ShownStream.Picture, 58_000, 60_000, StopsBrowsers: false),
            ],
            DamageRules.PartsOf(
                ShownStream.Picture,
                [At(19.4), At(12.9, stops: true), At(16), At(58), At(62)], Minute));

    [Fact]
    public void Notes_name_the_stream_and_only_the_five_longest_parts_of_it()
    {
        DamagedPart[] damage =
        [
            new(ShownStream.Sound, 1000, 1000, StopsBrowsers: true),
            .. Enumerable.Range(0, 7).Select(i => new DamagedPart(ShownStream.Picture, 7000 * i, (7000 * i) + i, true)),
        ];

        var notes = DamageRules.Notes(Guid.Empty, damage, Minute, after: 2);

        Assert.Equal([3, 4, 5, 6, 7, 8], notes.Select(note => note.Position));
        Assert.Equal(
            [14_000, 21_000, 28_000, 35_000, 42_000, 1000], notes.Select(note => note.FromMilliseconds!.Value));
        Assert.Equal(
            ["media.note-damaged", "media.note-damaged-sound"], notes.Select(note => note.Sentence.Code).Distinct());
        Assert.All(notes, note => Assert.True(DamageRules.IsNote(note.Sentence)));
    }

    [Fact]
    public void Picture_that_comes_no_more_is_told_as_one_that_stands()
    {
        DamagedPart[] damage = [new(ShownStream.Picture, 5000, 25_000, StopsBrowsers: false) { IsGap = true }];

        var note = DamageRules.Notes(Guid.Empty, damage, TimeSpan.FromSeconds(25), after: 0).Single();

        Assert.Equal(
            (Sentence.Of("media.note-still", ("duration", TimeSpan.FromSeconds(20))), 5000),
            (note.Sentence, note.FromMilliseconds));
    }

    [Theory]
    [InlineData("h264", "[h264 @ 0x1] [error] cbp too large (48) at 16 16", true)]
    [InlineData("av1", "[libdav1d @ 0x1] [error] Unknown OBU type 0 of size 2", false)]
    [InlineData("av1", "[libdav1d @ 0x1] [error] Error parsing OBU data", true)]
    [InlineData("vorbis", "[vorbis @ 0x1] [error] Overread 8 bits", false)]
    [InlineData("wmv2", "[wmv2 @ 0x1] [error] header damaged", true)]
    public void What_is_not_known_to_play_on_is_taken_to_stop(string codec, string complaint, bool stops) =>
        Assert.Equal(stops, ForgivenFaults.StopBrowsers(codec, complaint));

    private static Complaint At(double seconds, bool stops = false) =>
        new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds), stops);
}
