using VideoReview.Domain;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class QualityRuleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Part_around_black_frames_is_looked_at_from_the_frame_before_to_the_one_after() =>
        Assert.Equal([Part(8, 24)], LookRules.Suspicious(
            [Frame(0, 1), Frame(8, 2), Black(12), Black(20), Frame(24, 3)], [], TimeSpan.FromSeconds(25)));

    [Fact]
    public void Black_until_the_end_is_looked_at_until_the_end() =>
        Assert.Equal([Part(8, 60)], LookRules.Suspicious([Frame(0, 1), Frame(8, 2), Black(12)], [], Minute));

    [Fact]
    public void Frames_alike_for_long_are_looked_at_and_others_are_not()
    {
        SeenFrame[] frames = [Frame(0, 1), Frame(8, 2), Frame(16, 2), Frame(24, 3), Frame(32, 4)];

        Assert.Equal([Part(0, 24)], LookRules.Suspicious(frames, [], TimeSpan.FromSeconds(40)));
        Assert.Empty(LookRules.Suspicious(
            [Frame(0, 1), Frame(1, 2), Frame(2, 2), Frame(3, 3), Frame(4, 4)], [], TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Damage_is_looked_at_with_what_stands_around_it() =>
        Assert.Equal(
            [Part(0, 3), Part(28, 35)],
            LookRules.Suspicious([Frame(0, 1), Frame(30, 2)], [Seconds(33), Seconds(30), Seconds(1)], Minute));

    [Fact]
    public void No_more_than_three_minutes_are_looked_at()
    {
        var hour = TimeSpan.FromHours(1);

        var parts = LookRules.Suspicious(
            [.. Enumerable.Range(0, 600).Select(i => Frame(6 * i, 1))], [Seconds(3000)], hour);

        Assert.Equal(LookRules.MostLookedAt, TimeSpan.FromTicks(parts.Sum(part => part.Length.Ticks)));
        Assert.Contains(parts, part => part.From == Seconds(2998));
    }

    [Theory]
    [InlineData(-34.2, -3, "media.note-quiet")]
    [InlineData(-23, -1, "")]
    [InlineData(-14, 0.5, "")]
    [InlineData(-6.5, 0, "media.note-loud")]
    [InlineData(-14, 1.2, "media.note-clipped")]
    [InlineData(-5, 3, "media.note-loud media.note-clipped")]
    [InlineData(-70, -90, "media.note-nothing-heard")]
    public void Level_of_the_sound_is_told_where_it_must_be_turned(double loudness, double peak, string codes) =>
        Assert.Equal(codes, Codes(QualityRules.Notes(
            Guid.Empty, new(new((decimal)loudness, (decimal)peak), []), PictureMeasure.Nothing, Minute)));

    [Fact]
    public void Silence_all_along_is_one_note_without_a_time()
    {
        var notes = QualityRules.Notes(Guid.Empty, new(new(-69, -50), [Part(0, 60)]), PictureMeasure.Nothing, Minute);

        Assert.Equal(
            ("media.note-nothing-heard", null), (notes.Single().Sentence.Code, notes.Single().FromMilliseconds));
    }

    [Fact]
    public void Findings_stand_in_order_with_their_times_and_lengths()
    {
        var picture = new PictureMeasure([Part(3, 7)], [Part(2.9, 7.1), Part(10, 16)], [Seconds(30), Seconds(31)]);

        var notes = QualityRules.Notes(Guid.Empty, new(new(-23, -1), [Part(5, 11)]), picture, Minute);

        Assert.Equal(
            [
                ("media.note-silence", 5000, 11_000), ("media.note-black", 3000, 7000),
                ("media.note-still", 2900, 7100), ("media.note-still", 10_000, 16_000),
                ("media.note-damaged", 30_000, 31_000),
            ],
            notes.Select(note => (note.Sentence.Code, note.FromMilliseconds!.Value, note.ToMilliseconds!.Value)));
        Assert.Equal(Sentence.Of("media.note-silence", ("duration", Seconds(6))), notes[0].Sentence);
        Assert.Equal([1, 2, 3, 4, 5], notes.Select(note => note.Position));
    }

    [Fact]
    public void Stillness_that_is_only_blackness_is_not_told_twice()
    {
        var notes = QualityRules.Notes(Guid.Empty, null, new([Part(3, 20)], [Part(3, 20)], []), Minute);

        Assert.Equal("media.note-black", Codes(notes));
    }

    /// <summary>Until 2026-11-29 it was told as three minutes: as much as was looked at.</summary>
    [Fact]
    public void Long_black_is_looked_at_at_its_ends_alone_and_told_whole()
    {
        SeenFrame[] frames = [Frame(0, 1), .. Enumerable.Range(1, 144).Select(i => Black(2 * i)), Frame(290, 3)];
        var duration = TimeSpan.FromMinutes(5);

        Assert.Equal(
            [Part(0, 4.5), Part(285.5, 290)], LookRules.Suspicious(frames, [], duration));
        Assert.Equal([Part(2, 288)], LookRules.BlackInside(frames));

        var measure = new PictureMeasure([Part(0.5, 4.5), Part(285.5, 289.7), Part(2, 288)], [], []);
        var note = QualityRules.Notes(Guid.Empty, null, measure, duration).Single();
        Assert.Equal(Sentence.Of("media.note-black", ("duration", Seconds(289))), note.Sentence);
        Assert.Equal((500, 289_700), (note.FromMilliseconds, note.ToMilliseconds));
    }

    [Fact]
    public void What_was_not_looked_at_is_not_told_as_a_length()
    {
        var looked = LookRules.Suspicious(
            [.. Enumerable.Range(0, 100).Select(i => Frame(6 * i, 1))], [], TimeSpan.FromMinutes(10));
        var measure = new PictureMeasure([], [Part(0, 180)], []) { CutAt = LookRules.CutAt(looked) };

        Assert.Equal("media.note-still-least", Codes(QualityRules.Notes(Guid.Empty, null, measure, Minute * 10)));
        Assert.Empty(LookRules.CutAt([Part(0, 20)]));
    }

    [Fact]
    public void Still_pictures_one_after_another_are_told_once() =>
        Assert.Equal("media.note-slideshow", Codes(QualityRules.Notes(
            Guid.Empty, null, new([], [Part(0, 14), Part(15, 29), Part(31, 44), Part(46, 59)], []), Minute)));

    [Theory]
    [InlineData(-20, -80, "media.note-left-only")]
    [InlineData(-99, -30, "media.note-right-only")]
    [InlineData(-20, -40, "")]
    [InlineData(-70, -80, "")]
    public void Sound_on_one_side_alone_is_told(double left, double right, string codes) =>
        Assert.Equal(codes, Codes(QualityRules.Notes(
            Guid.Empty, new(new(-20, -1), []) { ChannelsDb = [(decimal)left, (decimal)right] }, PictureMeasure.Nothing,
            Minute)));

    [Fact]
    public void Finding_ends_where_the_video_ends_and_what_touches_is_one()
    {
        var notes = QualityRules.Notes(
            Guid.Empty, new(new(-20, -1), [Part(50, 55.2), Part(55.3, 61)]), new([Part(57, 62)], [], []), Minute);

        Assert.Equal(
            [(50_000, 60_000), (57_000, 60_000)],
            notes.Select(note => (note.FromMilliseconds!.Value, note.ToMilliseconds!.Value)));
    }

    [Fact]
    public void Only_the_five_longest_of_a_kind_are_told()
    {
        var notes = QualityRules.Notes(
            Guid.Empty,
            new(new(-20, -1), [.. Enumerable.Range(0, 9).Select(i => Part(6 * i, (6 * i) + 4 + (0.1 * i)))]),
            PictureMeasure.Nothing, Minute);

        Assert.Equal([24_000, 30_000, 36_000, 42_000, 48_000], notes.Select(note => note.FromMilliseconds!.Value));
    }

    private static string Codes(IEnumerable<VideoNote> notes) =>
        string.Join(' ', notes.Select(note => note.Sentence.Code));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Stretch Part(double from, double to) => new(Seconds(from), Seconds(to));

    private static SeenFrame Black(int seconds) => new(Seconds(seconds), new(0, 0, 0, 100));

    private static SeenFrame Frame(int seconds, int picture) =>
        new(Seconds(seconds), new(unchecked(picture * (long)0x9E3779B97F4A7C15), 100, 50, 0));
}
