using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Writes a video's encoded copies in place of those before, in the caller's transaction and SaveChanges.
/// </summary>
public sealed class CopyRows(ReviewDbContext database, LeftObjects left)
{
    public async Task WriteAsync(Guid videoId, IReadOnlyList<VideoCopy> copies, CancellationToken cancellation)
    {
        var before = await database.VideoCopies.Where(c => c.VideoId == videoId).Select(c => c.ObjectKey)
            .ToListAsync(cancellation);
        left.Add(before.Except(copies.Select(copy => copy.ObjectKey), StringComparer.Ordinal));
        await database.VideoCopies.Where(c => c.VideoId == videoId).ExecuteDeleteAsync(cancellation);
        database.VideoCopies.AddRange(copies);
    }
}
