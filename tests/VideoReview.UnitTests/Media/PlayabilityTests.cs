using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using Xunit;
using static VideoReview.Domain.Media.Playability;

namespace VideoReview.UnitTests.Media;

public sealed class PlayabilityTests
{
    [Theory]
    [InlineData("mp4", "h264", "High", 51, "yuv420p", "aac", "LC", PlaysAsIs)]
    [InlineData("mp4", "h264", "Constrained Baseline", 31, "yuvj420p", "mp3", null, PlaysAsIs)]
    [InlineData("mp4", "h264", "Main", 40, "yuv420p", null, null, PlaysAsIs)]
    [InlineData("mp4", "h264", "High", 52, "yuv420p", "aac", "LC", NeedsCopy)]
    [InlineData("mp4", "h264", "High", 0, "yuv420p", "aac", "LC", NeedsCopy)]
    [InlineData("mp4", "h264", "High 10", 40, "yuv420p10le", "aac", "LC", NeedsCopy)]
    [InlineData("mp4", "h264", "High 4:2:2", 40, "yuv422p", "aac", "LC", NeedsCopy)]
    [InlineData("mp4", "hevc", "Main", 120, "yuv420p", "aac", "LC", NeedsCopy)]
    [InlineData("mp4", "mpeg4", "Simple Profile", 1, "yuv420p", "aac", "LC", NeedsCopy)]
    [InlineData("mp4", "av1", "Main", 8, "yuv420p", "aac", "LC", NeedsCopy)]
    [InlineData("mp4", "h264", "High", 40, "yuv420p", "ac3", null, CopyVideoEncodeAudio)]
    [InlineData("mp4", "h264", "High", 40, "yuv420p", "aac", "xHE-AAC", CopyVideoEncodeAudio)]
    [InlineData("mov", "h264", "High", 40, "yuv420p", "aac", "LC", Remux)]
    [InlineData("mov", "h264", "High", 40, "yuv420p", "pcm_s16le", null, CopyVideoEncodeAudio)]
    [InlineData("mkv", "h264", "High", 40, "yuv420p", "aac", "LC", Remux)]
    [InlineData("mkv", "h264", "High", 40, "yuv420p", "vorbis", null, CopyVideoEncodeAudio)]
    [InlineData("mkv", "vp9", "Profile 0", 0, "yuv420p", "opus", null, Remux)]
    [InlineData("mp4", "av1", "Main", 8, "yuv420p", "opus", null, Remux)]
    [InlineData("mov", "vp9", "Profile 0", 0, "yuv420p", null, null, Remux)]
    [InlineData("mkv", "vp9", "Profile 0", 0, "yuv420p", "aac", "LC", NeedsCopy)]
    [InlineData("avi", "vp8", "0", 0, "yuv420p", "vorbis", null, NeedsCopy)]
    [InlineData("webm", "vp8", "0", 0, "yuv420p", "vorbis", null, PlaysAsIs)]
    [InlineData("webm", "vp9", "Profile 0", 0, "yuv420p", "opus", null, PlaysAsIs)]
    [InlineData("webm", "av1", "Main", 8, "yuv420p", null, null, PlaysAsIs)]
    [InlineData("webm", "vp9", "Profile 2", 0, "yuv420p10le", "opus", null, NeedsCopy)]
    [InlineData("webm", "vp9", "Profile 0", 0, "yuv420p", "aac", "LC", NeedsCopy)]
    [InlineData("webm", "h264", "High", 40, "yuv420p", "aac", "LC", Remux)]
    [InlineData("avi", "h264", "High", 40, "yuv420p", "mp3", null, NeedsCopy)]
    [InlineData("mpeg", "mpeg2video", "Main", 8, "yuv420p", "mp2", null, NeedsCopy)]
    [InlineData("wmv", "wmv2", null, 0, "yuv420p", "wmav2", null, NeedsCopy)]
    public void Way_to_play_follows_from_container_codec_profile_level_and_pixels(
        string format, string codec, string? profile, int level, string pixels, string? sound, string? soundProfile,
        Playability expected)
    {
        var video = AcceptanceTests.Good with
        {
            VideoCodec = codec, VideoProfile = profile, VideoLevel = level, PixelFormat = pixels, AudioCodec = sound,
            AudioProfile = soundProfile,
        };

        Assert.Equal(expected, PlayabilityRule.Of(video, format));
    }

    [Theory]
    [InlineData("mp4", "h264", "aac", 0, Remux, "mp4")]
    [InlineData("webm", "vp8", "opus", 0, Remux, "webm")]
    [InlineData("webm", "h264", "opus", 0, CopyVideoEncodeAudio, "mp4")]
    [InlineData("mp4", "av1", "opus", 0, Remux, "webm")]
    [InlineData("mp4", "av1", "opus", 90, NeedsCopy, "webm")]
    public void What_was_written_live_is_put_into_a_container_that_knows_its_length(
        string format, string codec, string sound, int rotation, Playability expected, string container)
    {
        var video = AcceptanceTests.Good with
        {
            VideoCodec = codec, AudioCodec = sound, AudioProfile = null, RotationDegrees = rotation, IsLive = true,
        };

        Assert.Equal(
            (expected, container), (PlayabilityRule.Of(video, format), PlayabilityRule.ContainerFor(video)));
    }

    [Theory]
    [InlineData("mp4", true, true)]
    [InlineData("mp4", false, false)]
    [InlineData("mov", true, false)]
    public void Playing_file_is_worth_a_remux_only_when_it_starts_late(string format, bool startsLate, bool expected) =>
        Assert.Equal(
            expected, PlayabilityRule.IsWorthRemux(AcceptanceTests.Good with { StartsLate = startsLate }, format));
}
