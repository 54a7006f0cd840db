using System.Buffers.Binary;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Looks at what was made.</summary>
internal static class Probing
{
    public static Task<VideoMetadata> OfAsync(TestWorker worker, string path, string format) =>
        worker.Services.GetRequiredService<VideoProbe>()
            .ProbeAsync(path, format, Path.GetTempPath(), TestContext.Current.CancellationToken);
}

/// <summary>Reads what a JPEG says of itself (ITU-T T.81, SOF0).</summary>
internal static class Jpeg
{
    public static (int Width, int Height) SizeOf(byte[] bytes)
    {
        var at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        return (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 7)),
            BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 5)));
    }
}
