using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Uploads;

/// <summary>
/// Takes in the bytes of uploads: one writer at a time, the newest; every offset told is on disk;
/// the last byte makes the video.
/// </summary>
public sealed class UploadReceiver(
    UploadSessions sessions, UploadDesk desk, UploadFinish finish, UploadMeters meters, IOptions<UploadOptions> options,
    TimeProvider time,
    ILogger<UploadReceiver> log)
{
    /// <summary>
    /// Takes a request's bytes. Refuses by state, time and content; what is no video is thrown away at once.
    /// </summary>
    /// <param name="away">The client is gone or the server stops: no more bytes will come.</param>
    public async Task<UploadAnswer> ReceiveAsync(
        Actor actor, Guid uploadId, UploadBody delivery, CancellationToken away)
    {
        var (opened, whyNot) = await sessions.OpenAsync(actor, uploadId, delivery, away);
        if (opened is null)
        {
            return whyNot!;
        }

        await using var session = opened;
        using var underway = meters.Begin();
        using var intake = new Intake(session, options.Value, meters, time, away);
        var receipt = await TakeAsync(actor, session, intake, delivery);
        session.Leave(receipt.End);
        if (receipt.Refusal is { Kind: RefusalKind.Invalid } content)
        {
            Log.ContentRefused(log, uploadId, content.Sentence.Code);
            await desk.RefuseAsync(actor, uploadId, content, CancellationToken.None);
        }

        underway.End(receipt.End, receipt.End is UploadEnd.NoRoom ? 0 : intake.Bytes - delivery.OffsetBytes);
        return receipt;
    }

    private async Task<UploadAnswer> TakeAsync(Actor actor, UploadSession session, Intake intake, UploadBody delivery)
    {
        try
        {
            var receipt = await intake.TakeAsync(delivery);
            return receipt.End is UploadEnd.Stored && intake.IsWhole
                ? await finish.CompleteAsync(actor, session, intake.BegunAt, intake.Format!)
                : receipt;
        }
        catch (IOException e) when (StagedFile.IsFull(e))
        {
            Log.NoRoom(log, session.Upload.Id, e);
            return new(UploadEnd.NoRoom);
        }
    }
}
