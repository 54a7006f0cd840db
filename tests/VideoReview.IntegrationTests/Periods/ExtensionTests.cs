using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>A later closing, of one unit or of all.</summary>
public sealed class ExtensionTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly PeriodStage stage = new(desks);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extension_of_one_unit_moves_its_closing_alone_and_one_of_the_period_everybodys()
    {
        var (actor, period) = (await stage.CoordinatorAsync(), await stage.AddAsync());
        var (mine, other) = (await people.AddUnitAsync(), await people.AddUnitAsync());

        await ActAsync(desk => desk.ExtendAsync(actor, period.Id, mine.Id, stage.Typed(15), "banjir", Token));
        await ActAsync(desk => desk.ExtendAsync(actor, period.Id, null, stage.Typed(12), "jaringan putus", Token));

        await using var scope = desks.Services.CreateAsyncScope();
        var closings = scope.ServiceProvider.GetRequiredService<Closings>();
        Assert.Equal(
            (stage.At(15), stage.At(12), stage.At(12)),
            (await closings.OfAsync(period, mine.Id, Token), await closings.OfAsync(period, other.Id, Token),
                await closings.OfAllAsync(period, Token)));
        Assert.Equal(["periods.extended", "periods.extended"], (await stage.EventsAsync(period.Id)).Select(e => e.Act));
    }

    [Fact]
    public async Task Extension_is_refused_unless_later_within_the_reviews_for_a_known_unit_and_with_a_reason()
    {
        var (actor, period) = (await stage.CoordinatorAsync(), await stage.AddAsync());
        var draft = await stage.AddAsync(PeriodStatus.Draft);

        Assert.Equal("periods.extension-not-later", Only(await ActAsync(desk =>
            desk.ExtendAsync(actor, period.Id, null, stage.Typed(9), "banjir", Token))).Sentence.Code);
        Assert.Equal("periods.extension-after-review", Only(await ActAsync(desk =>
            desk.ExtendAsync(actor, period.Id, null, stage.Typed(31), "banjir", Token))).Sentence.Code);
        Assert.Equal(
            Refusal.Invalid("reason", "periods.reason-missing"),
            Only(await ActAsync(desk => desk.ExtendAsync(actor, period.Id, null, stage.Typed(12), " ", Token))));
        Assert.Equal(Refusal.Invalid("unitId", "periods.unit-unknown"), Only(await ActAsync(desk =>
            desk.ExtendAsync(actor, period.Id, Guid.NewGuid(), stage.Typed(12), "banjir", Token))));
        Assert.Equal("periods.wrong-status", Only(await ActAsync(desk =>
            desk.ExtendAsync(actor, draft.Id, null, stage.Typed(12), "banjir", Token))).Sentence.Code);
        Assert.Equal(Refusal.NotFound, Only(await ActAsync(desk =>
            desk.ExtendAsync(actor, Guid.NewGuid(), null, stage.Typed(12), "banjir", Token))));
    }

    private Task<Outcome<Guid>> ActAsync(Func<PeriodDesk, Task<Outcome<Guid>>> act) => desks.ActAsync(act);

    private static Refusal Only(Outcome<Guid> outcome) => Assert.Single(outcome.Refusals);
}
