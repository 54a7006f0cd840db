using Microsoft.Extensions.Options;
using VideoReview.Application.Storage;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>
/// A container that is told by its content must pass the guard of every tool call too, and be served as what it is.
/// </summary>
public sealed class FormatTests
{
    public static TheoryData<string> Formats => [.. UploadPolicy.Formats];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Known_container_is_told_let_through_and_served(string format)
    {
        // By the file's ending ffmpeg chooses the container and what usually lies in it.
        var path = await Samples.MakeAsync("format." + format, "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=1");
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        var options = Options.Create(new MediaOptions());
        var probe = new VideoProbe(options, new(options), new(options));

        Assert.Equal(format, UploadPolicy.FormatOf(bytes.AsSpan(0, Math.Min(bytes.Length, UploadPolicy.HeadBytes))));
        var found = await probe.ProbeAsync(path, format, Path.GetTempPath(), Stop);
        Assert.Equal((320, 240), (found.WidthPixels, found.HeightPixels));
        var key = ObjectKey.Original(Guid.Empty, new string('0', 64), format);
        Assert.StartsWith("video/", MediaTypes.Of(key), StringComparison.Ordinal);
    }
}
