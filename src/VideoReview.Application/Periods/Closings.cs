using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>When entries close, extensions looked up: the one answer for pages, uploads and acts.</summary>
public sealed class Closings(ReviewDbContext database)
{
    /// <summary>For one unit.</summary>
    public async Task<DateTimeOffset> OfAsync(Period period, Guid unitId, CancellationToken cancellation) =>
        Closing.Of(period, await ExtensionsAsync(period.Id, unitId, cancellation), unitId);

    /// <summary>For everybody: the period's own closing and its whole-period extensions.</summary>
    public async Task<DateTimeOffset> OfAllAsync(Period period, CancellationToken cancellation) =>
        Closing.Of(period, await ExtensionsAsync(period.Id, null, cancellation), Guid.Empty);

    private Task<List<Extension>> ExtensionsAsync(Guid periodId, Guid? unitId, CancellationToken cancellation) =>
        database.Extensions.AsNoTracking()
            .Where(e => e.PeriodId == periodId && (e.UnitId == null || e.UnitId == unitId)).ToListAsync(cancellation);
}
