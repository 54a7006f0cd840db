using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>The right to work on a job for a while.</summary>
/// <param name="Token">Fences: a write that names an older one changes nothing.</param>
/// <param name="Attempt">1, 2, ...; this one included.</param>
/// <param name="Losses">How many workers this job has cost so far.</param>
public sealed record JobLease(Guid JobId, Guid SubjectId, string Kind, long Token, int Attempt, int Losses);

/// <summary>
/// Jobs as rows: the row is the truth, the message only rings. Leases run by the database's clock; whoever holds one
/// says so every few seconds, and a later lease of the same job makes every write of the earlier one void.
/// </summary>
public sealed class JobQueue(ReviewDbContext database, Outbox outbox, JobKinds kinds, TimeProvider time)
{
    /// <summary>How long a lease lasts without a sign of life; the SQL below says the same.</summary>
    public static TimeSpan LeaseTime { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LockedAgainAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>Adds a job and rings for it, in the caller's transaction and SaveChanges.</summary>
    public Job Add(JobOrder order)
    {
        var (now, kind) = (time.GetUtcNow(), kinds.Of(order.Kind));
        var job = new Job
        {
            Id = Guid.CreateVersion7(), SubjectKind = kind.SubjectKind, SubjectId = order.SubjectId,
            TurnKey = order.TurnKey, Kind = kind.Name, Lane = order.Lane ?? kind.Lane,
            RunAfter = now, RungAt = now, CreatedAt = now,
        };
        database.Jobs.Add(job);
        Ring(job);
        return job;
    }

    /// <summary>
    /// Takes for 60 s the job whose turn it is at this bell: one statement, so that two never hold it. Null = nothing
    /// to do now: taken, done, or not yet due.
    /// </summary>
    /// <param name="bellOf">Any job of the queue.</param>
    /// <param name="owner">Which process, for people who look for it.</param>
    public async Task<JobLease?> LeaseAsync(Guid bellOf, string owner, CancellationToken cancellation)
    {
        while (true)
        {
            var taken = await database.Jobs.FromSql(JobTurn.Take(bellOf, owner, kinds)).AsNoTracking()
                .ToListAsync(cancellation);
            if (taken is [var job])
            {
                return LeaseOf(job);
            }

            if (await IsLeftToOthersAsync(bellOf, owner, cancellation) || !await IsDueAsync(bellOf, cancellation))
            {
                return null;
            }

            // Passed over because an act on its video held it for a moment: its bell must not be lost.
            await Task.Delay(LockedAgainAfter, cancellation);
        }
    }

    /// <summary>
    /// This process lost the job a moment ago, or another version has its step: the next sweep anywhere rings again,
    /// and the bell may be heard elsewhere.
    /// </summary>
    private async Task<bool> IsLeftToOthersAsync(Guid jobId, string owner, CancellationToken cancellation) =>
        await database.Database.ExecuteSqlAsync(
            $"""
            UPDATE job SET rung_at = NULL WHERE id = {jobId} AND state = 'queued'
                AND ((lease_owner = {owner} AND run_after > now() - interval '60 seconds') OR kind <> ALL ({kinds.Here}))
            """, cancellation) == 1;

    private async Task<bool> IsDueAsync(Guid jobId, CancellationToken cancellation) =>
        await database.Database.SqlQuery<bool>(
            $"""
            SELECT EXISTS (SELECT FROM job WHERE id = {jobId} AND state = 'queued' AND (attempt = 0
            OR run_after <= now())) AS "Value"
            """).SingleAsync(cancellation);

    /// <summary>
    /// Extends the lease by 60 s and writes the progress. False = another holds it, or the job is
    /// over: stop and write nothing.
    /// </summary>
    /// <param name="percent">0-100.</param>
    public async Task<bool> HeartbeatAsync(JobLease lease, int percent, CancellationToken cancellation) =>
        await database.Database.ExecuteSqlAsync(
            $"""
            UPDATE job SET lease_until = now() + interval '60 seconds', progress_percent = {percent}
            WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running'
            """, cancellation) == 1;

    /// <summary>
    /// Does the lease still stand? False = stop and write nothing: another holds it, or a person ended the job.
    /// </summary>
    public Task<bool> StandsAsync(JobLease lease, CancellationToken cancellation) =>
        database.Jobs.AnyAsync(
            job => job.Id == lease.JobId && job.LeaseToken == lease.Token && job.State == JobState.Running,
            cancellation);

    /// <summary>
    /// Puts the job back as if it had never been taken: this process stops, the file is not to blame. The next
    /// sweep anywhere rings for it.
    /// </summary>
    public Task<int> GiveBackAsync(JobLease lease, CancellationToken cancellation) => database.Database.ExecuteSqlAsync(
        $"""
        UPDATE job SET state = 'queued', attempt = attempt - 1, run_after = now(), rung_at = NULL, lease_until = NULL, lease_owner = NULL, progress_percent = 0
        WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running'
        """, cancellation);

    /// <summary>The bell rang where nobody can work any more: the next sweep anywhere rings again.</summary>
    public Task<int> LeaveAsync(Guid jobId, CancellationToken cancellation) =>
        database.Database.ExecuteSqlAsync(
            $"UPDATE job SET rung_at = NULL WHERE id = {jobId} AND state = 'queued'", cancellation);

    /// <summary>Jobs whose holder has said nothing for too long, as they were leased.</summary>
    public async Task<IReadOnlyList<JobLease>> DeadAsync(CancellationToken cancellation)
    {
        var dead = await database.Jobs
            .FromSql(
                $"SELECT * FROM job WHERE state = 'running' AND lease_until < now() ORDER BY lease_until LIMIT 100")
            .AsNoTracking().ToListAsync(cancellation);
        return [.. dead.Select(LeaseOf)];
    }

    /// <summary>
    /// Rings for jobs that came due since the bell last rang, and again for those that nobody took within 2 min: a
    /// queue may have been purged. While others of the lane are at work the job only waits its turn, and 30 min must
    /// pass. A bell of the time to come was rung by a clock that is ahead. Returns how many were rung.
    /// </summary>
    public async Task<int> RingOverdueAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var rung = await database.Jobs.FromSql($"""
            UPDATE job SET rung_at = now() WHERE id IN (
                SELECT j.id FROM job j
                WHERE j.state = 'queued' AND (j.attempt = 0 OR j.run_after <= now())
                    AND (j.rung_at IS NULL OR (j.attempt > 0 AND j.rung_at < j.run_after) OR j.rung_at < now() - interval '30 minutes' OR j.rung_at > now() + interval '1 minute'
                        OR (j.rung_at < now() - interval '2 minutes' AND NOT EXISTS (SELECT FROM job r WHERE r.state = 'running' AND r.lane = j.lane)))
                ORDER BY j.run_after, j.id LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellation);
        rung.ForEach(Ring);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return rung.Count;
    }

    /// <summary>
    /// Sends a job that ended back to the start and rings for it, in the caller's transaction and SaveChanges.
    /// </summary>
    public void SendAgain(Job job)
    {
        var now = time.GetUtcNow();
        (job.State, job.Attempt, job.Losses, job.ProgressPercent) = (JobState.Queued, 0, 0, 0);
        (job.ErrorCode, job.ErrorText, job.ErrorCommand, job.ErrorExitStatus) = (null, null, null, null);
        (job.FinishedAt, job.DiscardedAt, job.LeaseOwner, job.RunAfter, job.RungAt) = (null, null, null, now, now);
        Ring(job);
    }

    /// <summary>
    /// Puts the job back for another attempt and has its bell rung at that moment, in the caller's
    /// transaction and SaveChanges.
    /// </summary>
    /// <param name="at">By the database's clock.</param>
    internal void TryAgain(Job job, DateTimeOffset at)
    {
        (job.State, job.RunAfter, job.RungAt) = (JobState.Queued, at, at);
        Ring(job, at);
    }

    private static JobLease LeaseOf(Job job) =>
        new(job.Id, job.SubjectId, job.Kind, job.LeaseToken, job.Attempt, job.Losses);

    private void Ring(Job job) => Ring(job, null);

    /// <param name="at">Null = at once.</param>
    private void Ring(Job job, DateTimeOffset? at) =>
        outbox.Add(JobBells.Of(job, kinds.Find(job.Kind)?.NeedsWayOut == true), job.TurnKey?.ToString("N"), at);
}
