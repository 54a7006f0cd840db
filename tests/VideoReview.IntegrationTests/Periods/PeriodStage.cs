using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>Periods of a test, with days as a coordinator types them, and what was logged of them.</summary>
internal sealed class PeriodStage(TestDesks desks)
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>As the row keeps it: to the microsecond.</summary>
    public async Task<Period> AddAsync(PeriodStatus status = PeriodStatus.Open, Action<Period>? change = null)
    {
        var period = await entries.AddPeriodAsync(status, change);
        await using var context = desks.Database.NewContext();
        return await context.Periods.AsNoTracking().SingleAsync(p => p.Id == period.Id, Token);
    }

    /// <summary>23.59 on the day so many days ahead, as typed in the period's zone.</summary>
    public DateTime Typed(int days) =>
        Zone.Of("Asia/Makassar").Local(desks.Time.GetUtcNow()).Date.AddDays(days) + new TimeSpan(23, 59, 0);

    public DateTimeOffset At(int days) => Closing.FromTyped(Typed(days), Zone.Of("Asia/Makassar"));

    public async Task<Actor> CoordinatorAsync() => People.ActorOf(await people.AddAsync(Role.Coordinator));

    public async Task<List<(string Act, Guid? Actor, string? To)>> EventsAsync(Guid periodId)
    {
        await using var context = desks.Database.NewContext();
        var events = await context.Events.Where(e => e.PeriodId == periodId).OrderBy(e => e.Seq).ToListAsync(Token);
        return events.Select(e => (e.Act, e.ActorId, e.To)).ToList();
    }
}
