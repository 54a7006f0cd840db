using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>What coordinator and admin may do with a video that got stuck.</summary>
public sealed class VideoDesk(ReviewDbContext database, JobQueue queue, EntryMoves moves, EventLog events)
{
    /// <summary>
    /// Sends the failed steps through the worker again. Refuses when nothing failed (so a repeated act changes
    /// nothing), and on entries of the person's own unit. A failed video begins anew with its inspection; a playable
    /// one keeps playing meanwhile.
    /// </summary>
    public async Task<Outcome> SendAgainAsync(Actor actor, Guid videoId, CancellationToken cancellation)
    {
        var entryId = await database.Videos.Where(v => v.Id == videoId).Select(v => (Guid?)v.EntryId)
            .SingleOrDefaultAsync(cancellation);
        if (!ProcessingRights.MaySee(actor) || entryId is not { } id)
        {
            return ProcessingRights.MaySee(actor) ? Refusal.NotFound : Refusal.Forbidden;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var entry = await moves.LockAsync(id, cancellation);
        var video = await database.Videos.FromSql($"SELECT *, xmin FROM video WHERE id = {videoId} FOR UPDATE")
            .SingleAsync(cancellation);
        var jobs = await database.Jobs.FromSql($"""
            SELECT * FROM job WHERE subject_id = {videoId} AND subject_kind = {VideoJobs.Subject} ORDER BY id FOR UPDATE
            """).ToListAsync(cancellation);
        if ((ProcessingRights.WhyNotAct(actor, entry!.UnitId)
            ?? VideoLife.WhyNotSendAgain(video.Status, jobs.Select(j => j.State))) is { } refusal)
        {
            return refusal;
        }

        var from = video.Status;
        SendAgain(video, jobs);
        (video.Cause, video.Status) = (null, VideoOwner.StatusOf(video, jobs));
        events.Append(
            actor, "media.sent-again", new("video", video.Id, video.PeriodId, video.EntryId), EventAudience.Unit,
            SnakeCase.Of(from), SnakeCase.Of(video.Status));
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    private void SendAgain(Video video, List<Job> jobs)
    {
        var failed = jobs.Where(j => j.State == JobState.Failed).ToList();
        var inspect = jobs.Find(j => j.Kind == VideoJobs.Inspect);
        if (video.Status == VideoStatus.Failed && inspect is { State: JobState.Done })
        {
            // What failed afterwards follows from a new inspection.
            failed = [inspect];
        }

        failed.ForEach(queue.SendAgain);
    }
}
