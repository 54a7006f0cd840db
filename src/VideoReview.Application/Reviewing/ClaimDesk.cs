using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// Gives reviewers the next entry of one period: own started, then assigned by due date, then a claim. One short
/// transaction each time: statement 1 locks a candidate and skips what others hold, statement 2 counts its seats afresh
/// and inserts the claim. One statement that counts and claims would over-book: its count is older than
/// its lock (house.md, walk 5).
/// </summary>
public sealed class ClaimDesk(
    ReviewDbContext database, ReviewMoves moves, Leases leases, ReviewPeriodList periods)
{
    private const string LockReviewer =
        "SELECT pg_advisory_xact_lock(hashtextextended('claim ' || @reviewer::text, 0))";

    private static Refusal NothingLeft { get; } = Refusal.Conflict("reviewing.nothing-to-claim");

    private enum Found
    {
        Claim,
        Full,
        Nothing,
    }

    /// <summary>
    /// The next in the period asked for, which is the chosen one from then on, or in the chosen one; refused when there
    /// is nothing to take (<see cref="ReviewQueue"/> says why).
    /// </summary>
    public async Task<Outcome<ClaimedReview>> ClaimNextAsync(
        Actor actor, Guid? periodId, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Reviewer))
        {
            return Refusal.Forbidden;
        }

        if (periodId is { } asked)
        {
            await periods.RememberAsync(actor, asked, cancellation);
        }

        return ReviewPeriodList.Choose(await periods.ListAsync(actor, cancellation), periodId)
            is { IsRunning: true } period
            ? await ClaimInAsync(actor, period.Id, cancellation)
            : NothingLeft;
    }

    private async Task<Outcome<ClaimedReview>> ClaimInAsync(
        Actor actor, Guid period, CancellationToken cancellation)
    {
        foreach (var candidate in (string[])[ClaimCandidates.Nearest, ClaimCandidates.Any])
        {
            (Found Found, ClaimedReview? Claim) attempt;
            do
            {
                attempt = await TryAsync(actor, period, candidate, cancellation);
            }
            while (attempt.Found is Found.Full);

            if (attempt.Claim is { } claim)
            {
                return claim;
            }
        }

        return NothingLeft;
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
        return new ClaimedReview(reviewId, NextWork.Claimed);
    }

    private async Task<(Found Found, ClaimedReview? Claim)> TryAsync(
        Actor actor, Guid period, string candidate, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlRawAsync(
            LockReviewer, [new NpgsqlParameter("reviewer", actor.AccountId)], cancellation);
        foreach (var (own, work) in ClaimCandidates.Own)
        {
            if (await FirstAsync(own, actor, period, cancellation) is { } next)
            {
                return (Found.Claim, new(next, work));
            }
        }

        if (await FirstAsync(candidate, actor, period, cancellation) is not { } entry)
        {
            return (Found.Nothing, null);
        }

        if (await TakeSeatAsync(actor, entry, cancellation) is not { } review)
        {
            return (Found.Full, null);
        }

        await transaction.CommitAsync(cancellation);
        return (Found.Claim, new(review, NextWork.Claimed));
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

    private async Task<Guid?> FirstAsync(string sql, Actor actor, Guid period, CancellationToken cancellation)
    {
        var ids = await database.Database.SqlQueryRaw<Guid>(
            sql, new NpgsqlParameter("reviewer", actor.AccountId), new NpgsqlParameter("period", period))
            .ToListAsync(cancellation);
        return ids.Count > 0 ? ids[0] : null;
    }
}
