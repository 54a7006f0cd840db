using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// What a finished job leaves on its video. In the caller's transaction and SaveChanges, which holds the video's lock.
/// </summary>
public sealed class VideoResults(
    ReviewDbContext database, LeftObjects left, PictureRows pictures, CopyRows copies, MatchRows matches,
    TimeProvider time)
{
    public async Task WriteAsync(Video video, VideoResult result, CancellationToken cancellation)
    {
        video.ObjectKey = result.Original?.Value ?? video.ObjectKey;
        if (result.Inspection is { } inspection)
        {
            Write(video, inspection);
        }

        video.Reasons = result.Unfit is { } unfit ? [unfit] : video.Reasons;
        video.Damage = result.Damage ?? video.Damage;
        if (result.Copy is { } copy)
        {
            left.Add(new[] { video.PlayableKey }.OfType<string>()
                .Except([video.ObjectKey!, copy.Key.Value], StringComparer.Ordinal));
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) =
                (copy.Key.Value, copy.SizeBytes, MediaTypes.Of(copy.Key));
        }

        await WriteRowsAsync(video, result, cancellation);
    }

    private async Task WriteRowsAsync(Video video, VideoResult result, CancellationToken cancellation)
    {
        if (result.EarlyPoster is { } early)
        {
            await pictures.WriteEarlyAsync(video, early, cancellation);
        }

        if (result.Pictures is { } made)
        {
            await pictures.WriteAsync(video, made, cancellation);
        }

        if (result.Quality is { } quality)
        {
            database.VideoNotes.RemoveRange(
                await database.VideoNotes.Where(n => n.VideoId == video.Id).ToListAsync(cancellation));
            database.VideoNotes.AddRange(quality.Notes);
            video.Sound = quality.Sound;
        }

        if (result.Matches is { } found)
        {
            await matches.WriteAsync(video.Id, found, cancellation);
        }

        if (result.Copies is { } encoded)
        {
            await copies.WriteAsync(video.Id, encoded, cancellation);
        }
    }

    private void Write(Video video, Inspection found)
    {
        (video.Metadata, video.Reasons, video.Notes, video.InspectedAt) =
            (found.Metadata, found.Verdict.Reasons, found.Verdict.Notes, time.GetUtcNow());
        if (VideoJobs.OriginalPlays(video))
        {
            var key = ObjectKey.Parse(video.ObjectKey!);
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType) =
                (key.Value, video.SizeBytes, MediaTypes.Of(key));
        }
    }
}
