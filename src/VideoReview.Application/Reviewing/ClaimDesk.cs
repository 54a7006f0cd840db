using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>What "Ambil berikutnya" gave.</summary>
/// <param name="IsOwnStarted">It was begun before and comes first.</param>
public sealed record ClaimedReview(Guid ReviewId, bool IsOwnStarted);

/// <summary>
/// Gives reviewers the next entry. One short transaction each time: statement 1 locks a candidate and skips what others hold, statement 2 counts its seats
/// afresh and inserts the claim. One statement that counts and claims would over-book: its count is older than its lock (house.md, walk 5).
/// </summary>
public sealed class ClaimDesk(ReviewDbContext database, ReviewMoves moves, Leases leases, TimeProvider time)
{
    private const string LockReviewer = "SELECT pg_advisory_xact_lock(hashtextextended('claim ' || @reviewer::text, 0))";

    private const string OwnStarted = """
        SELECT r.id AS "Value" FROM review r JOIN submission s ON s.current_version_id = r.entry_version_id AND s.status IN ('ready', 'in_review')
        WHERE r.reviewer_id = @reviewer AND (r.status = 'draft' OR (r.status = 'claimed' AND r.lease_until > now()))
        ORDER BY r.status = 'draft' DESC, r.position, r.id LIMIT 1
        """;

    private const string Candidate = $"""
        SELECT s.id AS "Value" {ClaimCondition.From} CROSS JOIN LATERAL {ClaimCondition.SeatsHeld} seats
        WHERE {ClaimCondition.IsOpen} AND {ClaimCondition.IsOffered} AND seats.count < p.seats_per_video
        ORDER BY seats.count, hashtextextended(@reviewer::text || s.current_version_id::text, 0), s.id
        LIMIT 1 FOR UPDATE OF s
        """;

    private const string Insert = $"""
        INSERT INTO review (id, period_id, submission_id, entry_version_id, stage, reviewer_id, rubric_version_id, status, lease_until, position, created_at, updated_at)
        SELECT @id, s.period_id, s.id, s.current_version_id, 1, @reviewer, p.rubric_version_id, 'claimed', now() + @lease,
            (SELECT coalesce(max(m.position), 0) + 1 FROM review m WHERE m.reviewer_id = @reviewer AND m.period_id = s.period_id), @now, @now
        {ClaimCondition.From}
        WHERE s.id = @submission AND {ClaimCondition.IsOpen} AND {ClaimCondition.IsOffered} AND {ClaimCondition.SeatsHeld} < p.seats_per_video
        ON CONFLICT (entry_version_id, stage, reviewer_id) DO UPDATE
            SET status = 'claimed', lease_until = excluded.lease_until, assigned_by = NULL, due_at = NULL, reason = NULL, updated_at = excluded.updated_at
            WHERE review.status IN ('expired', 'claimed')
        RETURNING id AS "Value"
        """;

    private enum Found
    {
        Claim,
        Full,
        Nothing,
    }

    /// <summary>The reviewer's own started work, otherwise a new claim; refused when there is nothing to take (<see cref="ReviewQueue"/> says why).</summary>
    public async Task<Outcome<ClaimedReview>> ClaimNextAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Reviewer))
        {
            return Refusal.Forbidden;
        }

        // First past what others hold at this moment; when nothing else is left, wait for these: they may let go of a seat.
        foreach (var skips in (bool[])[true, false])
        {
            (Found Found, ClaimedReview? Claim) attempt;
            do
            {
                attempt = await TryAsync(actor, skips, cancellation);
            }
            while (attempt.Found is Found.Full);

            if (attempt.Claim is { } claim)
            {
                return claim;
            }
        }

        return Refusal.Conflict("reviewing.nothing-to-claim");
    }

    /// <summary>Takes an own lapsed claim again, with what was typed; refuses when its seat is taken or the entry is closed.</summary>
    public async Task<Outcome<ClaimedReview>> ClaimAgainAsync(Actor actor, Guid reviewId, CancellationToken cancellation)
    {
        var submission = await database.Reviews.Where(r => r.Id == reviewId && r.ReviewerId == actor.AccountId).Select(r => (Guid?)r.SubmissionId).SingleOrDefaultAsync(cancellation);
        if (!actor.Is(Role.Reviewer) || submission is not { } id)
        {
            return Refusal.NotFound;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT FROM submission WHERE id = {id} FOR UPDATE", cancellation);
        if (await InsertAsync(actor, id, cancellation) != reviewId)
        {
            return Refusal.Conflict("reviewing.seat-taken");
        }

        await transaction.CommitAsync(cancellation);
        return new ClaimedReview(reviewId, false);
    }

    private async Task<(Found Found, ClaimedReview? Claim)> TryAsync(Actor actor, bool skipsLocked, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlRawAsync(LockReviewer, [new NpgsqlParameter("reviewer", actor.AccountId)], cancellation);
        if (await FirstAsync(OwnStarted, actor, cancellation) is { } started)
        {
            return (Found.Claim, new(started, true));
        }

        if (await FirstAsync(skipsLocked ? Candidate + " SKIP LOCKED" : Candidate, actor, cancellation) is not { } submission)
        {
            return (Found.Nothing, null);
        }

        if (await InsertAsync(actor, submission, cancellation) is not { } review)
        {
            return (Found.Full, null);
        }

        await transaction.CommitAsync(cancellation);
        return (Found.Claim, new(review, false));
    }

    /// <summary>Statement 2 and what goes with it; the caller holds the lock and commits. Null = no seat left.</summary>
    private async Task<Guid?> InsertAsync(Actor actor, Guid submissionId, CancellationToken cancellation)
    {
        var fresh = Guid.CreateVersion7();
        var ids = await database.Database.SqlQueryRaw<Guid>(
            Insert,
            new NpgsqlParameter("id", fresh), new NpgsqlParameter("submission", submissionId), new NpgsqlParameter("reviewer", actor.AccountId),
            new NpgsqlParameter("lease", Leases.Duration), new NpgsqlParameter<DateTime>("now", NpgsqlDbType.TimestampTz) { TypedValue = time.GetUtcNow().UtcDateTime }).ToListAsync(cancellation);
        if (ids.Count == 0)
        {
            return null;
        }

        var review = await database.Reviews.AsNoTracking().SingleAsync(r => r.Id == ids[0], cancellation);
        moves.Tell(actor, review, ReviewMove.Claim, review.Id == fresh ? null : ReviewStatus.Expired, ReviewStatus.Claimed);
        leases.Watch(review.Id, review.LeaseUntil!.Value);
        await leases.WatchPeriodAsync(await database.Periods.AsNoTracking().SingleAsync(p => p.Id == review.PeriodId, cancellation), cancellation);
        await database.SaveChangesAsync(cancellation);
        return review.Id;
    }

    private async Task<Guid?> FirstAsync(string sql, Actor actor, CancellationToken cancellation)
    {
        var ids = await database.Database.SqlQueryRaw<Guid>(sql, new NpgsqlParameter("reviewer", actor.AccountId)).ToListAsync(cancellation);
        return ids.Count > 0 ? ids[0] : null;
    }
}
