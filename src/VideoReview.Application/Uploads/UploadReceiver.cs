using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>Takes in the bytes of uploads: one writer at a time, the newest; every offset told is on disk; the last byte makes the video.</summary>
public sealed class UploadReceiver(
    UploadDesk desk, UploadFinish finish, EntryGates gates, RunningHashes hashes, StagingArea staging, UploadMeters meters, NpgsqlDataSource source, IOptions<UploadOptions> options, TimeProvider time, ILogger<UploadReceiver> log)
{
    /// <summary>How far an upload is, for certain: a request still writing is made to let go first. Null = no such upload for this person.</summary>
    public async Task<(Upload Upload, UploadAnswer UploadAnswer)?> AskAsync(Actor actor, Guid uploadId, CancellationToken cancellation)
    {
        if (await desk.FindAsync(actor, uploadId, cancellation) is not { } upload)
        {
            return null;
        }

        if (WhyOver(upload) is { } over)
        {
            return (upload, over);
        }

        if (upload.HolderToken is null && StagedBytes(upload) >= upload.OffsetBytes)
        {
            return (upload, new(UploadEnd.Stored, upload.OffsetBytes, upload.ExpiresAt));
        }

        await using var hold = await HoldAsync(upload, cancellation);
        return (upload, hold is null ? await WhyNoHoldAsync(actor, uploadId, cancellation) : new(UploadEnd.Stored, hold.OffsetBytes, upload.ExpiresAt));
    }

    /// <summary>Takes a request's bytes. Refuses by state, time and content; what is no video is thrown away at once.</summary>
    /// <param name="away">The client is gone or the server stops: no more bytes will come.</param>
    public async Task<UploadAnswer> ReceiveAsync(Actor actor, Guid uploadId, UploadBody delivery, CancellationToken away)
    {
        if (await desk.FindAsync(actor, uploadId, away) is not { } upload)
        {
            return Refusal.NotFound;
        }

        if (WhyOver(upload) is { } over)
        {
            return over.End == UploadEnd.Complete && delivery.OffsetBytes != over.OffsetBytes ? over with { End = UploadEnd.WrongOffset } : over;
        }

        if (delivery.OffsetBytes + delivery.LengthBytes > upload.LengthBytes || (delivery.Checksum is not null && delivery.LengthBytes > Checksum.LongestBodyBytes))
        {
            return new Refusal(RefusalKind.TooLarge, Sentence.Of("uploads.more-than-announced"), "file");
        }

        var gate = await gates.FindAsync(actor, upload.EntryId, away);
        if (gate!.WhyNotContinue(upload.BegunAt, time.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        await using var hold = await HoldAsync(upload, away);
        if (hold is null)
        {
            return await WhyNoHoldAsync(actor, uploadId, away);
        }

        return hold.OffsetBytes == delivery.OffsetBytes
            ? await TakeAsync(actor, upload, gate, hold, delivery, away)
            : new(UploadEnd.WrongOffset, hold.OffsetBytes, upload.ExpiresAt);
    }

    private async Task<UploadAnswer> TakeAsync(Actor actor, Upload upload, EntryGate gate, UploadHold hold, UploadBody delivery, CancellationToken away)
    {
        var hash = hashes.Take(upload.Id, hold.OffsetBytes);
        using var underway = meters.Begin();
        using var intake = new Intake(hold, hash, upload, gate.Period.FileRules, options.Value, meters, time, away);
        UploadAnswer receipt;
        try
        {
            receipt = await intake.TakeAsync(delivery, begunAt => WhyNotContinueAsync(actor, gate, begunAt));
        }
        catch (IOException e) when (StagedFile.IsFull(e))
        {
            hash.Dispose();
            Log.NoRoom(log, upload.Id, e);
            underway.End(UploadEnd.NoRoom, 0);
            return new(UploadEnd.NoRoom);
        }
        catch
        {
            hash.Dispose();
            throw;
        }

        if (receipt.End is UploadEnd.Stored && intake.IsWhole)
        {
            using (hash)
            {
                receipt = await finish.CompleteAsync(actor, upload, hold.Token, intake.BegunAt, intake.Format!, hash.Hex());
            }

            if (receipt.End is UploadEnd.Complete)
            {
                hold.End();
            }
        }
        else
        {
            await LeaveAsync(actor, upload, receipt, hash);
        }

        underway.End(receipt.End, intake.Bytes - delivery.OffsetBytes);
        return receipt;
    }

    /// <summary>A video cut off is gone on with; what is no video is cancelled and its bytes deleted.</summary>
    private async Task LeaveAsync(Actor actor, Upload upload, UploadAnswer receipt, RunningHash hash)
    {
        if (receipt is { End: UploadEnd.Stored or UploadEnd.Cut or UploadEnd.Damaged })
        {
            hashes.Keep(upload.Id, hash);
            return;
        }

        hash.Dispose();
        if (receipt.Refusal is { Kind: RefusalKind.Invalid } content)
        {
            Log.ContentRefused(log, upload.Id, content.Sentence.Code);
            await desk.RefuseAsync(actor, upload.Id, content, CancellationToken.None);
        }
    }

    /// <summary>Looks again only when the clock could have changed the answer: an extension may have come meanwhile.</summary>
    private async Task<Refusal?> WhyNotContinueAsync(Actor actor, EntryGate gate, DateTimeOffset? begunAt)
    {
        var now = time.GetUtcNow();
        if (now < gate.Until(begunAt))
        {
            return null;
        }

        var fresh = await gates.FindAsync(actor, gate.Entry.Id, CancellationToken.None);
        return fresh is null ? Refusal.NotFound : fresh.WhyNotContinue(begunAt, now);
    }

    private UploadAnswer? WhyOver(Upload upload) => upload.Status switch
    {
        UploadStatus.Complete => new(UploadEnd.Complete, upload.LengthBytes, upload.ExpiresAt),
        UploadStatus.Open when upload.ExpiresAt > time.GetUtcNow() => null,
        _ => new(UploadEnd.Gone),
    };

    private async Task<UploadHold?> HoldAsync(Upload upload, CancellationToken cancellation)
    {
        var file = await UploadHold.WaitForFileAsync(source, staging.PathOf(upload.Id), upload.Id, options.Value.EvictionLimit, cancellation);
        if (file is null)
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

    /// <summary>While waiting the upload may have ended.</summary>
    private async Task<UploadAnswer> WhyNoHoldAsync(Actor actor, Guid uploadId, CancellationToken cancellation)
    {
        var upload = await desk.FindAsync(actor, uploadId, cancellation);
        if (upload is null || WhyOver(upload) is not { } over)
        {
            return new(UploadEnd.Busy);
        }

        // Waiting for the file may have made it anew.
        if (over.End == UploadEnd.Gone)
        {
            staging.Delete(uploadId);
        }

        return over;
    }

    private long StagedBytes(Upload upload) => new FileInfo(staging.PathOf(upload.Id)) is { Exists: true } file ? file.Length : 0;
}
