using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class CopyRulesTests
{
    [Theory]
    [InlineData("h264", 1920, 1080, 8_000_000, "720 360")]
    [InlineData("h264", 1920, 1080, 1_200_000, "720 360")]
    [InlineData("h264", 1920, 1080, 1_000_000, "")]
    [InlineData("h264", 1280, 720, 3_000_001, "720 360")]
    [InlineData("h264", 1280, 720, 3_000_000, "360")]
    [InlineData("h264", 720, 1280, 1_000_001, "360")]
    [InlineData("h264", 1280, 720, 1_000_000, "")]
    [InlineData("h264", 640, 360, 9_000_000, "360")]
    [InlineData("h264", 640, 360, 0, "")]
    [InlineData("hevc", 3840, 2160, 400_000, "720 360")]
    [InlineData("hevc", 854, 480, 400_000, "720 360")]
    [InlineData("hevc", 640, 360, 9_000_000, "720")]
    public void Copies_are_made_of_what_is_heavy_or_does_not_play(
        string codec, int width, int height, long rate, string edges)
    {
        var video = AcceptanceTests.Good with
        {
            VideoCodec = codec, WidthPixels = width, HeightPixels = height, BitRateBitsPerSecond = rate,
        };

        Assert.Equal(edges, string.Join(' ', CopyRules.EdgesFor(video, "mp4")));
        Assert.Equal(codec == "h264" && edges.Length > 0, CopyRules.AreOwnJob(video, "mp4"));
    }

    [Theory]
    [InlineData(80, 100, true)]
    [InlineData(81, 100, false)]
    public void Copy_that_hardly_saves_anything_is_not_kept(long size, long larger, bool expected) =>
        Assert.Equal(expected, CopyRules.IsWorthKeeping(size, larger));
}
