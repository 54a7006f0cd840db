using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Submitting;

/// <summary>An entry of the actor's own unit, under locks that the caller's transaction holds.</summary>
public sealed record OwnEntry(Period Period, LockedEntry Locked)
{
    public Entry Entry => Locked.Entry;
}

/// <summary>Locks what the unit's own moves change: period, entry and reviews, in this order.</summary>
public sealed class OwnEntryLock(ReviewDbContext database, EntryScope scope, ReviewMoves reviews)
{
    /// <summary>
    /// Period first, because the number of a first submit is counted on it; NO KEY UPDATE, so that drafts
    /// can still be begun beside it.
    /// </summary>
    public async Task<Outcome<OwnEntry>> LockAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        var periodId = await scope.ReadableBy(actor).Where(s => s.Id == id).Select(s => (Guid?)s.PeriodId)
            .SingleOrDefaultAsync(cancellation);
        if (periodId is null)
        {
            return Refusal.NotFound;
        }

        var period = await database.Periods
            .FromSql($"SELECT *, xmin FROM period WHERE id = {periodId} FOR NO KEY UPDATE").SingleAsync(cancellation);
        await database.Entry(period).ReloadAsync(cancellation);
        var entry = await scope.LockOwnAsync(actor, id, cancellation);
        return entry.IsDone
            ? new OwnEntry(period, (await reviews.LockAsync(id, cancellation))!)
            : Outcome<OwnEntry>.Refused(entry.Refusals);
    }
}
