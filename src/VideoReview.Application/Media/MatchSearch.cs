using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Finds videos of other entries that show the same, in every period. Each frame's hash is looked up by its four
/// quarters, of which a frame of the same moment nearly always has one in common: four indexes in place of all rows.
/// The few videos with most such frames are then compared frame by frame.
/// </summary>
public sealed class MatchSearch(ReviewDbContext database, TimeProvider time)
{
    /// <summary>Videos that are compared frame by frame.</summary>
    public const int MostCandidates = 20;

    /// <summary>Those worth a person's look; nothing is written.</summary>
    public async Task<IReadOnlyList<VideoMatch>> FindAsync(Video video, CancellationToken cancellation)
    {
        var seen = await SeenAsync(video, cancellation);
        var matches = new List<VideoMatch>();
        foreach (var id in await CandidatesAsync(video, seen, cancellation))
        {
            var other = await database.Videos.AsNoTracking().SingleAsync(v => v.Id == id, cancellation);
            var (later, earlier) = Later(video.Id, id) == id ? (other, video) : (video, other);
            var theirs = await SeenAsync(other, cancellation);
            if ((later == video ? FrameMatching.Compare(seen, theirs) : FrameMatching.Compare(theirs, seen))
                is { } found)
            {
                matches.Add(Match(later, earlier, found));
            }
        }

        return matches;
    }

    private async Task<SeenVideo> SeenAsync(Video video, CancellationToken cancellation)
    {
        var frames = await database.VideoFrames.AsNoTracking().Where(f => f.VideoId == video.Id)
            .OrderBy(f => f.AtMilliseconds).ToListAsync(cancellation);
        return new(
            [.. frames.Select(frame => frame.Seen)],
            TimeSpan.FromMilliseconds(video.Metadata?.DurationMilliseconds ?? 0));
    }

    /// <summary>By the number of frames that have one alike in them.</summary>
    private Task<List<Guid>> CandidatesAsync(Video video, SeenVideo seen, CancellationToken cancellation)
    {
        var hashes = seen.Frames.Where(frame => !frame.Print.IsBlack).Select(frame => frame.Print.CentreHash)
            .OfType<long>().Distinct().ToArray();
        return database.Database.SqlQuery<Guid>($"""
            SELECT v.id AS "Value" FROM (
                SELECT f.video_id, count(DISTINCT own.hash) AS frames
                FROM unnest({hashes}) own(hash) CROSS JOIN LATERAL (
                    SELECT video_id, centre_hash FROM video_frame WHERE centre_hash >> 48 = own.hash >> 48
                    UNION ALL SELECT video_id, centre_hash FROM video_frame WHERE (centre_hash >> 32) & 65535 = (own.hash >> 32) & 65535
                    UNION ALL SELECT video_id, centre_hash FROM video_frame WHERE (centre_hash >> 16) & 65535 = (own.hash >> 16) & 65535
                    UNION ALL SELECT video_id, centre_hash FROM video_frame WHERE centre_hash & 65535 = own.hash & 65535) f
                WHERE bit_count((f.centre_hash # own.hash)::bit(64)) <= {FrameMatching.Alike}
                GROUP BY f.video_id) alike
            JOIN video v ON v.id = alike.video_id
            WHERE v.entry_id <> {video.EntryId}
            ORDER BY alike.frames DESC, v.id DESC LIMIT {MostCandidates}
            """).ToListAsync(cancellation);
    }

    /// <summary>As PostgreSQL orders them; version 7 ids stand in the order of time.</summary>
    private static Guid Later(Guid one, Guid other) =>
        string.CompareOrdinal(one.ToString("N"), other.ToString("N")) > 0 ? one : other;

    private VideoMatch Match(Video later, Video earlier, FrameAgreement found) => new()
    {
        Id = Guid.CreateVersion7(),
        VideoId = later.Id,
        OtherVideoId = earlier.Id,
        Kind = MatchKind.Frames,
        ConfidencePercent = found.ConfidencePercent,
        SharePercent = found.SharePercent,
        FromMilliseconds = (int)found.From.TotalMilliseconds,
        ToMilliseconds = (int)found.To.TotalMilliseconds,
        OtherFromMilliseconds = (int)Math.Max(0, (found.From + found.Offset).TotalMilliseconds),
        FoundAt = time.GetUtcNow(),
    };
}
