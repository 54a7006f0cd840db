using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>
/// One request that writes one upload: its row, the right to write, the hash of what is there and
/// the gate, let go of together.
/// </summary>
/// <param name="upload">As its row stood when the request came.</param>
internal sealed class UploadSession(
    Upload upload, UploadGate gate, UploadHold hold, RunningHashes hashes) : IAsyncDisposable
{
    private bool keepsHash;

    public Upload Upload => upload;

    public UploadGate Gate => gate;

    public UploadHold Hold => hold;

    public RunningHash Hash { get; } = hashes.Take(upload.Id, hold.OffsetBytes);

    /// <summary>
    /// After a cut the next request goes on with the hash; of a finished upload the row has let go already.
    /// </summary>
    public void Leave(UploadEnd end)
    {
        keepsHash = end is UploadEnd.Stored or UploadEnd.Cut or UploadEnd.Damaged;
        if (end is UploadEnd.Complete)
        {
            hold.End();
        }
    }

    /// <summary>The hash first: whoever waits for the file finds it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (keepsHash)
        {
            hashes.Keep(upload.Id, Hash);
        }
        else
        {
            Hash.Dispose();
        }

        await hold.DisposeAsync();
    }
}
