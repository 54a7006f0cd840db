using VideoReview.Application.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>What may come next for @reviewer in @period, one row at most each.</summary>
internal static class ClaimCandidates
{
    private const string Place = "uuid_hash_extended(s.current_version_id, 0)";
    private const string LowestPlace = "-9223372036854775808";
    private const string HighestPlace = "9223372036854775807";

    private static readonly string Started = $"""
        {Mine} AND {ReviewCondition.MayLapse("r")} AND {ReviewCondition.HoldsSeat("r")}
        ORDER BY {ReviewCondition.Is("r", ReviewStatus.Draft)} DESC, r.position, r.id LIMIT 1
        """;

    private static readonly string Assigned = $"""
        {Mine} AND {ReviewCondition.Is("r", ReviewStatus.Assigned)} ORDER BY r.due_at NULLS LAST, r.position, r.id LIMIT 1
        """;

    // Entries stand on a ring by the hash of their version, and each draw of a reviewer begins at a place of its own:
    // the index gives the nearest of each number of seats without a look at the rest. They are chosen without a lock,
    // which would be taken on all that are looked at, and a few at a time, since others may hold the nearest. That the
    // number of seats may be old is what statement 2 is for.
    public static readonly string Nearest = $"""
        WITH draw AS MATERIALIZED (SELECT hashtextextended(@reviewer::text, count(*)) AS place FROM review o WHERE o.reviewer_id = @reviewer),
        nearest AS (
            SELECT n.id, seats, arc.wraps, n.place
            FROM draw CROSS JOIN period p CROSS JOIN generate_series(0, p.seats_per_video - 1) seats
            CROSS JOIN LATERAL (VALUES (false, draw.place, {HighestPlace}), (true, {LowestPlace}, draw.place)) arc (wraps, low, high)
            CROSS JOIN LATERAL (
                SELECT s.id, {Place} AS place FROM entry s
                WHERE s.period_id = p.id AND s.seats_held = seats AND {Place} BETWEEN arc.low AND arc.high AND {ClaimCondition.IsOpen} AND {ClaimCondition.IsOffered}
                ORDER BY place LIMIT 50) n
            WHERE p.id = @period AND {PeriodCondition.IsRunning("p")})
        SELECT s.id AS "Value" FROM nearest n JOIN entry s ON s.id = n.id ORDER BY n.seats, n.wraps, n.place, s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
        """;

    // The last word before "nothing": seats counted afresh for every entry, also of claims that are over and not yet
    // swept; waits for what others hold at this moment.
    public static readonly string Any = $"""
        WITH free AS (
            SELECT s.id, coalesce(held.count, 0) AS seats
            {ClaimCondition.From}
            LEFT JOIN (SELECT h.entry_version_id, count(*) FROM review h WHERE {ReviewCondition.HoldsSeat("h")} GROUP BY h.entry_version_id) held ON held.entry_version_id = s.current_version_id
            WHERE s.period_id = @period AND {ClaimCondition.IsOpen} AND {ClaimCondition.IsOffered} AND coalesce(held.count, 0) < p.seats_per_video
            ORDER BY seats, hashtextextended(@reviewer::text || s.id::text, 0), s.id LIMIT 1)
        SELECT s.id AS "Value" FROM free JOIN entry s ON s.id = free.id FOR UPDATE OF s
        """;

    private static string Mine => $"""
        SELECT r.id AS "Value" FROM review r JOIN entry s ON s.id = r.entry_id JOIN period p ON p.id = r.period_id
        WHERE r.reviewer_id = @reviewer AND r.period_id = @period AND {ClaimCondition.IsOwnWork} AND NOT {ConflictCondition.Sql}
        """;

    /// <summary>What the reviewer has already, in the order in which it comes.</summary>
    public static IReadOnlyList<(string Sql, NextWork Work)> Own { get; } =
        [(Started, NextWork.Started), (Assigned, NextWork.Assigned)];
}
