using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Writes what a search found for a video, in place of what an earlier one did. A pair that a person set aside stays
/// so; one of the same bytes stays that.
/// </summary>
public sealed class MatchRows(ReviewDbContext database)
{
    /// <summary>In the caller's transaction.</summary>
    public async Task WriteAsync(Guid videoId, IReadOnlyList<VideoMatch> found, CancellationToken cancellation)
    {
        var others = found.Select(match => match.VideoId == videoId ? match.OtherVideoId : match.VideoId).ToArray();
        await database.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM video_match WHERE kind = 'frames' AND set_aside_at IS NULL
                AND ((video_id = {videoId} AND other_video_id <> ALL ({others})) OR (other_video_id = {videoId} AND video_id <> ALL ({others})))
            """, cancellation);
        foreach (var match in found.OrderBy(match => match.VideoId).ThenBy(match => match.OtherVideoId))
        {
            await database.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO video_match
                    (id, video_id, other_video_id, kind, confidence_percent, share_percent, from_milliseconds, to_milliseconds, other_from_milliseconds, found_at)
                VALUES ({match.Id}, {match.VideoId}, {match.OtherVideoId}, 'frames', {match.ConfidencePercent}, {match.SharePercent},
                    {match.FromMilliseconds}, {match.ToMilliseconds}, {match.OtherFromMilliseconds}, {match.FoundAt})
                ON CONFLICT (video_id, other_video_id) DO UPDATE
                    SET confidence_percent = excluded.confidence_percent, share_percent = excluded.share_percent, from_milliseconds = excluded.from_milliseconds,
                        to_milliseconds = excluded.to_milliseconds, other_from_milliseconds = excluded.other_from_milliseconds
                    WHERE video_match.kind = 'frames'
                """, cancellation);
        }
    }
}
