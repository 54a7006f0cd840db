using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>What a finished job leaves on its video, and which jobs follow. In the caller's transaction and SaveChanges, which holds the video's lock.</summary>
public sealed class JobResults(ReviewDbContext database, JobQueue queue, IObjectStorage storage, TimeProvider time, ILogger<JobResults> log)
{
    private readonly List<string> leftKeys = [];

    /// <param name="jobs">All of the video; those that follow are added.</param>
    internal async Task WriteAsync(Video video, MediaJobKind done, JobResult result, List<MediaJob> jobs, CancellationToken cancellation)
    {
        video.ObjectKey = result.Original?.Value ?? video.ObjectKey;
        if (result.Inspection is { } inspection)
        {
            Write(video, inspection);
        }

        if (result.Copy is { } copy)
        {
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) = (copy.Key.Value, copy.SizeBytes, MediaTypes.Of(copy.Key));
        }

        await (done switch
        {
            MediaJobKind.Poster => WritePosterAsync(video, result, cancellation),
            MediaJobKind.Pictures => WritePicturesAsync(video, result, cancellation),
            MediaJobKind.Quality => WriteQualityAsync(video, result, cancellation),
            MediaJobKind.Match => new MatchRows(database).WriteAsync(video.Id, result.Matches, cancellation),
            MediaJobKind.Playable or MediaJobKind.Copies when result.Copies is { } copies => WriteCopiesAsync(video, copies, cancellation),
            _ => Task.CompletedTask,
        });
        AddFollowing(video, done, jobs);
    }

    /// <summary>Once the rows are committed: objects that no row names any more are deleted. One that cannot be costs its bytes and nothing else.</summary>
    internal async Task ClearAsync(CancellationToken cancellation)
    {
        foreach (var key in leftKeys)
        {
            try
            {
                await storage.DeleteAsync(ObjectKey.Parse(key), cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                Log.ObjectLeft(log, key, e);
            }
        }

        leftKeys.Clear();
    }

    /// <summary>A job once done stays done; one that failed gets its new chance.</summary>
    internal void Ensure(Video video, MediaJobKind kind, List<MediaJob> jobs)
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

    internal static bool OriginalPlays(Video video) => video is { Metadata: { } metadata, Reasons.Count: 0 } && PlayabilityRule.Of(metadata, video.Format) == Playability.PlaysAsIs;

    private void Write(Video video, Inspection found)
    {
        (video.Metadata, video.Reasons, video.Notes, video.InspectedAt) = (found.Metadata, found.Verdict.Reasons, found.Verdict.Notes, time.GetUtcNow());
        if (OriginalPlays(video))
        {
            var key = ObjectKey.Parse(video.ObjectKey!);
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) = (key.Value, video.SizeBytes, MediaTypes.Of(key));
        }
    }

    /// <summary>The pass over the key frames may have been quicker; its pictures are chosen, this one is only early.</summary>
    private async Task WritePosterAsync(Video video, JobResult result, CancellationToken cancellation)
    {
        var there = await database.VideoPictures.Where(p => p.VideoId == video.Id).Select(p => p.ObjectKey).ToListAsync(cancellation);
        if (there.Count > 0)
        {
            leftKeys.AddRange(KeysOf(result.Pictures).Except(there, StringComparer.Ordinal));
        }
        else
        {
            database.VideoPictures.AddRange(result.Pictures);
        }
    }

    private async Task WritePicturesAsync(Video video, JobResult result, CancellationToken cancellation)
    {
        var before = await database.VideoPictures.Where(p => p.VideoId == video.Id).ToListAsync(cancellation);
        leftKeys.AddRange(KeysOf(before).Except(KeysOf(result.Pictures), StringComparer.Ordinal));
        database.VideoPictures.RemoveRange(before);
        database.VideoPictures.AddRange(result.Pictures);
        database.VideoFrames.RemoveRange(await database.VideoFrames.Where(f => f.VideoId == video.Id).ToListAsync(cancellation));
        database.VideoFrames.AddRange(result.Frames);
        video.PosterPosition = result.Pictures.Any(p => p.Kind == PictureKind.Poster && p.Position == video.PosterPosition) ? video.PosterPosition : 1;
    }

    private static IEnumerable<string> KeysOf(IEnumerable<VideoPicture> pictures) => pictures.Select(picture => picture.ObjectKey);

    private async Task WriteQualityAsync(Video video, JobResult result, CancellationToken cancellation)
    {
        database.VideoNotes.RemoveRange(await database.VideoNotes.Where(n => n.VideoId == video.Id).ToListAsync(cancellation));
        database.VideoNotes.AddRange(result.QualityNotes);
        video.Sound = result.Sound;
    }

    private async Task WriteCopiesAsync(Video video, IReadOnlyList<VideoCopy> copies, CancellationToken cancellation)
    {
        var before = await database.VideoCopies.Where(c => c.VideoId == video.Id).Select(c => c.ObjectKey).ToListAsync(cancellation);
        leftKeys.AddRange(before.Except(copies.Select(copy => copy.ObjectKey), StringComparer.Ordinal));
        await database.VideoCopies.Where(c => c.VideoId == video.Id).ExecuteDeleteAsync(cancellation);
        database.VideoCopies.AddRange(copies);
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
