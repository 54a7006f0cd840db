using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>Opens the sessions in which bytes are written, and tells how far an upload is.</summary>
public sealed class UploadSessions(
    UploadDesk desk, EntryGates gates, UploadHolds holds, RunningHashes hashes, TimeProvider time)
{
    /// <summary>
    /// How far an upload is, for certain: a request still writing is made to let go first. Null = no
    /// such upload for this person.
    /// </summary>
    public async Task<(Upload Upload, UploadAnswer UploadAnswer)?> AskAsync(
        Actor actor, Guid uploadId, CancellationToken cancellation)
    {
        if (await desk.FindAsync(actor, uploadId, cancellation) is not { } upload)
        {
            return null;
        }

        if (WhyOver(upload) is { } over)
        {
            return (upload, over);
        }

        if (upload.HolderToken is null && holds.AreAllThere(upload))
        {
            return (upload, new(UploadEnd.Stored, upload.OffsetBytes, upload.ExpiresAt));
        }

        await using var hold = await holds.TakeAsync(upload, cancellation);
        return (upload, hold is null
            ? await WhyNoHoldAsync(actor, uploadId, cancellation)
            : new(UploadEnd.Stored, hold.OffsetBytes, upload.ExpiresAt));
    }

    /// <summary>
    /// A session for one delivery, or why its bytes are not taken: by state, time, length and where they begin.
    /// </summary>
    internal async Task<(UploadSession? Session, UploadAnswer? WhyNot)> OpenAsync(
        Actor actor, Guid uploadId, UploadBody delivery, CancellationToken away)
    {
        if (await desk.FindAsync(actor, uploadId, away) is not { } upload)
        {
            return (null, Refusal.NotFound);
        }

        if (WhyNotTake(upload, delivery) is { } receipt)
        {
            return (null, receipt);
        }

        var gate = await gates.FindAsync(actor, upload.EntryId, away);
        if (gate!.WhyNotContinue(upload.BegunAt, time.GetUtcNow()) is { } refusal)
        {
            return (null, refusal);
        }

        if (await holds.TakeAsync(upload, away) is not { } hold)
        {
            return (null, await WhyNoHoldAsync(actor, uploadId, away));
        }

        if (hold.OffsetBytes != delivery.OffsetBytes)
        {
            await hold.DisposeAsync();
            return (null, new(UploadEnd.WrongOffset, hold.OffsetBytes, upload.ExpiresAt));
        }

        return (new(upload, new UploadGate(gates, actor, gate, time), hold, hashes), null);
    }

    private UploadAnswer? WhyNotTake(Upload upload, UploadBody delivery)
    {
        if (WhyOver(upload) is { } over)
        {
            return over.End == UploadEnd.Complete && delivery.OffsetBytes != over.OffsetBytes
                ? over with { End = UploadEnd.WrongOffset }
                : over;
        }

        var isTooMuch = delivery.OffsetBytes + delivery.LengthBytes > upload.LengthBytes
            || (delivery.Checksum is not null && delivery.LengthBytes > Checksum.LongestBodyBytes);
        return isTooMuch
            ? (UploadAnswer)new Refusal(RefusalKind.TooLarge, Sentence.Of("uploads.more-than-announced"), "file")
            : null;
    }

    private UploadAnswer? WhyOver(Upload upload) => upload.Status switch
    {
        UploadStatus.Complete => new(UploadEnd.Complete, upload.LengthBytes, upload.ExpiresAt),
        UploadStatus.Open when upload.ExpiresAt > time.GetUtcNow() => null,
        UploadStatus.Open or UploadStatus.Cancelled or UploadStatus.Expired => new(UploadEnd.Gone),
    };

    /// <summary>While waiting the upload may have ended.</summary>
    private async Task<UploadAnswer> WhyNoHoldAsync(Actor actor, Guid uploadId, CancellationToken cancellation)
    {
        var upload = await desk.FindAsync(actor, uploadId, cancellation);
        if (upload is null || WhyOver(upload) is not { } over)
        {
            return new(UploadEnd.Busy);
        }

        if (over.End == UploadEnd.Gone)
        {
            holds.Forget(uploadId);
        }

        return over;
    }
}
