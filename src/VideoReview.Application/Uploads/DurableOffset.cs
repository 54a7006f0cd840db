using System.Diagnostics;

namespace VideoReview.Application.Uploads;

/// <summary>
/// How much of an upload survives a kill and a power cut: fsync first, then the row says so. It happens behind the
/// reader's back after every <see cref="UploadOptions.FlushBytes"/> or <see cref="UploadOptions.FlushInterval"/>,
/// whichever comes first, and at the end of each request before it is answered.
/// </summary>
internal sealed class DurableOffset(UploadSession session, UploadOptions options, UploadMeters meters)
{
    private Task<bool> flush = Task.FromResult(true);
    private long bytes = session.Hold.OffsetBytes;
    private long since = Stopwatch.GetTimestamp();

    public bool IsDue(long written) =>
        flush.IsCompleted && written > bytes
            && (written - bytes >= options.FlushBytes || Stopwatch.GetElapsedTime(since) >= options.FlushInterval);

    /// <summary>Does not wait for it. False = the hold is lost.</summary>
    public async Task<bool> BeginAsync(long written, DateTimeOffset? begunAt, string? format)
    {
        if (!await flush)
        {
            return false;
        }

        flush = StoreAsync(written, begunAt, format);
        return true;
    }

    /// <summary>
    /// Waits until everything written is durable and, unless the file is whole, told to the
    /// row. False = the hold is lost.
    /// </summary>
    public async Task<bool> EndAsync(long written, DateTimeOffset? begunAt, string? format)
    {
        if (await flush && written > bytes)
        {
            flush = StoreAsync(written, begunAt, format);
        }

        return await flush;
    }

    /// <summary>
    /// The end of a whole file is told by the transaction that makes it a video, or the client would take
    /// it for finished before it is.
    /// </summary>
    private async Task<bool> StoreAsync(long written, DateTimeOffset? begunAt, string? format)
    {
        var fresh = written - bytes;
        (bytes, since) = (written, Stopwatch.GetTimestamp());
        await session.Hold.File.FlushAsync();
        meters.Durable(fresh);
        return written == session.Upload.LengthBytes || await session.Hold.SaveAsync(written, begunAt, format);
    }
}
