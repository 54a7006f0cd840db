using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>A unit as trees, forms and choices show it.</summary>
/// <param name="Depth">0 at the top.</param>
/// <param name="Accounts">Active accounts in it.</param>
public sealed record UnitRow(
    Guid Id, string Name, UnitKind Kind, Guid? ParentId, int Depth, bool IsActive, int Accounts, uint RowVersion);

/// <summary>The units in the order of their tree.</summary>
public sealed class UnitList(ReviewDbContext database)
{
    /// <summary>Depth first, siblings by name; closed units too.</summary>
    public async Task<IReadOnlyList<UnitRow>> TreeAsync(CancellationToken cancellation)
    {
        var units = await Rows(database.Units.AsNoTracking()).ToListAsync(cancellation);
        var children = units.ToLookup(u => u.ParentId);
        return Below(null).ToList();

        IEnumerable<UnitRow> Below(Guid? parent) =>
            children[parent].OrderBy(u => u.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(u => u.Id)
                .SelectMany(u => Below(u.Id).Prepend(u));
    }

    public Task<UnitRow?> FindAsync(Guid id, CancellationToken cancellation) =>
        Rows(database.Units.AsNoTracking().Where(u => u.Id == id)).SingleOrDefaultAsync(cancellation);

    private IQueryable<UnitRow> Rows(IQueryable<Unit> units) => units.Select(u => new UnitRow(
        u.Id, u.Name, u.Kind, u.ParentId, u.Path.Length - 1, u.IsActive,
        database.Users.Count(a => a.UnitId == u.Id && a.IsActive), u.RowVersion));
}
