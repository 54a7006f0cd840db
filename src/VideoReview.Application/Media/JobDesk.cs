using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Submissions;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Writes what became of a job, if its lease still holds: job, video, follow-up jobs, events, notices and the entry's move are one transaction. Locks in the
/// order of the house (submission, video, job) and computes the video's status from its rows.
/// </summary>
public sealed class JobDesk(ReviewDbContext database, JobQueue queue, EntryMoves moves, VideoConsequences consequences, TimeProvider time)
{
    private const int LongestError = 8000;

    /// <summary>The job is done. False = the lease is gone, nothing was written.</summary>
    public Task<bool> FinishAsync(JobLease lease, JobResult result, CancellationToken cancellation) =>
        WriteAsync(lease.VideoId, Held(lease), (video, job, now) => Finish(video, job, result, now), cancellation);

    /// <summary>The attempt failed: tried again later, or the end. False = the lease is gone, nothing was written.</summary>
    public Task<bool> FailAsync(JobLease lease, JobFailure failure, CancellationToken cancellation) =>
        WriteAsync(lease.VideoId, Held(lease), (video, job, now) => Fail(video, job, failure, now), cancellation);

    /// <summary>The holder is gone: tried again elsewhere, or poison. False = it was alive after all, or another wrote this first.</summary>
    public Task<bool> LoseAsync(JobLease lease, CancellationToken cancellation)
    {
        var failure = new JobFailure(JobFault.WorkerLost, Sentence.Of("media.cause-poison"), $"The worker of attempt {lease.Attempt} was lost.");
        return WriteAsync(
            lease.VideoId,
            $"SELECT * FROM media_job WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running' AND lease_until < now() FOR UPDATE",
            (video, job, now) => Fail(video, job, failure, now),
            cancellation);
    }

    /// <summary>Ends a job that waits or runs; whoever works on it finds its lease gone within seconds and kills its tool. False = it had ended already.</summary>
    /// <param name="tell">Appends what is told of it, in the same transaction.</param>
    internal Task<bool> CancelAsync(Guid videoId, Guid jobId, string reason, Action<Video, MediaJob> tell, CancellationToken cancellation) => WriteAsync(
        videoId,
        $"SELECT * FROM media_job WHERE id = {jobId} AND state IN ('queued', 'running') FOR UPDATE",
        (video, job, now) =>
        {
            tell(video.Video, job);
            Fail(video, job, new JobFailure(JobFault.Cancelled, Sentence.Of("media.cause-cancelled"), reason), now);
        },
        cancellation);

    private static FormattableString Held(JobLease lease) => $"SELECT * FROM media_job WHERE id = {lease.JobId} AND lease_token = {lease.Token} AND state = 'running' FOR UPDATE";

    private async Task<bool> WriteAsync(Guid videoId, FormattableString lockJob, Action<Locked, MediaJob, DateTimeOffset> write, CancellationToken cancellation)
    {
        var submissionId = await database.Videos.Where(v => v.Id == videoId).Select(v => v.SubmissionId).SingleAsync(cancellation);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var entry = await moves.LockAsync(submissionId, cancellation) ?? throw new InvalidOperationException($"Video {videoId} has no entry.");
        var video = await database.Videos.FromSql($"SELECT *, xmin FROM video WHERE id = {videoId} FOR UPDATE").SingleAsync(cancellation);
        if (await database.MediaJobs.FromSql(lockJob).AsTracking().ToListAsync(cancellation) is not [var job])
        {
            return false;
        }

        var now = await database.Database.SqlQuery<DateTimeOffset>($"""SELECT now() AS "Value" """).SingleAsync(cancellation);
        var jobs = await database.MediaJobs.Where(j => j.VideoId == video.Id).ToListAsync(cancellation);
        var pictures = await database.VideoPictures.Where(p => p.VideoId == video.Id).ToListAsync(cancellation);
        var notes = job.Kind == MediaJobKind.Quality ? await database.VideoNotes.Where(n => n.VideoId == video.Id).ToListAsync(cancellation) : [];
        var frames = job.Kind == MediaJobKind.Pictures ? await database.VideoFrames.Where(f => f.VideoId == video.Id).ToListAsync(cancellation) : [];
        write(new(video, jobs, pictures, frames, notes), job, now);
        await MoveAsync(entry, video, jobs, job, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private void Finish(Locked locked, MediaJob job, JobResult result, DateTimeOffset now)
    {
        (job.State, job.FinishedAt, job.ProgressPercent, job.LeaseUntil, job.LeaseOwner) = (MediaJobState.Done, now, 100, null, null);
        var video = locked.Video;
        video.ObjectKey = result.Original?.Value ?? video.ObjectKey;
        if (result.Inspection is { } inspection)
        {
            Write(video, inspection);
        }

        if (result.Copy is { } copy)
        {
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) = (copy.Key.Value, copy.SizeBytes, Storage.MediaTypes.Of(copy.Key));
        }

        if (job.Kind == MediaJobKind.Pictures)
        {
            database.VideoPictures.RemoveRange(locked.Pictures);
            database.VideoPictures.AddRange(result.Pictures);
            database.VideoFrames.RemoveRange(locked.Frames);
            database.VideoFrames.AddRange(result.Frames);
            video.PosterPosition = result.Pictures.Any(p => p.Kind == PictureKind.Poster && p.Position == video.PosterPosition) ? video.PosterPosition : 1;
        }

        if (job.Kind == MediaJobKind.Quality)
        {
            database.VideoNotes.RemoveRange(locked.Notes);
            database.VideoNotes.AddRange(result.QualityNotes);
            video.Sound = result.Sound;
        }

        AddFollowing(video, job.Kind, locked.Jobs);
    }

    private void Write(Video video, Inspection found)
    {
        (video.Metadata, video.Reasons, video.Notes, video.InspectedAt) = (found.Metadata, found.Verdict.Reasons, found.Verdict.Notes, time.GetUtcNow());
        if (OriginalPlays(video))
        {
            var key = Storage.ObjectKey.Parse(video.ObjectKey!);
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) = (key.Value, video.SizeBytes, Storage.MediaTypes.Of(key));
        }
    }

    private void AddFollowing(Video video, MediaJobKind done, List<MediaJob> jobs)
    {
        if (done == MediaJobKind.Store)
        {
            Ensure(video, MediaJobKind.Inspect, jobs);
        }

        if (done == MediaJobKind.Pictures)
        {
            Ensure(video, MediaJobKind.Quality, jobs);
        }

        if (done == MediaJobKind.Inspect && video.Reasons.Count == 0)
        {
            Ensure(video, MediaJobKind.Pictures, jobs);
            if (!OriginalPlays(video) || PlayabilityRule.IsWorthRemux(video.Metadata!, video.Format))
            {
                Ensure(video, MediaJobKind.Playable, jobs);
            }
        }
    }

    /// <summary>A job once done stays done; one that failed gets its new chance.</summary>
    private void Ensure(Video video, MediaJobKind kind, List<MediaJob> jobs)
    {
        if (jobs.Find(j => j.Kind == kind) is not { } there)
        {
            jobs.Add(queue.Add(video, kind));
        }
        else if (there.State == MediaJobState.Failed)
        {
            queue.SendAgain(there);
        }
    }

    private void Fail(Locked locked, MediaJob job, JobFailure failure, DateTimeOffset now)
    {
        job.Losses += failure.Fault == JobFault.WorkerLost ? 1 : 0;
        (job.ErrorCode, job.ErrorText) = (failure.Cause.Code, Cut(failure.Detail));
        (job.ErrorCommand, job.ErrorExitStatus) = (Cut(failure.Tool?.Command), failure.Tool?.ExitStatus);
        (job.LeaseUntil, job.LeaseOwner, job.ProgressPercent) = (null, null, 0);
        if (JobRules.WaitAfter(failure.Fault, job.Attempt, job.Losses) is { } wait)
        {
            queue.TryAgain(job, now + wait);
            return;
        }

        (job.State, job.FinishedAt) = (MediaJobState.Failed, now);
        if (JobRules.IsEssential(job.Kind))
        {
            locked.Video.Cause = failure.Cause;
        }

        if (job.Kind == MediaJobKind.Pictures)
        {
            // The sound can be heard all the same.
            Ensure(locked.Video, MediaJobKind.Quality, locked.Jobs);
        }
    }

    /// <summary>The end is what a tool said last. PostgreSQL's text holds no NUL, which a broken file may make a tool print.</summary>
    private static string? Cut(string? text) => (text?.Length > LongestError ? text[^LongestError..] : text)?.Replace("\0", "", StringComparison.Ordinal);

    private async Task MoveAsync(Domain.Submissions.Submission entry, Video video, List<MediaJob> jobs, MediaJob job, CancellationToken cancellation)
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
        OriginalPlays = OriginalPlays(video),
    });

    private static MediaJobState? StateOf(MediaJobKind kind, IEnumerable<MediaJob> jobs) => jobs.FirstOrDefault(j => j.Kind == kind)?.State;

    private static bool OriginalPlays(Video video) => video is { Metadata: { } metadata, Reasons.Count: 0 } && PlayabilityRule.Of(metadata, video.Format) == Playability.PlaysAsIs;

    private sealed record Locked(Video Video, List<MediaJob> Jobs, List<VideoPicture> Pictures, List<VideoFrame> Frames, List<VideoNote> Notes);
}
