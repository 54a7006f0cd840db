using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>The moves of a period that are its own; deciding and publishing are tested with the result.</summary>
public sealed class PeriodMoveTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    [Theory]
    [InlineData(PeriodStatus.Draft, PeriodMove.Open, PeriodStatus.Open, "periods.opened")]
    [InlineData(PeriodStatus.Open, PeriodMove.Review, PeriodStatus.Reviewing, "periods.review-begun")]
    [InlineData(PeriodStatus.Published, PeriodMove.Archive, PeriodStatus.Archived, "periods.archived")]
    public async Task Move_leads_on_with_reason_and_event(
        PeriodStatus from, PeriodMove move, PeriodStatus to, string act)
    {
        var actor = await CoordinatorAsync();
        var period = await entries.AddPeriodAsync(
            from, p => p.ClosesAt = move == PeriodMove.Review ? desks.Time.GetUtcNow() : p.ClosesAt);

        Assert.True((await MoveAsync(actor, period, move, "SK 12/2026")).IsDone);

        await using var context = desks.Database.NewContext();
        Assert.Equal(to, (await context.Periods.SingleAsync(p => p.Id == period.Id)).Status);
        var told = await context.Events.SingleAsync(e => e.PeriodId == period.Id);
        Assert.Equal(
            (act, from.ToString().ToLowerInvariant(), to.ToString().ToLowerInvariant(), "SK 12/2026", actor.AccountId),
            (told.Act, told.From, told.To, told.Reason, told.ActorId));
    }

    [Theory]
    [InlineData(PeriodStatus.Draft, PeriodMove.Open)]
    [InlineData(PeriodStatus.Published, PeriodMove.Archive)]
    public async Task Move_without_reason_is_refused(PeriodStatus from, PeriodMove move) =>
        Assert.Equal(
            Refusal.Invalid("reason", "periods.reason-missing"),
            Only(await MoveAsync(await CoordinatorAsync(), await entries.AddPeriodAsync(from), move, "  ")));

    [Theory]
    [InlineData(PeriodStatus.Open, PeriodMove.Open, "periods.already-done")]
    [InlineData(PeriodStatus.Decided, PeriodMove.Open, "periods.wrong-status")]
    [InlineData(PeriodStatus.Draft, PeriodMove.Review, "periods.wrong-status")]
    [InlineData(PeriodStatus.Reviewing, PeriodMove.Review, "periods.already-done")]
    [InlineData(PeriodStatus.Decided, PeriodMove.Archive, "periods.wrong-status")]
    [InlineData(PeriodStatus.Archived, PeriodMove.Archive, "periods.already-done")]
    public async Task Move_from_elsewhere_is_refused(PeriodStatus from, PeriodMove move, string code) =>
        Assert.Equal(code, Only(
            await MoveAsync(await CoordinatorAsync(), await entries.AddPeriodAsync(from), move, "SK")).Sentence.Code);

    [Fact]
    public async Task Reviewing_waits_for_the_closing_and_for_an_extension_of_the_period()
    {
        var actor = await CoordinatorAsync();
        var now = new DateTimeOffset(desks.Time.GetUtcNow().Date, TimeSpan.Zero).AddDays(1);
        var open = await entries.AddPeriodAsync(change: p => p.ClosesAt = now.AddTicks(10));
        var extended = await entries.AddPeriodAsync(change: p => p.ClosesAt = now.AddDays(-1));
        await using (var context = desks.Database.NewContext())
        {
            context.Extensions.Add(new Extension
            {
                Id = Guid.CreateVersion7(), PeriodId = extended.Id, ClosesAt = now.AddDays(1), Reason = "banjir",
                GrantedBy = actor.AccountId, GrantedAt = now,
            });
            await context.SaveChangesAsync();
        }

        Assert.Equal(
            "periods.not-yet-closed", Only(await MoveAsync(actor, open, PeriodMove.Review, "SK")).Sentence.Code);
        Assert.Equal(
            Refusal.Conflict("periods.not-yet-closed", ("at", now.AddDays(1))),
            Only(await MoveAsync(actor, extended, PeriodMove.Review, "SK")));
    }

    [Fact]
    public async Task Opening_needs_a_rubric_that_can_be_scored_on_and_a_closing_ahead()
    {
        var actor = await CoordinatorAsync();
        var (broken, late) = (await entries.AddPeriodAsync(PeriodStatus.Draft),
            await entries.AddPeriodAsync(PeriodStatus.Draft, p => p.ClosesAt = desks.Time.GetUtcNow()));
        await using (var context = desks.Database.NewContext())
        {
            var version = await context.RubricVersions.SingleAsync(v => v.PeriodId == broken.Id);
            version.Rubric = version.Rubric with { Points = [.. version.Rubric.Points.Skip(1)] };
            await context.SaveChangesAsync();
        }

        Assert.Contains(
            (await MoveAsync(actor, broken, PeriodMove.Open, "SK")).Refusals,
            refusal => refusal.Sentence.Code == "periods.weights-sum");
        Assert.Equal("periods.closing-passed", Only(await MoveAsync(actor, late, PeriodMove.Open, "SK")).Sentence.Code);
    }

    [Fact]
    public async Task Ten_coordinators_at_once_open_it_once()
    {
        var actor = await CoordinatorAsync();
        var period = await entries.AddPeriodAsync(PeriodStatus.Draft);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => MoveAsync(actor, period, PeriodMove.Open, "SK")));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        await using var context = desks.Database.NewContext();
        Assert.Equal(1, await context.Events.CountAsync(e => e.PeriodId == period.Id));
    }

    [Theory]
    [InlineData(PeriodMove.Decide)]
    [InlineData(PeriodMove.UndoDecide)]
    [InlineData(PeriodMove.Publish)]
    public async Task Moves_of_the_result_are_not_made_here(PeriodMove move)
    {
        var (actor, period) = (await CoordinatorAsync(), await entries.AddPeriodAsync());

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MoveAsync(actor, period, move, "SK"));
    }

    private async Task<Actor> CoordinatorAsync() => People.ActorOf(await people.AddAsync(Role.Coordinator));

    private async Task<Outcome<Guid>> MoveAsync(Actor actor, Period period, PeriodMove move, string reason)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PeriodDesk>()
            .MoveAsync(actor, period.Id, move, reason, TestContext.Current.CancellationToken);
    }

    private static Refusal Only(Outcome<Guid> outcome) => Assert.Single(outcome.Refusals);
}
