using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Operations;

/// <summary>Failed jobs of one kind that ended for the same cause.</summary>
/// <param name="Cause">Code of the cause's sentence.</param>
public sealed record FailureKey(MediaJobKind Kind, string Cause);

/// <summary>
/// What coordinator and admin do with jobs: one, or all that failed alike. Each act refuses on videos of the person's own unit and writes an event. Acts on many
/// take at most <see cref="MostAtOnce"/> and leave the rest where it is seen.
/// </summary>
public sealed class ProcessingDesk(ReviewDbContext database, VideoDesk videos, JobDesk jobs, EventLog events, TimeProvider time)
{
    public const int MostAtOnce = 200;

    /// <summary>Sends the failed steps of the job's video again.</summary>
    public async Task<Outcome> SendAgainAsync(Actor actor, Guid jobId, CancellationToken cancellation) =>
        await FindAsync(jobId, cancellation) is { } job ? await videos.SendAgainAsync(actor, job.VideoId, cancellation) : NotThere(actor);

    /// <summary>Returns how many videos were sent again. Refuses when none could be.</summary>
    public async Task<Outcome<int>> SendAllAgainAsync(Actor actor, FailureKey key, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        var count = 0;
        foreach (var videoId in await Failed(actor, key).Select(job => job.VideoId).Take(MostAtOnce).ToListAsync(cancellation))
        {
            // Each is a transaction of its own: one that changed meanwhile leaves the others alone.
            database.ChangeTracker.Clear();
            count += (await videos.SendAgainAsync(actor, videoId, cancellation)).IsDone ? 1 : 0;
        }

        return count > 0 ? count : Refusal.Conflict("media.nothing-to-send-again");
    }

    /// <summary>Ends a job that waits or runs. An essential one fails its video, which can be sent again.</summary>
    public async Task<Outcome> CancelAsync(Actor actor, Guid jobId, string? reason, CancellationToken cancellation)
    {
        if (await FindAsync(jobId, cancellation) is not { } job)
        {
            return NotThere(actor);
        }

        if ((ProcessingRights.WhyNotAct(actor, job.UnitId) ?? JobLife.WhyNotCancel(job.State, reason)) is { } refusal)
        {
            return refusal;
        }

        var isCancelled = await jobs.CancelAsync(job.VideoId, jobId, reason!, (video, row) => Tell(actor, "media.job-cancelled", row, video, reason), cancellation);
        return isCancelled ? Outcome.Done : Refusal.Conflict("media.nothing-to-cancel");
    }

    /// <summary>Sets a failure aside: it leaves the list, the video stays as it is, and sending again brings it back to work.</summary>
    public async Task<Outcome> DiscardAsync(Actor actor, Guid jobId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await database.MediaJobs.FromSql($"SELECT * FROM media_job WHERE id = {jobId} FOR UPDATE").ToListAsync(cancellation);
        if (found is not [var job])
        {
            return NotThere(actor);
        }

        if ((ProcessingRights.WhyNotAct(actor, job.UnitId) ?? JobLife.WhyNotDiscard(job.State, job.DiscardedAt, reason)) is { } refusal)
        {
            return refusal;
        }

        await DiscardAsync(actor, [job], reason, cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>Returns how many failures were set aside. Refuses when there is none.</summary>
    public async Task<Outcome<int>> DiscardAllAsync(Actor actor, FailureKey key, string? reason, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (kind, own) = (SnakeCase.Of(key.Kind), actor.UnitId);
        var found = await database.MediaJobs.FromSql($"""
            SELECT * FROM media_job WHERE state = 'failed' AND discarded_at IS NULL AND kind = {kind} AND error_code = {key.Cause} AND unit_id IS DISTINCT FROM {own}
            ORDER BY finished_at, id LIMIT {MostAtOnce} FOR UPDATE SKIP LOCKED
            """).ToListAsync(cancellation);
        if (JobLife.WhyNotDiscard(found.Count > 0 ? MediaJobState.Failed : MediaJobState.Done, null, reason) is { } refusal)
        {
            return refusal;
        }

        await DiscardAsync(actor, found, reason, cancellation);
        await transaction.CommitAsync(cancellation);
        return found.Count;
    }

    private async Task DiscardAsync(Actor actor, List<MediaJob> failed, string? reason, CancellationToken cancellation)
    {
        var ids = failed.ConvertAll(job => job.VideoId);
        var of = await database.Videos.AsNoTracking().Where(video => ids.Contains(video.Id)).ToDictionaryAsync(video => video.Id, cancellation);
        foreach (var job in failed)
        {
            job.DiscardedAt = time.GetUtcNow();
            Tell(actor, "media.job-discarded", job, of[job.VideoId], reason);
        }

        await database.SaveChangesAsync(cancellation);
    }

    private void Tell(Actor actor, string act, MediaJob job, Video video, string? reason) => events.Append(
        actor, act, new("video", video.Id, video.PeriodId, video.EntryId), reason: reason,
        data: new Dictionary<string, object?>(StringComparer.Ordinal) { ["job"] = job.Id, ["kind"] = SnakeCase.Of(job.Kind), ["cause"] = job.ErrorCode });

    private IQueryable<MediaJob> Failed(Actor actor, FailureKey key) => database.MediaJobs.AsNoTracking()
        .Where(job => job.State == MediaJobState.Failed && job.DiscardedAt == null && job.Kind == key.Kind && job.ErrorCode == key.Cause && (actor.UnitId == null || job.UnitId != actor.UnitId))
        .OrderBy(job => job.FinishedAt).ThenBy(job => job.Id);

    private Task<MediaJob?> FindAsync(Guid jobId, CancellationToken cancellation) => database.MediaJobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == jobId, cancellation);

    private static Refusal NotThere(Actor actor) => ProcessingRights.MaySee(actor) ? Refusal.NotFound : Refusal.Forbidden;
}
