using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Writes what became of a job, if its lease still holds: job, video, follow-up jobs, events, notices and the entry's move are one transaction. Locks in the
/// order of the house (entry, video, job) and computes the video's status from its rows.
/// </summary>
public sealed class JobDesk(ReviewDbContext database, JobQueue queue, JobResults results, LeftObjects left, EntryMoves moves, VideoConsequences consequences, TimeProvider time)
{
    private const int LongestError = 8000;

    /// <summary>The job is done. False = the lease is gone, nothing was written.</summary>
    public Task<bool> FinishAsync(JobLease lease, JobResult result, CancellationToken cancellation) =>
        WriteAsync(lease.VideoId, Held(lease), (locked, job, now) => FinishAsync(locked, job, result, now, cancellation), cancellation);

    /// <summary>The attempt failed: tried again later, or the end. False = the lease is gone, nothing was written.</summary>
    public Task<bool> FailAsync(JobLease lease, JobFailure failure, CancellationToken cancellation) =>
        WriteAsync(lease.VideoId, Held(lease), (locked, job, now) => Fail(locked, job, failure, now), cancellation);

    /// <summary>The holder is gone: tried again elsewhere, or poison. False = it was alive after all, or another wrote this first.</summary>
    public Task<bool> LoseAsync(JobLease lease, CancellationToken cancellation)
    {
        var failure = new JobFailure(JobFault.WorkerLost, Sentence.Of("media.cause-poison"), $"The worker of attempt {lease.Attempt} was lost.");
        return WriteAsync(
            lease.VideoId,
            $"SELECT * FROM media_job WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running' AND lease_until < now() FOR UPDATE",
            (locked, job, now) => Fail(locked, job, failure, now),
            cancellation);
    }

    /// <summary>Ends a job that waits or runs; whoever works on it finds its lease gone within seconds and kills its tool. False = it had ended already.</summary>
    /// <param name="tell">Appends what is told of it, in the same transaction.</param>
    internal Task<bool> CancelAsync(Guid videoId, Guid jobId, string reason, Action<Video, MediaJob> tell, CancellationToken cancellation) => WriteAsync(
        videoId,
        $"SELECT * FROM media_job WHERE id = {jobId} AND state IN ('queued', 'running') FOR UPDATE",
        (locked, job, now) =>
        {
            tell(locked.Video, job);
            return Fail(locked, job, new JobFailure(JobFault.Cancelled, Sentence.Of("media.cause-cancelled"), reason), now);
        },
        cancellation);

    private static FormattableString Held(JobLease lease) => $"SELECT * FROM media_job WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running' FOR UPDATE";

    private async Task<bool> WriteAsync(Guid videoId, FormattableString lockJob, Func<Locked, MediaJob, DateTimeOffset, Task> write, CancellationToken cancellation)
    {
        var (entryId, now) = await AskAsync(videoId, cancellation);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var entry = await moves.LockAsync(entryId, cancellation) ?? throw new InvalidOperationException($"Video {videoId} has no entry.");
        var video = await database.Videos.FromSql($"SELECT *, xmin FROM video WHERE id = {videoId} FOR UPDATE").SingleAsync(cancellation);
        if (await database.MediaJobs.FromSql(lockJob).AsTracking().ToListAsync(cancellation) is not [var job])
        {
            return false;
        }

        var jobs = await database.MediaJobs.Where(j => j.VideoId == video.Id).ToListAsync(cancellation);
        await write(new(video, jobs), job, now);
        await MoveAsync(entry, video, jobs, job, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await left.ClearAsync(cancellation);
        return true;
    }

    /// <summary>The entry of the video, and the database's clock.</summary>
    private async Task<(Guid EntryId, DateTimeOffset Now)> AskAsync(Guid videoId, CancellationToken cancellation)
    {
        var found = await database.Database.SqlQuery<Asked>($"SELECT entry_id, now() AS now FROM video WHERE id = {videoId}").SingleAsync(cancellation);
        return (found.EntryId, found.Now);
    }

    private Task FinishAsync(Locked locked, MediaJob job, JobResult result, DateTimeOffset now, CancellationToken cancellation)
    {
        if (result.Inspection?.Signature is { } signature)
        {
            consequences.Infected(locked.Video, signature);
        }

        (job.State, job.FinishedAt, job.ProgressPercent, job.LeaseUntil, job.LeaseOwner) = (MediaJobState.Done, now, 100, null, null);
        return results.WriteAsync(locked.Video, job.Kind, result, locked.Jobs, cancellation);
    }

    private Task Fail(Locked locked, MediaJob job, JobFailure failure, DateTimeOffset now)
    {
        job.Losses += failure.Fault == JobFault.WorkerLost ? 1 : 0;
        (job.ErrorCode, job.ErrorText) = (failure.Cause.Code, Cut(failure.Detail));
        (job.ErrorCommand, job.ErrorExitStatus) = (Cut(failure.Tool?.Command), failure.Tool?.ExitStatus);
        (job.LeaseUntil, job.ProgressPercent) = (null, 0);
        job.LeaseOwner = failure.Fault == JobFault.WorkerLost ? job.LeaseOwner : null;
        if (JobRules.WaitAfter(failure.Fault, job.Attempt, job.Losses) is { } wait)
        {
            queue.TryAgain(job, now + wait);
            return Task.CompletedTask;
        }

        (job.State, job.FinishedAt) = (MediaJobState.Failed, now);
        if (JobRules.IsEssential(job.Kind))
        {
            locked.Video.Cause = failure.Cause;
        }

        if (job.Kind == MediaJobKind.Pictures)
        {
            // The sound can be heard all the same.
            results.Ensure(locked.Video, MediaJobKind.Quality, locked.Jobs);
        }

        return Task.CompletedTask;
    }

    /// <summary>The end is what a tool said last. PostgreSQL's text holds no NUL, which a broken file may make a tool print.</summary>
    private static string? Cut(string? text) => (text?.Length > LongestError ? text[^LongestError..] : text)?.Replace("\0", "", StringComparison.Ordinal);

    private async Task MoveAsync(Domain.Entries.Entry entry, Video video, List<MediaJob> jobs, MediaJob job, CancellationToken cancellation)
    {
        var from = video.Status;
        var to = StatusOf(video, jobs);
        if (job is { Kind: MediaJobKind.Store, State: MediaJobState.Done })
        {
            consequences.Stored(video);
        }

        if (from == to)
        {
            return;
        }

        if (!VideoLife.LeadsTo(from, to))
        {
            throw new InvalidOperationException($"Video {video.Id} would go from {from} to {to}.");
        }

        video.Status = to;
        video.PlayableAt = to == VideoStatus.Playable ? time.GetUtcNow() : video.PlayableAt;
        await consequences.FollowAsync(entry, video, from, cancellation);
    }

    internal static VideoStatus StatusOf(Video video, IReadOnlyCollection<MediaJob> jobs) => VideoLife.StatusOf(video.Status, new()
    {
        Store = StateOf(MediaJobKind.Store, jobs),
        Inspect = StateOf(MediaJobKind.Inspect, jobs),
        Playable = StateOf(MediaJobKind.Playable, jobs),
        IsRefused = video.Reasons.Count > 0,
        OriginalPlays = JobResults.OriginalPlays(video),
    });

    private static MediaJobState? StateOf(MediaJobKind kind, IEnumerable<MediaJob> jobs) => jobs.FirstOrDefault(j => j.Kind == kind)?.State;

    private sealed record Asked(Guid EntryId, DateTimeOffset Now);

    private sealed record Locked(Video Video, List<MediaJob> Jobs);
}
