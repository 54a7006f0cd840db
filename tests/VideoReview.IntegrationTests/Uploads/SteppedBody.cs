using System.Net;
using System.Net.Http.Headers;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>
/// A body that stands still after its first bytes until it is told to go on, as a line does
/// that has dropped for a while.
/// </summary>
internal sealed class SteppedBody : HttpContent
{
    private readonly byte[] bytes;
    private readonly int first;
    private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SteppedBody(byte[] bytes, int first)
    {
        (this.bytes, this.first) = (bytes, first);
        Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
    }

    public void Go() => go.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(bytes.AsMemory(0, first));
        await stream.FlushAsync();
        await go.Task;
        await stream.WriteAsync(bytes.AsMemory(first));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
