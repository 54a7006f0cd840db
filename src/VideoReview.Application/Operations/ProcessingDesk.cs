using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Operations;

/// <summary>
/// What coordinator and admin do with jobs: one, or all that failed alike. Each act refuses on videos of the person's
/// own unit and writes an event. Acts on many take at most <see cref="MostAtOnce"/> and
/// leave the rest where it is seen.
/// </summary>
public sealed class ProcessingDesk(
    ReviewDbContext database, VideoDesk videos, JobDesk jobs, JobOwners owners, EventLog events, TimeProvider time)
{
    public const int MostAtOnce = 200;

    /// <summary>Sends a failed job again; of a video all its failed steps, because one may need another.</summary>
    public async Task<Outcome> SendAgainAsync(Actor actor, Guid jobId, CancellationToken cancellation) =>
        await FindAsync(jobId, cancellation) is { } job
            ? await SendAgainAsync(actor, job, cancellation)
            : NotThere(actor);

    /// <summary>Returns how many were sent again. Refuses when none could be.</summary>
    public async Task<Outcome<int>> SendAllAgainAsync(Actor actor, FailureKey key, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        var count = 0;
        foreach (var job in await Failed(actor, key).Take(MostAtOnce).ToListAsync(cancellation))
        {
            // Each is a transaction of its own: one that changed meanwhile leaves the others alone.
            database.ChangeTracker.Clear();
            count += (await SendAgainAsync(actor, job, cancellation)).IsDone ? 1 : 0;
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

        if ((ProcessingRights.WhyNotAct(actor, job.TurnKey) ?? JobLife.WhyNotCancel(job.State)
            ?? ReasonRule.WhyNot(reason)) is { } refusal)
        {
            return refusal;
        }

        var of = await owners.NameAsync(job.SubjectKind, job.SubjectId, cancellation);
        var isCancelled = await jobs.CancelAsync(
            job, reason!, row => Tell(actor, "media.job-cancelled", row, of, reason), cancellation);
        return isCancelled ? Outcome.Done : Refusal.Conflict("jobs.nothing-to-cancel");
    }

    /// <summary>
    /// Sets a failure aside: it leaves the list, the video stays as it is, and sending again brings it back to work.
    /// </summary>
    public async Task<Outcome> DiscardAsync(Actor actor, Guid jobId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await database.Jobs.FromSql($"SELECT * FROM job WHERE id = {jobId} FOR UPDATE")
            .ToListAsync(cancellation);
        if (found is not [var job])
        {
            return NotThere(actor);
        }

        if ((ProcessingRights.WhyNotAct(actor, job.TurnKey) ?? JobLife.WhyNotDiscard(job.State, job.DiscardedAt)
            ?? ReasonRule.WhyNot(reason)) is { } refusal)
        {
            return refusal;
        }

        await DiscardAsync(actor, [job], reason, cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>Returns how many failures were set aside. Refuses when there is none.</summary>
    public async Task<Outcome<int>> DiscardAllAsync(
        Actor actor, FailureKey key, string? reason, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var own = actor.UnitId;
        var found = await database.Jobs.FromSql($"""
            SELECT * FROM job WHERE state = 'failed' AND discarded_at IS NULL AND kind = {key.Kind} AND error_code = {key.Cause} AND (turn_key IS NULL OR turn_key IS DISTINCT FROM {own})
            ORDER BY finished_at, id LIMIT {MostAtOnce} FOR UPDATE SKIP LOCKED
            """).ToListAsync(cancellation);
        if ((JobLife.WhyNotDiscard(found.Count > 0 ? JobState.Failed : JobState.Done, null)
            ?? ReasonRule.WhyNot(reason)) is { } refusal)
        {
            return refusal;
        }

        await DiscardAsync(actor, found, reason, cancellation);
        await transaction.CommitAsync(cancellation);
        return found.Count;
    }

    private async Task DiscardAsync(Actor actor, List<Job> failed, string? reason, CancellationToken cancellation)
    {
        var of = await owners.NameAsync(failed.ConvertAll(job => (job.SubjectKind, job.SubjectId)), cancellation);
        foreach (var job in failed)
        {
            job.DiscardedAt = time.GetUtcNow();
            Tell(actor, "media.job-discarded", job, of[job.SubjectId], reason);
        }

        await database.SaveChangesAsync(cancellation);
    }

    private async Task<Outcome> SendAgainAsync(Actor actor, Job job, CancellationToken cancellation)
    {
        if (job.SubjectKind == VideoJobs.Subject)
        {
            return await videos.SendAgainAsync(actor, job.SubjectId, cancellation);
        }

        if ((ProcessingRights.WhyNotAct(actor, job.TurnKey) ?? JobLife.WhyNotSendAgain(job.State)) is { } refusal)
        {
            return refusal;
        }

        var of = await owners.NameAsync(job.SubjectKind, job.SubjectId, cancellation);
        var isSent = await jobs.SendAgainAsync(
            job, row => Tell(actor, "media.job-sent-again", row, of, null), cancellation);
        return isSent ? Outcome.Done : Refusal.Conflict("jobs.nothing-to-send-again");
    }

    private void Tell(Actor actor, string act, Job job, JobSubject of, string? reason) => events.Append(
        actor, act, of.Event, reason: reason,
        data: new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["job"] = job.Id, ["kind"] = job.Kind, ["cause"] = job.ErrorCode,
        });

    private IQueryable<Job> Failed(Actor actor, FailureKey key) => database.Jobs.AsNoTracking()
        .Where(job => job.State == JobState.Failed && job.DiscardedAt == null && job.Kind == key.Kind
            && job.ErrorCode == key.Cause && (actor.UnitId == null || job.TurnKey != actor.UnitId))
        .OrderBy(job => job.FinishedAt).ThenBy(job => job.Id);

    private Task<Job?> FindAsync(Guid jobId, CancellationToken cancellation) =>
        database.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == jobId, cancellation);

    private static Refusal NotThere(Actor actor) =>
        ProcessingRights.MaySee(actor) ? Refusal.NotFound : Refusal.Forbidden;
}
