using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>
/// Makes a whole file a video: upload complete, video received, entry pointing to it, job and bell, all or nothing.
/// </summary>
public sealed class UploadFinish(
    ReviewDbContext database, EntryMoves moves, JobQueue jobs, SameBytes sameBytes, EventLog events, TimeProvider time,
    ILogger<UploadFinish> log)
{
    /// <summary>
    /// Refuses when the entry or its time does not take the file any more. Gone = cancelled, or
    /// taken over by a newer request.
    /// </summary>
    internal async Task<UploadAnswer> CompleteAsync(
        Actor actor, UploadSession session, DateTimeOffset? begunAt, string format)
    {
        var (upload, sha256) = (session.Upload, session.Hash.Hex());
        await using var transaction = await database.Database.BeginTransactionAsync();
        var entry = await moves.LockAsync(upload.EntryId, CancellationToken.None);
        if (await session.Gate.WhyNotFinishAsync(entry!, begunAt) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetUtcNow();
        if (await CompleteAsync(upload, session.Hold.Token, begunAt, format, sha256, now) == 0)
        {
            return new(UploadEnd.Gone);
        }

        var video = new Video
        {
            Id = Guid.CreateVersion7(), EntryId = upload.EntryId, PeriodId = upload.PeriodId, UnitId = upload.UnitId,
            UploadId = upload.Id, FileName = upload.FileName, SizeBytes = upload.LengthBytes, Sha256 = sha256,
            Format = format, ReceivedAt = now,
        };
        database.Videos.Add(video);
        (entry!.VideoId, entry.UpdatedAt) = (video.Id, now);
        jobs.Add(VideoJobs.Order(VideoJobs.Store, video));
        var told = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["size"] = upload.LengthBytes, ["format"] = format,
        };
        events.Append(actor, "uploads.completed", UploadDesk.SubjectOf(upload), EventAudience.Unit, data: told);
        await database.SaveChangesAsync();
        await sameBytes.FindAsync(video.Id, CancellationToken.None);
        await transaction.CommitAsync();
        Log.Completed(log, upload.Id, video.Id, upload.LengthBytes);
        return new(UploadEnd.Complete, upload.LengthBytes, upload.ExpiresAt);
    }

    private Task<int> CompleteAsync(
        Upload upload, Guid token, DateTimeOffset? begunAt, string format, string sha256, DateTimeOffset now) =>
        database.Uploads.Where(u => u.Id == upload.Id && u.HolderToken == token && u.Status == UploadStatus.Open)
            .ExecuteUpdateAsync(row => row
                .SetProperty(u => u.Status, UploadStatus.Complete)
                .SetProperty(u => u.OffsetBytes, upload.LengthBytes)
                .SetProperty(u => u.BegunAt, u => u.BegunAt ?? begunAt)
                .SetProperty(u => u.CompletedAt, now)
                .SetProperty(u => u.Format, format)
                .SetProperty(u => u.Sha256, sha256)
                .SetProperty(u => u.HolderToken, (Guid?)null)
                .SetProperty(u => u.HeldUntil, (DateTimeOffset?)null));
}
