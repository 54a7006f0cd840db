using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Reviewing;

/// <summary>With which copy the player goes on, or when there will be one.</summary>
/// <param name="EdgePixels">Of the largest copy; null = none is made yet.</param>
/// <param name="Left">As far as one can say; whole minutes.</param>
public sealed record StopAnswer(int? EdgePixels, TimeSpan Left);

/// <summary>
/// A browser gave up in the middle of a video that somebody watches, for damage of which no decoder of ours complained
/// or has complained yet: it gets a copy with which the player goes on.
/// </summary>
public sealed class StopDesk(
    MediaAccess access, ReviewDbContext database, JobQueue queue, EntryMoves moves, EventLog events, TimeProvider time)
{
    /// <summary>
    /// Whoever may watch it may say so; a repeated call changes nothing. Refuses where it does not play, and where no
    /// copy could be made.
    /// </summary>
    /// <param name="at">Where it stopped.</param>
    public async Task<Outcome<StopAnswer>> TellAsync(
        Actor actor, Guid videoId, TimeSpan at, CancellationToken cancellation)
    {
        if (await access.FindAsync(actor, videoId, cancellation) is not { } watched)
        {
            return Refusal.NotFound;
        }

        if (await LargestAsync(videoId, cancellation) is { } edge)
        {
            return new StopAnswer(edge, TimeSpan.Zero);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        _ = await moves.LockAsync(watched.Video.EntryId, cancellation);
        var video = await database.Videos.FromSql($"SELECT *, xmin FROM video WHERE id = {videoId} FOR UPDATE")
            .SingleAsync(cancellation);
        var job = await database.Jobs.SingleOrDefaultAsync(
            j => j.SubjectId == videoId && j.SubjectKind == VideoJobs.Subject && j.Kind == VideoJobs.Copies,
            cancellation);
        if (WhyNot(video, job) is { } refusal)
        {
            return refusal;
        }

        var answer = new StopAnswer(
            await LargestAsync(videoId, cancellation), await LeftAsync(video, job, cancellation));
        if (answer.EdgePixels is null)
        {
            Ask(actor, video, job, at);
            await database.SaveChangesAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return answer;
    }

    private Task<int?> LargestAsync(Guid videoId, CancellationToken cancellation) =>
        database.VideoCopies.Where(c => c.VideoId == videoId).MaxAsync(c => (int?)c.EdgePixels, cancellation);

    private static Refusal? WhyNot(Video video, Job? copies) =>
        video.Status is not VideoStatus.Playable ? Refusal.Conflict("media.stop-not-playing")
            : copies is { State: JobState.Failed or JobState.Skipped } ? Refusal.Conflict("media.stop-no-copy")
            : null;

    private void Ask(Actor actor, Video video, Job? job, TimeSpan at)
    {
        if (job is null)
        {
            queue.Add(VideoJobs.Order(VideoJobs.Copies, video));
        }
        else if (job.State is JobState.Done)
        {
            queue.SendAgain(job);
        }

        if (video.StoppedAtMilliseconds is null)
        {
            var end = TimeSpan.FromMilliseconds(video.Metadata!.DurationMilliseconds);
            video.StoppedAtMilliseconds = (int)(at < end ? at : end).TotalMilliseconds;
            events.Append(
                actor, "media.browser-stopped", new("video", video.Id, video.PeriodId, video.EntryId),
                EventAudience.Staff);
        }
    }

    /// <summary>As it goes on; before it has begun about its duration, and that of each one before it.</summary>
    private async Task<TimeSpan> LeftAsync(Video video, Job? job, CancellationToken cancellation)
    {
        if (job is { State: JobState.Running, StartedAt: { } began }
            && JobProgress.Left(time.GetUtcNow() - began, job.ProgressPercent) is { } left)
        {
            return left;
        }

        var before = await database.Jobs.CountAsync(
            j => j.Lane == JobLane.Heavy && j.SubjectId != video.Id
                && (j.State == JobState.Running || j.State == JobState.Queued), cancellation);
        var one = TimeSpan.FromMilliseconds(video.Metadata!.DurationMilliseconds);
        return TimeSpan.FromMinutes(Math.Ceiling(((before + 1) * one).TotalMinutes));
    }
}
