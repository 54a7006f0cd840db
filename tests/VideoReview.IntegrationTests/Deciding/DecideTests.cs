using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Deciding;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Deciding;

/// <summary>What holds a decision up, and what only costs a rank.</summary>
public sealed class DecideTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Returned_entry_with_enough_finals_gets_no_rank_but_holds_nothing_up()
    {
        var (coordinator, period, entry) = await StandAsync(EntryStatus.Returned);

        var asked = await DecideAsync(coordinator, period, acceptsIncomplete: false);
        var decided = await DecideAsync(coordinator, period, acceptsIncomplete: true);

        Assert.Equal([Refusal.Conflict("deciding.decide-incomplete", ("count", 1))], asked.Refusals);
        Assert.True(decided.IsDone);
        await using var context = web.Database.NewContext();
        Assert.Contains(
            entry.EntryNumber!,
            (await context.ResultSnapshots.SingleAsync(s => s.PeriodId == period.Id, Cancellation)).Content,
            StringComparison.Ordinal);
        var line = Assert.Single((await web.ActAsync((ResultList results) =>
            results.ShowAsync(coordinator, period.Id, 1, Cancellation))).Value.Lines);
        Assert.Equal(
            (null, 75m, EntryStatus.Returned),
            (line.Result.Rank, line.Result.Mark, (await entries.ReadAsync(entry.Id)).Status));
    }

    [Fact]
    public async Task Entry_with_too_few_finals_wants_to_be_told_so()
    {
        var (coordinator, period, _) = await StandAsync(EntryStatus.InReview, finals: 1);

        Assert.Equal(
            [Refusal.Conflict("deciding.decide-incomplete", ("count", 1))],
            (await DecideAsync(coordinator, period, acceptsIncomplete: false)).Refusals);
        Assert.True((await DecideAsync(coordinator, period, acceptsIncomplete: true)).IsDone);
    }

    [Theory]
    [InlineData(EntryStatus.Submitted)]
    [InlineData(EntryStatus.Ready)]
    [InlineData(EntryStatus.InReview)]
    public async Task Entry_with_enough_finals_that_a_coordinator_can_finish_comes_first(EntryStatus status)
    {
        var (coordinator, period, _) = await StandAsync(status);

        var decided = await DecideAsync(coordinator, period, acceptsIncomplete: true);

        Assert.Equal([Refusal.Conflict("deciding.decide-closable", ("count", 1))], decided.Refusals);
    }

    [Fact]
    public async Task Result_page_says_what_a_returned_entry_costs_and_leads_to_it()
    {
        var (_, period, _) = await StandAsync(EntryStatus.Returned);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var page = await Page.OpenAsync(browser, "/results/" + period.Id);
        var list = await Page.OpenAsync(browser, page.LinkOf("masih diperbaiki SKPD")!);

        Assert.Contains("Tetapkan walaupun 1 entri tidak mendapat peringkat", page.Text, StringComparison.Ordinal);
        Assert.Contains("Perlu perbaikan", list.Text, StringComparison.Ordinal);
        Assert.Contains("Posyandu Digital", list.Text, StringComparison.Ordinal);
    }

    private async Task<(Actor Coordinator, Period Period, Entry Entry)> StandAsync(EntryStatus status, int finals = 2)
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var entry = await entries.AddEntryAsync(period, await people.AddUnitAsync(), status);
        for (var i = 0; i < finals; i++)
        {
            await entries.AddReviewAsync(
                entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 3, 3, 3, 3);
        }

        return (People.ActorOf(await people.AddAsync(Role.Coordinator)), period, entry);
    }

    private Task<Outcome<Guid>> DecideAsync(Actor coordinator, Period period, bool acceptsIncomplete) =>
        web.ActAsync((DecisionDesk desk) =>
            desk.DecideAsync(coordinator, period.Id, "Rapat pleno.", acceptsIncomplete, Cancellation));
}
