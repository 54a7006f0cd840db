using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;

namespace VideoReview.Application.Media;

/// <summary>
/// Finds, for a video whose row is written, those of other entries that hold the same bytes, in
/// this and in earlier periods.
/// </summary>
public sealed class SameBytes(ReviewDbContext database, TimeProvider time)
{
    /// <summary>
    /// One statement by the index on the hash, in the caller's transaction. A pair that is known stays as it is;
    /// versions of one entry are no pair. Returns how many are new.
    /// </summary>
    public Task<int> FindAsync(Guid videoId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO video_match (id, video_id, other_video_id, kind, confidence_percent, share_percent, from_milliseconds, other_from_milliseconds, found_at)
            SELECT gen_random_uuid(), greatest(v.id, o.id), least(v.id, o.id), 'same_bytes', 100, 100, 0, 0, {now}
            FROM video v JOIN video o ON o.sha256 = v.sha256 AND o.entry_id <> v.entry_id
            WHERE v.id = {videoId} ORDER BY o.id
            ON CONFLICT (video_id, other_video_id) DO UPDATE
                SET kind = 'same_bytes', confidence_percent = 100, share_percent = 100, from_milliseconds = 0, to_milliseconds = NULL, other_from_milliseconds = 0
                WHERE video_match.kind <> 'same_bytes'
            """, cancellation);
    }
}
