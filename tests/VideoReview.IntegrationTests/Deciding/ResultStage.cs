using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Deciding;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Deciding;

/// <summary>Periods whose entries are reviewed, and what is decided on them.</summary>
internal sealed class ResultStage(TestWeb web)
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>100, 75, 75 with two finals each, and one entry with a single final of 25.</summary>
    public async Task<(Actor Coordinator, Period Period)> ReviewedAsync(string? title = null)
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Reviewing);
        foreach (var (score, finals) in ((decimal, int)[])[(3, 2), (4, 2), (3, 2), (1, 1)])
        {
            var entry = await entries.AddEntryAsync(
                period, await people.AddUnitAsync(), finals > 1 ? EntryStatus.Reviewed : EntryStatus.InReview,
                change: e => e.Profile = e.Profile with { Title = title ?? e.Profile.Title });
            for (var i = 0; i < finals; i++)
            {
                await entries.AddReviewAsync(
                    entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, score, score, score, score, score);
            }
        }

        return (People.ActorOf(await people.AddAsync(Role.Coordinator)), period);
    }

    public async Task<ResultView> ShowAsync(Actor actor, Period period) =>
        (await web.ActAsync((ResultList results) => results.ShowAsync(actor, period.Id, 1, Cancellation))).Value;

    public async Task<ResultSnapshot> DecideAsync(Actor coordinator, Period period) =>
        await SnapshotAsync((await web.ActAsync((DecisionDesk desk) =>
            desk.DecideAsync(coordinator, period.Id, "Rapat pleno.", acceptsIncomplete: true, Cancellation))).Value);

    public Task<Outcome> PublishAsync(Actor coordinator, Period period) =>
        web.ActAsync(
            (DecisionDesk desk) => desk.PublishAsync(coordinator, period.Id, "Disetujui bupati.", Cancellation));

    public async Task<ResultSnapshot> SnapshotAsync(Guid id)
    {
        await using var context = web.Database.NewContext();
        return await context.ResultSnapshots.AsNoTracking().SingleAsync(s => s.Id == id, Cancellation);
    }
}
