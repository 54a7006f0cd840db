using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>What a finished job leaves on its video, and which jobs follow. In the caller's transaction and SaveChanges, which holds the video's lock.</summary>
public sealed class JobResults(ReviewDbContext database, JobQueue queue, LeftObjects left, PictureRows pictures, CopyRows copies, MatchRows matches, TimeProvider time)
{
    /// <param name="jobs">All of the video; those that follow are added.</param>
    public async Task WriteAsync(Video video, MediaJobKind done, JobResult result, List<MediaJob> jobs, CancellationToken cancellation)
    {
        video.ObjectKey = result.Original?.Value ?? video.ObjectKey;
        if (result.Inspection is { } inspection)
        {
            Write(video, inspection);
        }

        if (result.Copy is { } copy)
        {
            left.Add(new[] { video.PlayableKey }.OfType<string>().Except([video.ObjectKey!, copy.Key.Value], StringComparer.Ordinal));
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) = (copy.Key.Value, copy.SizeBytes, MediaTypes.Of(copy.Key));
        }

        await (done switch
        {
            MediaJobKind.Poster => pictures.WritePosterAsync(video, result, cancellation),
            MediaJobKind.Pictures => pictures.WriteAsync(video, result, cancellation),
            MediaJobKind.Quality => WriteQualityAsync(video, result, cancellation),
            MediaJobKind.Match => matches.WriteAsync(video.Id, result.Matches, cancellation),
            MediaJobKind.Playable or MediaJobKind.Copies when result.Copies is { } made => copies.WriteAsync(video.Id, made, cancellation),
            _ => Task.CompletedTask,
        });
        AddFollowing(video, done, jobs);
    }

    /// <summary>A job once done stays done; one that failed gets its new chance.</summary>
    public void Ensure(Video video, MediaJobKind kind, List<MediaJob> jobs)
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

    public static bool OriginalPlays(Video video) => video is { Metadata: { } metadata, Reasons.Count: 0 } && PlayabilityRule.Of(metadata, video.Format) == Playability.PlaysAsIs;

    private void Write(Video video, Inspection found)
    {
        (video.Metadata, video.Reasons, video.Notes, video.InspectedAt) = (found.Metadata, found.Verdict.Reasons, found.Verdict.Notes, time.GetUtcNow());
        if (OriginalPlays(video))
        {
            var key = ObjectKey.Parse(video.ObjectKey!);
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) = (key.Value, video.SizeBytes, MediaTypes.Of(key));
        }
    }

    private async Task WriteQualityAsync(Video video, JobResult result, CancellationToken cancellation)
    {
        database.VideoNotes.RemoveRange(await database.VideoNotes.Where(n => n.VideoId == video.Id).ToListAsync(cancellation));
        database.VideoNotes.AddRange(result.QualityNotes);
        video.Sound = result.Sound;
    }

    private void AddFollowing(Video video, MediaJobKind done, List<MediaJob> jobs)
    {
        if (done == MediaJobKind.Store)
        {
            Ensure(video, MediaJobKind.Inspect, jobs);
        }

        if (done == MediaJobKind.Pictures)
        {
            Again(video, MediaJobKind.Quality, jobs);
            Again(video, MediaJobKind.Match, jobs);
        }

        if (done == MediaJobKind.Inspect && video.Reasons.Count == 0)
        {
            Ensure(video, MediaJobKind.Poster, jobs);
            Ensure(video, MediaJobKind.Pictures, jobs);
            if (!OriginalPlays(video) || PlayabilityRule.IsWorthRemux(video.Metadata!, video.Format))
            {
                Ensure(video, MediaJobKind.Playable, jobs);
            }

            if (CopyRules.AreOwnJob(video.Metadata!, video.Format))
            {
                Ensure(video, MediaJobKind.Copies, jobs);
            }
        }
    }

    /// <summary>Pictures made anew have prints made anew, on which notes and matches rest.</summary>
    private void Again(Video video, MediaJobKind kind, List<MediaJob> jobs)
    {
        if (jobs.Find(j => j.Kind == kind && j.State == MediaJobState.Done) is { } done)
        {
            queue.SendAgain(done);
        }
        else
        {
            Ensure(video, kind, jobs);
        }
    }
}
