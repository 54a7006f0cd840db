using VideoReview.Domain.Media;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>What ffmpeg prints of broken files.</summary>
public sealed class ToolLineTests
{
    [Theory]
    [InlineData("frame:0 pts:1024 pts_time:0.08", 0.08)]
    [InlineData("frame:0 pts:-1 pts_time:-0.04", 0d)]
    [InlineData("frame:0 pts:-9223372036854775807 pts_time:-9.22337e+18", 0d)]
    [InlineData("frame:0 pts:9223372036854775807 pts_time:9.22337e+18", 2_147_483d)]
    [InlineData("frame:0 pts:0 pts_time:nan", 0d)]
    [InlineData("frame:0 pts:0 pts_time:inf", null)]
    [InlineData("frame:0 pts:NOPTS pts_time:NOPTS", null)]
    [InlineData("", null)]
    public void Time_of_a_line_is_one_that_a_row_can_hold(string line, double? seconds) =>
        Assert.Equal(seconds, FrameTimes.Of(line)?.TotalSeconds);

    [Fact]
    public void File_that_is_all_damage_does_not_fill_the_memory()
    {
        var errors = DecoderErrors.OfPicture(
            new VideoMetadata { Container = "mp4", DurationMilliseconds = 1, SizeBytes = 1, VideoCodec = "h264" });
        for (var i = 0; i < 20_000; i++)
        {
            errors.Hear("[h264 @ 0x1] [error] error while decoding MB 1 1");
            errors.Hear("[Parsed_showinfo_1 @ 0x2] [info] n: 0 pts: 1 pts_time:1");
        }

        Assert.Equal(10_000, errors.Times.Count);
    }
}
