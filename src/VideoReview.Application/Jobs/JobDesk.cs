using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>
/// Writes what became of a job, if its lease still holds: job, subject and all that follows are one transaction. Locks
/// in the order of the house: what the owner locks, its subject, then the job.
/// </summary>
public sealed class JobDesk(ReviewDbContext database, JobQueue queue, JobKinds kinds, JobOwners owners)
{
    private const int LongestError = 8000;

    /// <summary>The job is done. False = the lease is gone, nothing was written.</summary>
    public Task<bool> FinishAsync(JobLease lease, JobResult result, CancellationToken cancellation) => WriteAsync(
        lease.SubjectId,
        lease.Kind,
        Held(lease),
        (owner, job, now) =>
        {
            (job.State, job.FinishedAt, job.ProgressPercent, job.LeaseUntil, job.LeaseOwner) =
                (JobState.Done, now, 100, null, null);
            return owner.DoneAsync(job, result, cancellation);
        },
        cancellation);

    /// <summary>
    /// The attempt failed: tried again later, or the end. False = the lease is gone, nothing was written.
    /// </summary>
    public Task<bool> FailAsync(JobLease lease, JobFailure failure, CancellationToken cancellation) =>
        WriteAsync(
            lease.SubjectId, lease.Kind, Held(lease),
            (owner, job, now) => FailAsync(owner, job, failure, now, cancellation), cancellation);

    /// <summary>
    /// The holder is gone: tried again elsewhere, or poison. False = it was alive after
    /// all, or another wrote this first.
    /// </summary>
    public Task<bool> LoseAsync(JobLease lease, CancellationToken cancellation)
    {
        var failure = new JobFailure(
            JobFault.WorkerLost, Sentence.Of("jobs.cause-poison"), $"The worker of attempt {lease.Attempt} was lost.");
        return WriteAsync(
            lease.SubjectId,
            lease.Kind,
            $"""
            SELECT * FROM job WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running'
            AND lease_until < now() FOR UPDATE
            """,
            (owner, job, now) => FailAsync(owner, job, failure, now, cancellation),
            cancellation);
    }

    /// <summary>
    /// Ends a job that waits or runs; whoever works on it finds its lease gone within seconds and kills its tool.
    /// False = it had ended already.
    /// </summary>
    /// <param name="tell">Appends what is told of it, in the same transaction.</param>
    public Task<bool> CancelAsync(Job asked, string reason, Action<Job> tell, CancellationToken cancellation) =>
        WriteAsync(
            asked.SubjectId,
            asked.Kind,
            $"SELECT * FROM job WHERE id = {asked.Id} AND state IN ('queued', 'running') FOR UPDATE",
            (owner, job, now) =>
            {
                tell(job);
                return FailAsync(
                    owner, job, new JobFailure(JobFault.Cancelled, Sentence.Of("jobs.cause-cancelled"), reason), now,
                    cancellation);
            },
            cancellation);

    /// <summary>
    /// Sends one failed job back to the start, whatever became of its subject's others. False = it
    /// did not stand failed any more.
    /// </summary>
    /// <param name="tell">Appends what is told of it, in the same transaction.</param>
    public Task<bool> SendAgainAsync(Job asked, Action<Job> tell, CancellationToken cancellation) => WriteAsync(
        asked.SubjectId,
        asked.Kind,
        $"SELECT * FROM job WHERE id = {asked.Id} AND state = 'failed' FOR UPDATE",
        (_, job, _) =>
        {
            tell(job);
            queue.SendAgain(job);
            return Task.CompletedTask;
        },
        cancellation);

    private static FormattableString Held(JobLease lease) =>
        $"SELECT * FROM job WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running' FOR UPDATE";

    private async Task<bool> WriteAsync(
        Guid subjectId, string kind, FormattableString lockJob, Func<IJobOwner, Job, DateTimeOffset, Task> write,
        CancellationToken cancellation)
    {
        var owner = owners.Of(kinds.Of(kind).SubjectKind);
        var now = await database.Database.SqlQuery<DateTimeOffset>($"""SELECT now() AS "Value" """)
            .SingleAsync(cancellation);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await owner.LockAsync(subjectId, cancellation);
        if (await database.Jobs.FromSql(lockJob).AsTracking().ToListAsync(cancellation) is not [var job])
        {
            return false;
        }

        await write(owner, job, now);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await owner.CommittedAsync(cancellation);
        return true;
    }

    private Task FailAsync(
        IJobOwner owner, Job job, JobFailure failure, DateTimeOffset now, CancellationToken cancellation)
    {
        job.Losses += failure.Fault == JobFault.WorkerLost ? 1 : 0;
        (job.ErrorCode, job.ErrorText) = (failure.Cause.Code, Cut(failure.Detail));
        (job.ErrorCommand, job.ErrorExitStatus) = (Cut(failure.Tool?.Command), failure.Tool?.ExitStatus);
        (job.LeaseUntil, job.ProgressPercent) = (null, 0);
        job.LeaseOwner = failure.Fault == JobFault.WorkerLost ? job.LeaseOwner : null;
        if (JobRules.WaitAfter(kinds.Of(job.Kind).Retry, failure.Fault, job.Attempt, job.Losses) is { } wait)
        {
            queue.TryAgain(job, now + wait);
            return Task.CompletedTask;
        }

        (job.State, job.FinishedAt) = (JobState.Failed, now);
        return owner.FailedAsync(job, failure.Cause, cancellation);
    }

    /// <summary>
    /// The end is what a tool said last. PostgreSQL's text holds no NUL, which a broken file may make a tool print.
    /// </summary>
    private static string? Cut(string? text) =>
        (text?.Length > LongestError ? text[^LongestError..] : text)?.Replace("\0", "", StringComparison.Ordinal);
}
