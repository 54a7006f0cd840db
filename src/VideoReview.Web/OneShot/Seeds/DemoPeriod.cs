using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;

namespace VideoReview.Web.OneShot.Seeds;

/// <summary>
/// A demo period, made and opened by the coordinator's own acts; it takes videos from 20 s
/// on, so that small samples pass.
/// </summary>
internal sealed class DemoPeriod(ReviewDbContext database, PeriodDesk desk, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(20);

    /// <summary>The open period of that name; made when it is missing.</summary>
    public async Task<(Guid Id, bool IsNew)> OpenAsync(Actor coordinator, string name, CancellationToken cancellation)
    {
        if (await database.Periods.Where(p => p.Name == name).Select(p => (Guid?)p.Id)
            .SingleOrDefaultAsync(cancellation) is { } there)
        {
            return (there, false);
        }

        var made = await desk.CreateAsync(coordinator, Form(name), null, cancellation);
        var opened = await desk.MoveAsync(coordinator, made.Value, PeriodMove.Open, "Data peragaan", cancellation);
        return (opened.Value, true);
    }

    /// <summary>Closes it a moment ago and begins the reviewing.</summary>
    public async Task CloseAsync(Actor coordinator, Guid id, CancellationToken cancellation)
    {
        // The entries have taken their numbers from the row since it was opened here.
        database.ChangeTracker.Clear();
        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == id, cancellation);
        var form = PeriodForm.Of(period, period.FileRules.Formats) with
        {
            ClosesAt = Zone.Of(period.TimeZone).Local(time.GetUtcNow()).AddMinutes(-1), Reason = "Data peragaan",
        };
        _ = (await desk.EditAsync(coordinator, id, form, cancellation)).Value;
        _ = (await desk.MoveAsync(coordinator, id, PeriodMove.Review, "Data peragaan", cancellation)).Value;
    }

    private PeriodForm Form(string name)
    {
        var zone = Zone.Of("Asia/Makassar");
        var today = zone.Local(time.GetUtcNow()).Date;
        var rules = new FileRules { MinimumDuration = Shortest };
        return new(
            name, today.Year, zone.Name, today.AddDays(-7).AddHours(8), LastMinute(today.AddDays(14)),
            LastMinute(today.AddDays(28)), DateOnly.FromDateTime(today.AddDays(35)), TimeSpan.FromMinutes(120),
            SeatsPerVideo: 3, AcceptsAutomatically: true, MaximumReturns: 2, ReturnDays: 7, rules,
            rules.Formats, null, "");
    }

    private static DateTime LastMinute(DateTime day) => day.AddHours(23).AddMinutes(59);
}
