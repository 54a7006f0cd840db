using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Storage;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>Gives the right to write an upload to the newest request: whoever holds it is asked to let go.</summary>
public sealed class UploadHolds(
    StagingArea staging, NpgsqlDataSource source, IOptions<UploadOptions> options, ILogger<UploadHolds> log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    /// <summary>All bytes that were told are in the staging folder.</summary>
    internal bool AreAllThere(Upload upload) =>
        (new FileInfo(staging.PathOf(upload.Id)) is { Exists: true } file ? file.Length : 0) >= upload.OffsetBytes;

    /// <summary>Null = the holder did not let go in time, or the upload is no longer open.</summary>
    internal async Task<UploadHold?> TakeAsync(Upload upload, CancellationToken cancellation)
    {
        if (await WaitForFileAsync(upload.Id, cancellation) is not { } file)
        {
            Log.HolderStays(log, upload.Id);
            return null;
        }

        if (file.Length < upload.OffsetBytes)
        {
            Log.BytesLost(log, upload.Id, upload.OffsetBytes, file.Length);
        }

        return await UploadHold.TakeAsync(source, upload.Id, file, options.Value.HoldInterval, cancellation);
    }

    /// <summary>Waiting for the file of an upload that ended meanwhile may have made it anew.</summary>
    internal void Forget(Guid uploadId) => staging.Delete(uploadId);

    /// <summary>Waits until the holder has let go; null = it did not in time.</summary>
    private async Task<StagedFile?> WaitForFileAsync(Guid uploadId, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(options.Value.EvictionLimit);
        while (true)
        {
            if (StagedFile.TryOpen(staging.PathOf(uploadId)) is { } file)
            {
                return file;
            }

            try
            {
                await using var evict = source.CreateCommand(
                    "UPDATE upload SET held_until = NULL WHERE id = $1 AND held_until IS NOT NULL");
                evict.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = uploadId });
                await evict.ExecuteNonQueryAsync(late.Token);
                await Task.Delay(Retry, late.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
    }
}
