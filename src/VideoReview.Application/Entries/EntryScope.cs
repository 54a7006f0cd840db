using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Entries;

/// <summary>
/// The entries that a submitter has: reads those of the own unit and of the units below it,
/// writes those of the own unit.
/// </summary>
public sealed class EntryScope(ReviewDbContext database, EntryMoves moves)
{
    /// <summary>Nothing for those who submit for no unit. Says the same as EntryRights.MayReadAsUnit.</summary>
    public IQueryable<Entry> ReadableBy(Actor actor)
    {
        var unit = actor.Is(Role.Submitter) ? actor.UnitId : null;
        return database.Entries.AsNoTracking()
            .Where(s => database.Units.Any(u => u.Id == s.UnitId && unit != null && u.Path.Contains(unit.Value)));
    }

    /// <summary>
    /// Locks an own-unit entry for the caller's transaction. Refuses one that is only read, and
    /// knows nothing of all others.
    /// </summary>
    public async Task<Outcome<Entry>> LockOwnAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        if (!await ReadableBy(actor).AnyAsync(s => s.Id == id, cancellation))
        {
            return Refusal.NotFound;
        }

        var entry = await moves.LockAsync(id, cancellation);
        return entry is null ? Refusal.NotFound
            : EntryRights.MayEdit(actor, entry.UnitId) ? entry
            : Refusal.Forbidden;
    }
}
