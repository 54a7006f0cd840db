using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>
/// Keeps periods: create, edit, extend, and the moves of their life that touch nothing else. The coordinator's alone.
/// </summary>
public sealed class PeriodDesk(
    ReviewDbContext database, PeriodMoves moves, EventLog events, Closings closings, TimeProvider time)
{
    /// <summary>
    /// Adds a period in Draft with the standard rubric, or with that of the period it is copied
    /// from. Refuses a name in use.
    /// </summary>
    public async Task<Outcome<Guid>> CreateAsync(
        Actor actor, PeriodForm form, Guid? copiedFrom, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return Refusal.Forbidden;
        }

        var rubric = StandardRubric.Make();
        if (copiedFrom is { } source)
        {
            var version = await database.RubricVersions.AsNoTracking().SingleOrDefaultAsync(
                v => database.Periods.Any(p => p.Id == source && p.RubricVersionId == v.Id), cancellation);
            if (version is null)
            {
                return Refusal.NotFound;
            }

            rubric = version.Rubric;
        }

        var now = time.GetUtcNow();
        var period = PeriodForm.Blank("", now);
        if (form.WriteTo(period) is { Count: > 0 } refusals)
        {
            return Outcome<Guid>.Refused(refusals);
        }

        database.Periods.Add(period);
        database.RubricVersions.Add(new RubricVersion
        {
            Id = period.RubricVersionId, PeriodId = period.Id, Number = 1, Rubric = rubric, CreatedAt = now,
        });
        events.Append(
            actor, "periods.created", new("period", period.Id, period.Id), to: SnakeCase.Of(period.Status),
            data: new Dictionary<string, object?>(PeriodForm.Told(period), StringComparer.Ordinal)
            {
                ["copiedFrom"] = copiedFrom,
            });
        return await SaveAsync(period.Id, cancellation);
    }

    /// <summary>
    /// Changes dates and rules; with a reason once open. Refuses when decided, and a year
    /// after entry numbers were given.
    /// </summary>
    public async Task<Outcome<Guid>> EditAsync(Actor actor, Guid id, PeriodForm form, CancellationToken cancellation)
    {
        var found = await FindAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome<Guid>.Refused(found.Refusals);
        }

        var (period, year, before) = (found.Value, found.Value.Year, PeriodForm.Told(found.Value));
        if (PeriodForm.VersionOf(period) != form.Version)
        {
            return Refusal.Stale;
        }

        if (PeriodRules.WhyNotEdit(period.Status) is { } closed)
        {
            return closed;
        }

        List<Refusal> refusals = [.. form.WriteTo(period)];
        if (period.Year != year && period.LastEntryNumber > 0 && refusals.All(refusal => refusal.Field != "year"))
        {
            refusals.Add(Refusal.Invalid("year", "periods.year-fixed"));
        }

        if (period.Status != PeriodStatus.Draft && ReasonRule.WhyNot(form.Reason) is { } unexplained)
        {
            refusals.Add(unexplained);
        }

        if (refusals.Count > 0)
        {
            return Outcome<Guid>.Refused(refusals);
        }

        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["from"] = before, ["to"] = PeriodForm.Told(period),
        };
        events.Append(actor, "periods.edited", new("period", id, id), reason: form.Reason, data: data);
        return await SaveAsync(id, cancellation);
    }

    /// <summary>Opens, begins reviewing or archives. Deciding and publishing are acts of the result's desk.</summary>
    public async Task<Outcome<Guid>> MoveAsync(
        Actor actor, Guid id, PeriodMove move, string? reason, CancellationToken cancellation)
    {
        if (move is PeriodMove.Decide or PeriodMove.UndoDecide or PeriodMove.Publish)
        {
            throw new ArgumentOutOfRangeException(nameof(move), move, "Decided elsewhere.");
        }

        var found = await FindAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome<Guid>.Refused(found.Refusals);
        }

        var period = found.Value;
        var rubric = await database.RubricVersions.AsNoTracking()
            .SingleAsync(v => v.Id == period.RubricVersionId, cancellation);
        var facts = new PeriodFacts(
            reason, await closings.OfAllAsync(period, cancellation), RubricRules.Check(rubric.Rubric));
        var moved = moves.Move(actor, period, move, facts);
        return moved.IsDone ? await SaveAsync(id, cancellation) : Outcome<Guid>.Refused(moved.Refusals);
    }

    /// <summary>Closes later, for everybody or for one unit, with a reason. Refuses what is not later.</summary>
    /// <param name="closesAt">Wall clock in the period's zone.</param>
    public async Task<Outcome<Guid>> ExtendAsync(
        Actor actor, Guid id, Guid? unitId, DateTime closesAt, string? reason, CancellationToken cancellation)
    {
        var found = await FindAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome<Guid>.Refused(found.Refusals);
        }

        var (period, now) = (found.Value, time.GetUtcNow());
        if (unitId is { } unit && !await database.Units.AnyAsync(u => u.Id == unit && u.IsActive, cancellation))
        {
            return Refusal.Invalid("unitId", "periods.unit-unknown");
        }

        var until = Closing.FromTyped(closesAt, Zone.Of(period.TimeZone));
        var closingNow = unitId is { } one
            ? await closings.OfAsync(period, one, cancellation)
            : await closings.OfAllAsync(period, cancellation);
        if (PeriodRules.WhyNotExtend(period, closingNow, until, reason, now) is { Count: > 0 } refusals)
        {
            return Outcome<Guid>.Refused(refusals);
        }

        var extension = new Extension
        {
            Id = Guid.CreateVersion7(), PeriodId = id, UnitId = unitId, ClosesAt = until, Reason = reason!,
            GrantedBy = actor.AccountId, GrantedAt = now,
        };
        database.Extensions.Add(extension);
        var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["unit"] = unitId, ["closesAt"] = until };
        events.Append(actor, "periods.extended", new("extension", extension.Id, id), reason: reason, data: data);
        return await SaveAsync(id, cancellation);
    }

    private async Task<Outcome<Period>> FindAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return Refusal.Forbidden;
        }

        return await database.Periods.SingleOrDefaultAsync(p => p.Id == id, cancellation) is { } period
            ? period
            : Refusal.NotFound;
    }

    private async Task<Outcome<Guid>> SaveAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            return id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
        catch (DbUpdateException e) when (e.InnerException
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "period_name_key" })
        {
            return Refusal.Invalid("name", "periods.name-taken");
        }
    }
}
