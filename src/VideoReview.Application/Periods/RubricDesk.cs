using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>Keeps a period's rubric until it is frozen by the first review draft.</summary>
public sealed class RubricDesk(ReviewDbContext database, EventLog events, TimeProvider time)
{
    /// <summary>Writes the rubric anew. Refuses a frozen one, one that cannot be scored on, and a stale page.</summary>
    public async Task<Outcome<Guid>> SaveAsync(
        Actor actor, Guid periodId, Rubric rubric, uint rowVersion, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return Refusal.Forbidden;
        }

        var found = await (
            from period in database.Periods
            join version in database.RubricVersions on period.RubricVersionId equals version.Id
            where period.Id == periodId
            select new { period.Status, Version = version }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        if ((PeriodRules.WhyNotEdit(found.Status) ?? RubricRules.WhyNotEdit(found.Version)) is { } fixedNow)
        {
            return fixedNow;
        }

        if (RubricRules.Check(rubric) is { Count: > 0 } refusals)
        {
            return Outcome<Guid>.Refused(refusals);
        }

        var before = found.Version.Rubric;
        database.Entry(found.Version).Property(v => v.RowVersion).OriginalValue = rowVersion;
        found.Version.Rubric = rubric;
        var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["from"] = before, ["to"] = rubric };
        events.Append(actor, "periods.rubric-edited", new("rubric", found.Version.Id, periodId), data: data);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return found.Version.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
    }

    /// <summary>
    /// Freezes the version if nobody has yet. Part of the caller's transaction; called when a review draft opens.
    /// </summary>
    public Task FreezeAsync(Guid rubricVersionId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return database.RubricVersions.Where(v => v.Id == rubricVersionId && v.FrozenAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(v => v.FrozenAt, now), cancellation);
    }
}
