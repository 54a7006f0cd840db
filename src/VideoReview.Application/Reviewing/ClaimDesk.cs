using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>What "Ambil berikutnya" gave.</summary>
/// <param name="IsOwnStarted">It was begun before and comes first.</param>
public sealed record ClaimedReview(Guid ReviewId, bool IsOwnStarted);

/// <summary>
/// Gives reviewers the next entry. One short transaction each time: statement 1 locks a candidate and skips what others
/// hold, statement 2 counts its seats afresh and inserts the claim. One statement that counts and claims would
/// over-book: its count is older than its lock (house.md, walk 5).
/// </summary>
public sealed class ClaimDesk(ReviewDbContext database, ReviewMoves moves, Leases leases)
{
    private const string LockReviewer =
        "SELECT pg_advisory_xact_lock(hashtextextended('claim ' || @reviewer::text, 0))";

    private static readonly string OwnStarted = $"""
        SELECT r.id AS "Value" FROM review r JOIN entry s ON s.current_version_id = r.entry_version_id AND {EntryCondition.IsReviewable("s")}
        WHERE r.reviewer_id = @reviewer AND {ReviewCondition.MayLapse("r")} AND {ReviewCondition.HoldsSeat("r")}
        ORDER BY {ReviewCondition.Is("r", ReviewStatus.Draft)} DESC, r.position, r.id LIMIT 1
        """;

    // Entries stand on a ring by the hash of their version, and each draw of a reviewer begins at a place of its own:
    // the index gives the nearest of each number of seats without a look at the rest. They are chosen without a lock,
    // which would be taken on all that are looked at, and a few at a time, since others may hold the nearest. That the
    // number of seats may be old is what statement 2 is for.
    private static readonly string Nearest = $"""
        WITH draw AS MATERIALIZED (SELECT hashtextextended(@reviewer::text, count(*)) AS place FROM review o WHERE o.reviewer_id = @reviewer),
        nearest AS (
            SELECT n.id, seats, arc.wraps, n.place
            FROM draw CROSS JOIN period p CROSS JOIN generate_series(0, p.seats_per_video - 1) seats
            CROSS JOIN LATERAL (VALUES (false, draw.place, {HighestPlace}), (true, {LowestPlace}, draw.place)) arc (wraps, low, high)
            CROSS JOIN LATERAL (
                SELECT s.id, {Place} AS place FROM entry s
                WHERE s.period_id = p.id AND s.seats_held = seats AND {Place} BETWEEN arc.low AND arc.high AND {ClaimCondition.IsOpen} AND {ClaimCondition.IsOffered}
                ORDER BY place LIMIT 50) n
            WHERE {PeriodCondition.IsRunning("p")})
        SELECT s.id AS "Value" FROM nearest n JOIN entry s ON s.id = n.id ORDER BY n.seats, n.wraps, n.place, s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
        """;

    // The last word before "nothing": seats counted afresh for every entry, also of claims that are over and not yet
    // swept; waits for what others hold at this moment.
    private static readonly string Any = $"""
        WITH free AS (
            SELECT s.id, coalesce(held.count, 0) AS seats
            {ClaimCondition.From}
            LEFT JOIN (SELECT h.entry_version_id, count(*) FROM review h WHERE {ReviewCondition.HoldsSeat("h")} GROUP BY h.entry_version_id) held ON held.entry_version_id = s.current_version_id
            WHERE {ClaimCondition.IsOpen} AND {ClaimCondition.IsOffered} AND coalesce(held.count, 0) < p.seats_per_video
            ORDER BY seats, hashtextextended(@reviewer::text || s.id::text, 0), s.id LIMIT 1)
        SELECT s.id AS "Value" FROM free JOIN entry s ON s.id = free.id FOR UPDATE OF s
        """;

    private const string Place = "uuid_hash_extended(s.current_version_id, 0)";
    private const string LowestPlace = "-9223372036854775808";
    private const string HighestPlace = "9223372036854775807";

    private enum Found
    {
        Claim,
        Full,
        Nothing,
    }

    /// <summary>
    /// The reviewer's own started work, otherwise a new claim; refused when there is nothing to take
    /// (<see cref="ReviewQueue"/> says why).
    /// </summary>
    public async Task<Outcome<ClaimedReview>> ClaimNextAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Reviewer))
        {
            return Refusal.Forbidden;
        }

        foreach (var candidate in (string[])[Nearest, Any])
        {
            (Found Found, ClaimedReview? Claim) attempt;
            do
            {
                attempt = await TryAsync(actor, candidate, cancellation);
            }
            while (attempt.Found is Found.Full);

            if (attempt.Claim is { } claim)
            {
                return claim;
            }
        }

        return Refusal.Conflict("reviewing.nothing-to-claim");
    }

    /// <summary>
    /// Takes an own lapsed claim again, with what was typed; refuses when its seat is taken or the entry is closed.
    /// </summary>
    public async Task<Outcome<ClaimedReview>> ClaimAgainAsync(
        Actor actor, Guid reviewId, CancellationToken cancellation)
    {
        var entry = await database.Reviews.Where(r => r.Id == reviewId && r.ReviewerId == actor.AccountId)
            .Select(r => (Guid?)r.EntryId).SingleOrDefaultAsync(cancellation);
        if (!actor.Is(Role.Reviewer) || entry is not { } id)
        {
            return Refusal.NotFound;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT FROM entry WHERE id = {id} FOR UPDATE", cancellation);
        if (await TakeSeatAsync(actor, id, cancellation) != reviewId)
        {
            return Refusal.Conflict("reviewing.seat-taken");
        }

        await transaction.CommitAsync(cancellation);
        return new ClaimedReview(reviewId, false);
    }

    private async Task<(Found Found, ClaimedReview? Claim)> TryAsync(
        Actor actor, string candidate, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlRawAsync(
            LockReviewer, [new NpgsqlParameter("reviewer", actor.AccountId)], cancellation);
        if (await FirstAsync(OwnStarted, actor, cancellation) is { } started)
        {
            return (Found.Claim, new(started, true));
        }

        if (await FirstAsync(candidate, actor, cancellation) is not { } entry)
        {
            return (Found.Nothing, null);
        }

        if (await TakeSeatAsync(actor, entry, cancellation) is not { } review)
        {
            return (Found.Full, null);
        }

        await transaction.CommitAsync(cancellation);
        return (Found.Claim, new(review, false));
    }

    /// <summary>
    /// Statement 2 and what goes with it; the caller holds the lock and commits. Null = no seat left.
    /// </summary>
    private async Task<Guid?> TakeSeatAsync(Actor actor, Guid entryId, CancellationToken cancellation)
    {
        if (await moves.ClaimAsync(actor, entryId, Leases.Duration, cancellation) is not { } review)
        {
            return null;
        }

        leases.Watch(review.Id, review.LeaseUntil!.Value);
        await leases.WatchPeriodAsync(
            await database.Periods.AsNoTracking().SingleAsync(p => p.Id == review.PeriodId, cancellation),
            cancellation);
        await database.SaveChangesAsync(cancellation);
        return review.Id;
    }

    private async Task<Guid?> FirstAsync(string sql, Actor actor, CancellationToken cancellation)
    {
        var ids = await database.Database.SqlQueryRaw<Guid>(sql, new NpgsqlParameter("reviewer", actor.AccountId))
            .ToListAsync(cancellation);
        return ids.Count > 0 ? ids[0] : null;
    }
}
