using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>One period as lists show it.</summary>
/// <param name="ClosesAt">With whole-period extensions.</param>
public sealed record PeriodLine(
    Guid Id, string Name, int Year, PeriodStatus Status, string TimeZone, DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt, DateTimeOffset ReviewDueAt, DateOnly AnnounceOn);

/// <summary>An extension with its unit's name; null = everybody.</summary>
public sealed record ExtensionLine(Extension Extension, string? UnitName);

/// <summary>A period with all that its page shows.</summary>
/// <param name="ClosesAt">With whole-period extensions.</param>
public sealed record PeriodView(
    Period Period, RubricVersion Rubric, IReadOnlyList<ExtensionLine> Extensions, DateTimeOffset ClosesAt)
{
    public Zone Zone => Zone.Of(Period.TimeZone);
}

/// <summary>
/// The periods as those see them who watch over them; everybody signed in may know the dates of the running one.
/// </summary>
public sealed class PeriodList(ReviewDbContext database)
{
    private static readonly PeriodStatus[] Running = StatusSet.Values<PeriodStatus>(PeriodLife.IsRunning);

    /// <summary>Newest first. Coordinator, observer and admin see all; others those that were opened.</summary>
    public async Task<IReadOnlyList<PeriodLine>> AllAsync(Actor actor, CancellationToken cancellation)
    {
        var all = WatchesOver(actor);
        return await Lines(null, database.Periods.Where(p => all || p.Status != PeriodStatus.Draft)
            .OrderByDescending(p => p.Year).ThenByDescending(p => p.OpensAt).ThenBy(p => p.Id))
            .ToListAsync(cancellation);
    }

    /// <summary>Those that run now, the one that closes first in front.</summary>
    public Task<IReadOnlyList<PeriodLine>> RunningAsync(CancellationToken cancellation) =>
        RunningAsync(null, cancellation);

    /// <summary>As above, with the closing as it holds for one unit.</summary>
    public async Task<IReadOnlyList<PeriodLine>> RunningAsync(Guid? unitId, CancellationToken cancellation) =>
        await Lines(unitId, database.Periods.Where(p => Running.Contains(p.Status))
            .OrderBy(p => p.Status == PeriodStatus.Open ? 0 : 1).ThenBy(p => p.ClosesAt).ThenBy(p => p.Id))
            .ToListAsync(cancellation);

    /// <summary>One period for its page; null = none for this actor.</summary>
    public async Task<PeriodView?> FindAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        if (!WatchesOver(actor))
        {
            return null;
        }

        var found = await (
            from period in database.Periods.AsNoTracking()
            join rubric in database.RubricVersions.AsNoTracking() on period.RubricVersionId equals rubric.Id
            where period.Id == id
            select new { Period = period, Rubric = rubric }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var extensions = await (
            from extension in database.Extensions.AsNoTracking()
            join unit in database.Units.AsNoTracking() on extension.UnitId equals unit.Id into units
            from unit in units.DefaultIfEmpty()
            where extension.PeriodId == id
            orderby extension.GrantedAt descending, extension.Id
            select new ExtensionLine(extension, unit == null ? null : unit.Name)).ToListAsync(cancellation);
        return new(
            found.Period, found.Rubric, extensions,
            Closing.Of(found.Period, extensions.Select(e => e.Extension), Guid.Empty));
    }

    /// <summary>Ids and names of the units that an extension may be given to.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> UnitsAsync(CancellationToken cancellation)
    {
        var units = await database.Units.AsNoTracking().Where(u => u.IsActive && u.Kind != UnitKind.Government)
            .OrderBy(u => u.Name).ThenBy(u => u.Id).Select(u => new { u.Id, u.Name }).ToListAsync(cancellation);
        return [.. units.Select(u => (u.Id, u.Name))];
    }

    private static bool WatchesOver(Actor actor) =>
        actor.Is(Role.Coordinator) || actor.Is(Role.Observer) || actor.Is(Role.Admin);

    private IQueryable<PeriodLine> Lines(Guid? unitId, IQueryable<Period> periods) =>
        periods.AsNoTracking().Select(p => new PeriodLine(
            p.Id, p.Name, p.Year, p.Status, p.TimeZone, p.OpensAt,
            database.Extensions.Where(e => e.PeriodId == p.Id && (e.UnitId == null || e.UnitId == unitId)
                && e.ClosesAt > p.ClosesAt).Max(e => (DateTimeOffset?)e.ClosesAt) ?? p.ClosesAt,
            p.ReviewDueAt, p.AnnounceOn));
}
