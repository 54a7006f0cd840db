using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Writes a video's pictures and the prints of its frames, in the caller's transaction and SaveChanges.
/// </summary>
public sealed class PictureRows(ReviewDbContext database, LeftObjects left)
{
    /// <summary>
    /// The early one. The pass over the key frames may have been quicker; its pictures are
    /// chosen, this one is only early.
    /// </summary>
    public async Task WriteEarlyAsync(Video video, IReadOnlyList<VideoPicture> early, CancellationToken cancellation)
    {
        var there = await database.VideoPictures.Where(p => p.VideoId == video.Id).Select(p => p.ObjectKey)
            .ToListAsync(cancellation);
        if (there.Count > 0)
        {
            left.Add(KeysOf(early).Except(there, StringComparer.Ordinal));
        }
        else
        {
            database.VideoPictures.AddRange(early);
        }
    }

    /// <summary>
    /// All of them, in place of those before; the author's choice of a poster stays where there is one at its place.
    /// </summary>
    public async Task WriteAsync(Video video, MadePictures made, CancellationToken cancellation)
    {
        var before = await database.VideoPictures.Where(p => p.VideoId == video.Id).ToListAsync(cancellation);
        left.Add(KeysOf(before).Except(KeysOf(made.Pictures), StringComparer.Ordinal));
        database.VideoPictures.RemoveRange(before);
        database.VideoPictures.AddRange(made.Pictures);
        database.VideoFrames.RemoveRange(
            await database.VideoFrames.Where(f => f.VideoId == video.Id).ToListAsync(cancellation));
        database.VideoFrames.AddRange(made.Frames);
        video.PosterPosition = made.Pictures.Any(
            p => p.Kind == PictureKind.Poster && p.Position == video.PosterPosition)
            ? video.PosterPosition
            : 1;
    }

    private static IEnumerable<string> KeysOf(IEnumerable<VideoPicture> pictures) =>
        pictures.Select(picture => picture.ObjectKey);
}
