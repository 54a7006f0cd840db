using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What an admin types about a unit.</summary>
/// <param name="RowVersion">As the form was opened with; 0 for a new unit.</param>
public sealed record UnitForm(string Name, UnitKind Kind, Guid? ParentId, uint RowVersion);

/// <summary>Keeps the tree of units: create, rename, move, close, reopen. Every act is the admin's alone.</summary>
public sealed class UnitDesk(ReviewDbContext database, EventLog events)
{
    /// <summary>
    /// Serialises changes of the tree: two moves at once could otherwise hang two branches under each other.
    /// </summary>
    private const long TreeLock = 7_402_001;

    /// <summary>Adds a unit. Refuses a name that a sibling bears.</summary>
    public Task<Outcome<Guid>> CreateAsync(Actor actor, UnitForm form, CancellationToken cancellation) =>
        InTreeAsync(actor, async () =>
        {
            var unit = new Unit { Id = Guid.CreateVersion7(), Name = form.Name.Trim(), Kind = form.Kind };
            database.Units.Add(unit);
            events.Append(actor, "accounts.unit-created", new("unit", unit.Id), to: form.ParentId?.ToString());
            return await PlaceAsync(unit, form, [], cancellation);
        }, cancellation);

    /// <summary>
    /// Renames or moves a unit; a move places the whole branch anew, so that conflicts of interest follow at once.
    /// </summary>
    public Task<Outcome<Guid>> EditAsync(Actor actor, Guid id, UnitForm form, CancellationToken cancellation) =>
        InTreeAsync(actor, async () =>
        {
            if (await FindAsync(id, form.RowVersion, cancellation) is not { } unit)
            {
                return Refusal.NotFound;
            }

            var parentBefore = unit.ParentId;
            events.Append(actor, "accounts.unit-edited", new("unit", id), from: unit.Name, to: form.Name.Trim());
            if (parentBefore != form.ParentId)
            {
                events.Append(
                    actor, "accounts.unit-moved", new("unit", id), from: parentBefore?.ToString(),
                    to: form.ParentId?.ToString());
            }

            (unit.Name, unit.Kind) = (form.Name.Trim(), form.Kind);
            var branch = await database.Units.Where(u => u.Path.Contains(id) && u.Id != id).ToListAsync(cancellation);
            return await PlaceAsync(unit, form, branch, cancellation);
        }, cancellation);

    /// <summary>Closes or reopens a unit. Refuses to close one with open units below or people in it.</summary>
    public Task<Outcome<Guid>> SetActiveAsync(
        Actor actor, Guid id, bool isActive, uint rowVersion, CancellationToken cancellation) =>
        InTreeAsync(actor, async () =>
        {
            if (await FindAsync(id, rowVersion, cancellation) is not { } unit)
            {
                return Refusal.NotFound;
            }

            if (unit.IsActive == isActive)
            {
                return Refusal.Conflict(isActive ? "accounts.unit-already-open" : "accounts.unit-already-closed");
            }

            if (!isActive
                && (await database.Units.AnyAsync(u => u.ParentId == id && u.IsActive, cancellation)
                    || await database.Users.AnyAsync(a => a.UnitId == id && a.IsActive, cancellation)))
            {
                return Refusal.Conflict("accounts.unit-in-use");
            }

            if (isActive && unit.ParentId is { } parent
                && !await database.Units.AnyAsync(u => u.Id == parent && u.IsActive, cancellation))
            {
                return Refusal.Conflict("accounts.parent-inactive");
            }

            unit.IsActive = isActive;
            events.Append(actor, isActive ? "accounts.unit-reopened" : "accounts.unit-closed", new("unit", id));
            return id;
        }, cancellation);

    private async Task<Unit?> FindAsync(Guid id, uint rowVersion, CancellationToken cancellation)
    {
        var unit = await database.Units.SingleOrDefaultAsync(u => u.Id == id, cancellation);
        if (unit is not null)
        {
            database.Entry(unit).Property(u => u.RowVersion).OriginalValue = rowVersion;
        }

        return unit;
    }

    private async Task<Outcome<Guid>> PlaceAsync(
        Unit unit, UnitForm form, IReadOnlyCollection<Unit> branch, CancellationToken cancellation)
    {
        if (unit.Name.Length is 0 or > 200)
        {
            return Refusal.Invalid("name", "accounts.name-length", ("most", 200));
        }

        var parent = form.ParentId is { } parentId
            ? await database.Units.SingleOrDefaultAsync(u => u.Id == parentId, cancellation)
            : null;
        if (parent is null && form.ParentId is not null)
        {
            return Refusal.Invalid("parent", "accounts.unit-unknown");
        }

        if (UnitTree.WhyNotUnder(unit.Id, parent) is { } refusal && parent?.Id != unit.ParentId)
        {
            return refusal;
        }

        UnitTree.Place(unit, parent, branch);
        return unit.Id;
    }

    private async Task<Outcome<Guid>> InTreeAsync(
        Actor actor, Func<Task<Outcome<Guid>>> act, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Admin))
        {
            return Refusal.NotFound;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({TreeLock})", cancellation);
        var outcome = await act();
        if (!outcome.IsDone)
        {
            return outcome;
        }

        try
        {
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return outcome;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
        catch (DbUpdateException duplicate)
            when (duplicate.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation,
                ConstraintName: "unit_parent_id_name_key" })
        {
            return Refusal.Invalid("name", "accounts.unit-name-taken");
        }
    }
}
