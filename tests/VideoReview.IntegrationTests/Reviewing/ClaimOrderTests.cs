using VideoReview.Application.Accounts;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>In which order a reviewer's work comes, and of which period.</summary>
public sealed class ClaimOrderTests : IAsyncLifetime
{
    private readonly TestDesks desks = new();
    private Panel panel = null!;
    private Account reviewer = null!;
    private Period period = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await desks.InitializeAsync();
        panel = new(desks);
        reviewer = await panel.People.AddAsync(Role.Reviewer);
        period = await PeriodAsync(5);
    }

    public ValueTask DisposeAsync() => desks.DisposeAsync();

    [Fact]
    public async Task Own_started_come_first_then_assigned_by_due_date_then_a_claim()
    {
        await AddAsync(period);
        var (later, sooner, begun) = (await GiveAsync(9), await GiveAsync(4), await GiveAsync(20, ReviewStatus.Draft));

        Assert.Equal(new ClaimedReview(begun, NextWork.Started), await NextAsync());
        await FinishAsync(begun);
        Assert.Equal(new ClaimedReview(sooner, NextWork.Assigned), await NextAsync());
        await FinishAsync(sooner);
        Assert.Equal(new ClaimedReview(later, NextWork.Assigned), await NextAsync());
        await FinishAsync(later);
        Assert.Equal(NextWork.Claimed, (await NextAsync()).Work);
    }

    [Fact]
    public async Task Assigned_work_of_a_unit_that_is_in_conflict_by_now_is_passed_by()
    {
        var given = await GiveAsync(4);
        var entry = await panel.Entries.ReadAsync((await panel.ReadAsync(given)).EntryId);
        await panel.ExecuteAsync($"""
            INSERT INTO declared_conflict (id, reviewer_id, unit_id, reason, declared_by, declared_at)
            VALUES (gen_random_uuid(), '{reviewer.Id}', '{entry.UnitId}', 'Kerabat', '{reviewer.Id}', now())
            """);

        Assert.Equal(
            "reviewing.nothing-to-claim", Assert.Single((await panel.ClaimAsync(reviewer)).Refusals).Sentence.Code);
    }

    [Fact]
    public async Task One_period_at_a_time_is_worked_on_and_counted_and_the_chosen_one_is_remembered()
    {
        var other = await PeriodAsync(3);
        var (here, there) = (await GiveAsync(4), await GiveAsync(2, of: other));
        await AddAsync(other);
        await AddAsync(other);

        // Nobody has chosen: what is due first.
        Assert.Equal((other.Id, 1, 2), await QueueAsync());
        Assert.Equal(new ClaimedReview(there, NextWork.Assigned), await NextAsync());

        Assert.Equal(Outcome.Done, await ChooseAsync(period.Id));
        Assert.Equal((period.Id, 1, 0), await QueueAsync());
        Assert.Equal(new ClaimedReview(here, NextWork.Assigned), await NextAsync());
        Assert.Equal((other.Id, 1, 2), await QueueAsync(other.Id));
        Assert.Equal((period.Id, 1, 0), await QueueAsync());
        await FinishAsync(here);
        Assert.False((await panel.ClaimAsync(reviewer)).IsDone);
    }

    [Fact]
    public async Task Going_on_in_a_period_chooses_it_and_a_period_that_has_ended_is_no_longer_chosen()
    {
        var other = await PeriodAsync(9);
        await GiveAsync(4);
        await AddAsync(other);

        Assert.Equal(NextWork.Claimed, (await NextAsync(other.Id)).Work);
        Assert.Equal(other.Id, (await QueueAsync()).Period);
        await panel.ExecuteAsync($"UPDATE period SET status = 'decided' WHERE id = '{other.Id}'");

        Assert.Equal(period.Id, (await QueueAsync()).Period);
        Assert.Equal("reviewing.period-unknown", Assert.Single((await ChooseAsync(Guid.NewGuid())).Refusals)
            .Sentence.Code);
    }

    private Task<Period> PeriodAsync(int dueInDays) =>
        panel.Entries.AddPeriodAsync(change: p => p.ReviewDueAt = desks.Time.GetUtcNow().AddDays(30 + dueInDays));

    private async Task<Entry> AddAsync(Period of) =>
        await panel.Entries.AddEntryAsync(of, await panel.People.AddUnitAsync(), EntryStatus.Ready);

    private async Task<Guid> GiveAsync(int dueInDays, ReviewStatus status = ReviewStatus.Assigned, Period? of = null)
    {
        var given = await panel.Entries.AddReviewAsync(await AddAsync(of ?? period), reviewer, status);
        await panel.ExecuteAsync(
            $"UPDATE review SET due_at = '{desks.Time.GetUtcNow().AddDays(dueInDays):O}' WHERE id = '{given.Id}'");
        return given.Id;
    }

    private async Task<ClaimedReview> NextAsync(Guid? of = null) =>
        (await panel.AskAsync<ClaimDesk, Outcome<ClaimedReview>>(
            desk => desk.ClaimNextAsync(People.ActorOf(reviewer), of, Cancellation))).Value;

    private Task<int> FinishAsync(Guid review) =>
        panel.ExecuteAsync($"UPDATE review SET status = 'final', final_at = now() WHERE id = '{review}'");

    private Task<Outcome> ChooseAsync(Guid chosen) => panel.AskAsync<ReviewPeriodList, Outcome>(
        list => list.RememberAsync(People.ActorOf(reviewer), chosen, Cancellation));

    private async Task<(Guid? Period, int Open, int Claimable)> QueueAsync(Guid? of = null)
    {
        var queue = (await panel.AskAsync<ReviewQueue, Outcome<QueueView>>(
            queue => queue.ShowAsync(People.ActorOf(reviewer), of, 1, Cancellation))).Value;
        return (queue.Period?.Id, queue.Open.Count, queue.Counts.Claimable);
    }
}
