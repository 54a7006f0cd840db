using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

public sealed class RubricDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private static readonly Rubric Changed = StandardRubric.Make() with { Step = 0.5m };

    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    [Theory]
    [InlineData(PeriodStatus.Draft)]
    [InlineData(PeriodStatus.Open)]
    [InlineData(PeriodStatus.Reviewing)]
    public async Task Save_writes_the_rubric_and_an_event_with_both(PeriodStatus status)
    {
        var (actor, period) = (await CoordinatorAsync(), await entries.AddPeriodAsync(status));

        Assert.True((await SaveAsync(actor, period, Changed, (await ReadAsync(period)).RowVersion)).IsDone);

        Assert.Equal(0.5m, (await ReadAsync(period)).Rubric.Step);
        await using var context = desks.Database.NewContext();
        var told = await context.Events.SingleAsync(e => e.PeriodId == period.Id);
        Assert.Equal(("periods.rubric-edited", actor.AccountId), (told.Act, told.ActorId));
        Assert.Matches("\"from\":.*\"step\":1,?.*\"to\":.*\"step\":0\\.5", told.Data);
    }

    [Fact]
    public async Task Frozen_rubric_refuses_and_the_first_draft_counts()
    {
        var (actor, period) = (await CoordinatorAsync(), await entries.AddPeriodAsync());
        var at = await FreezeAsync(period);
        desks.Time.Advance(TimeSpan.FromMinutes(1));
        await FreezeAsync(period);

        var outcome = await SaveAsync(actor, period, Changed, (await ReadAsync(period)).RowVersion);

        Assert.Equal(Refusal.Conflict("periods.rubric-frozen", ("at", at)), Only(outcome));
        Assert.Equal(
            (1m, (DateTimeOffset?)at), ((await ReadAsync(period)).Rubric.Step, (await ReadAsync(period)).FrozenAt));
    }

    [Fact]
    public async Task Draft_that_opens_while_a_save_is_under_way_wins()
    {
        var (actor, period) = (await CoordinatorAsync(), await entries.AddPeriodAsync());
        await using var scope = desks.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<Application.Database.ReviewDbContext>();

        // What the save has read before the draft opened: the same context gives it back to the act.
        var version = await context.RubricVersions.SingleAsync(v => v.PeriodId == period.Id);
        await FreezeAsync(period);
        var outcome = await scope.ServiceProvider.GetRequiredService<RubricDesk>()
            .SaveAsync(actor, period.Id, Changed, version.RowVersion, TestContext.Current.CancellationToken);

        Assert.Equal(Refusal.Stale, Only(outcome));
        Assert.Equal(1m, (await ReadAsync(period)).Rubric.Step);
    }

    [Fact]
    public async Task Stale_save_is_refused()
    {
        var (actor, period) = (await CoordinatorAsync(), await entries.AddPeriodAsync());
        var opened = (await ReadAsync(period)).RowVersion;
        await SaveAsync(actor, period, Changed, opened);

        Assert.Equal(Refusal.Stale, Only(await SaveAsync(actor, period, Changed with { LevelWeight = 9 }, opened)));
        Assert.Equal(4m, (await ReadAsync(period)).Rubric.LevelWeight);
    }

    [Fact]
    public async Task Rubric_that_cannot_be_scored_on_is_refused_with_every_fault()
    {
        var (actor, period) = (await CoordinatorAsync(), await entries.AddPeriodAsync());
        var broken = Changed with { Points = [.. Changed.Points.Skip(1)], LevelWeight = 0 };

        var outcome = await SaveAsync(actor, period, broken, (await ReadAsync(period)).RowVersion);

        Assert.Equal(
            ["periods.level-weight-range", "periods.levels-ascend", "periods.weights-sum"],
            outcome.Refusals.Select(r => r.Sentence.Code).Order());
    }

    [Theory]
    [InlineData(PeriodStatus.Decided)]
    [InlineData(PeriodStatus.Archived)]
    public async Task Rubric_of_closed_data_never_changes(PeriodStatus status)
    {
        var (actor, period) = (await CoordinatorAsync(), await entries.AddPeriodAsync(status));

        Assert.Equal(
            "periods.closed-data",
            Only(await SaveAsync(actor, period, Changed, (await ReadAsync(period)).RowVersion)).Sentence.Code);
    }

    [Fact]
    public async Task Save_is_the_coordinators_alone()
    {
        var period = await entries.AddPeriodAsync();

        foreach (var role in new[] { Role.Submitter, Role.Reviewer, Role.Admin, Role.Observer })
        {
            var actor = People.ActorOf(await people.AddAsync(role));
            Assert.Equal(
                Refusal.Forbidden, Only(await SaveAsync(actor, period, Changed, (await ReadAsync(period)).RowVersion)));
        }
    }

    private async Task<Actor> CoordinatorAsync() => People.ActorOf(await people.AddAsync(Role.Coordinator));

    private async Task<Outcome<Guid>> SaveAsync(Actor actor, Period period, Rubric rubric, uint rowVersion)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RubricDesk>()
            .SaveAsync(actor, period.Id, rubric, rowVersion, TestContext.Current.CancellationToken);
    }

    private async Task<DateTimeOffset> FreezeAsync(Period period)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RubricDesk>()
            .FreezeAsync(period.RubricVersionId, TestContext.Current.CancellationToken);
        return (await ReadAsync(period)).FrozenAt!.Value;
    }

    private async Task<RubricVersion> ReadAsync(Period period)
    {
        await using var context = desks.Database.NewContext();
        return await context.RubricVersions.AsNoTracking().SingleAsync(v => v.PeriodId == period.Id);
    }

    private static Refusal Only(Outcome<Guid> outcome) => Assert.Single(outcome.Refusals);
}
