using VideoReview.Domain;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class AcceptanceTests
{
    private static readonly FileRules Rules = new()
    {
        MinimumDuration = TimeSpan.FromSeconds(60), MaximumDuration = TimeSpan.FromSeconds(300),
        DurationTolerance = TimeSpan.FromSeconds(5),
    };

    /// <summary>Taken without a note.</summary>
    internal static VideoMetadata Good { get; } = new()
    {
        Container = "mov,mp4,m4a,3gp,3g2,mj2", DurationMilliseconds = 120_000, SizeBytes = 50_000_000,
        VideoCodec = "h264", VideoProfile = "High", VideoLevel = 40, PixelFormat = "yuv420p", WidthPixels = 1920,
        HeightPixels = 1080, FrameRate = 30, AudioCodec = "aac", AudioProfile = "LC", AudioChannels = 2,
        AudioSampleRateHertz = 48000,
    };

    [Fact]
    public void Good_video_is_taken_without_a_note()
    {
        var verdict = Acceptance.Judge(Good, "mp4", Rules);

        Assert.True(verdict.IsTaken);
        Assert.Empty(verdict.Notes);
    }

    [Theory]
    [InlineData(54_999, "media.too-short")]
    [InlineData(55_000, null)]
    [InlineData(60_000, null)]
    [InlineData(300_000, null)]
    [InlineData(305_000, null)]
    [InlineData(305_001, "media.too-long")]
    [InlineData(0, "media.duration-unknown")]
    public void Duration_is_taken_within_limits_and_tolerance(long milliseconds, string? reason) =>
        Assert.Equal(reason, Acceptance.Judge(Good with { DurationMilliseconds = milliseconds }, "mp4", Rules).Reasons
            .SingleOrDefault()?.Code);

    [Theory]
    [InlineData("mp4", null)]
    [InlineData("mov", null)]
    [InlineData("webm", null)]
    [InlineData("mkv", null)]
    [InlineData("avi", "media.format-not-taken")]
    public void Format_is_taken_when_the_period_lists_it(string format, string? reason) =>
        Assert.Equal(reason, Acceptance.Judge(Good, format, Rules).Reasons.SingleOrDefault()?.Code);

    [Theory]
    [InlineData(500_000_000, null)]
    [InlineData(500_000_001, "media.too-large")]
    public void Size_is_taken_up_to_the_limit(long size, string? reason) =>
        Assert.Equal(
            reason, Acceptance.Judge(Good with { SizeBytes = size }, "mp4", Rules).Reasons.SingleOrDefault()?.Code);

    [Theory]
    [InlineData(null, "aac", "media.audio-only")]
    [InlineData(null, null, "media.no-picture")]
    [InlineData("prores", "aac", "media.codec-unknown")]
    [InlineData("h264", "dts", "media.sound-unknown")]
    [InlineData("hevc", "aac", null)]
    [InlineData("h264", null, null)]
    public void Streams_must_be_a_picture_and_known(string? picture, string? sound, string? reason) =>
        Assert.Equal(
            reason,
            Acceptance.Judge(Good with { VideoCodec = picture, AudioCodec = sound }, "mp4", Rules).Reasons
                .SingleOrDefault()?.Code);

    [Theory]
    [InlineData(1920, 1080, 100_000_000, "aac", "")]
    [InlineData(1280, 720, 100_000_001, "aac", "media.note-large")]
    [InlineData(1278, 720, 1, "aac", "media.note-small")]
    [InlineData(1080, 1920, 1, "aac", "media.note-portrait")]
    [InlineData(480, 854, 1, null, "media.note-small media.note-portrait media.note-silent")]
    public void Author_is_told_what_is_taken_all_the_same(int width, int height, long size, string? sound, string notes)
    {
        var verdict = Acceptance.Judge(
            Good with { WidthPixels = width, HeightPixels = height, SizeBytes = size, AudioCodec = sound },
            "mp4", Rules);

        Assert.Equal(notes, string.Join(' ', verdict.Notes.Select(note => note.Code)));
    }

    [Fact]
    public void Every_reason_is_told_at_once_and_no_note_beside_them()
    {
        var verdict = Acceptance.Judge(
            Good with { DurationMilliseconds = 7_800, SizeBytes = 600_000_000, AudioCodec = null }, "avi", Rules);

        Assert.Equal(
            ["media.format-not-taken", "media.too-large", "media.too-short"],
            verdict.Reasons.Select(reason => reason.Code));
        Assert.Empty(verdict.Notes);
    }

    [Fact]
    public void Too_short_says_both_lengths_rounded_away_from_each_other() =>
        Assert.Equal(
            [
                Sentence.Of(
                    "media.too-short", ("duration", TimeSpan.FromSeconds(54)), ("least", TimeSpan.FromSeconds(60))),
            ],
            Acceptance.Judge(Good with { DurationMilliseconds = 54_999 }, "mp4", Rules).Reasons);
}
