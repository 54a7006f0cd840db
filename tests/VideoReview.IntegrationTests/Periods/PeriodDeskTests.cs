using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>How a period comes to be and changes, and until when it may.</summary>
public sealed class PeriodDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private static readonly string[] Known = ["mp4", "mov", "webm", "mkv"];

    private readonly People people = new(desks.Database);
    private readonly PeriodStage stage = new(desks);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => desks.Time.GetUtcNow();

    [Fact]
    public async Task Create_makes_a_draft_with_the_standard_rubric_and_an_event()
    {
        var actor = await stage.CoordinatorAsync();

        var id = (await ActAsync(desk => desk.CreateAsync(actor, NewForm(), null, Token))).Value;

        await using var context = desks.Database.NewContext();
        var period = await context.Periods.SingleAsync(p => p.Id == id);
        var rubric = await context.RubricVersions.SingleAsync(v => v.PeriodId == id);
        Assert.Equal((PeriodStatus.Draft, rubric.Id, 1), (period.Status, period.RubricVersionId, rubric.Number));
        Assert.Equal(
            ["background", "idea-gathering", "idea-selection", "benefit", "impact"],
            rubric.Rubric.Points.Select(p => p.Code));
        Assert.Equal([("periods.created", actor.AccountId, (string?)"draft")], await stage.EventsAsync(id));
    }

    [Fact]
    public async Task Create_from_another_takes_its_rubric()
    {
        var actor = await stage.CoordinatorAsync();
        var source = await stage.AddAsync(PeriodStatus.Archived);
        await using (var context = desks.Database.NewContext())
        {
            var version = await context.RubricVersions.SingleAsync(v => v.PeriodId == source.Id);
            (version.Rubric, version.FrozenAt) = (version.Rubric with { Step = 0.5m }, Now);
            await context.SaveChangesAsync(Token);
        }

        var id = (await ActAsync(desk => desk.CreateAsync(actor, NewForm(), source.Id, Token))).Value;

        await using var read = desks.Database.NewContext();
        var copy = await read.RubricVersions.SingleAsync(v => v.PeriodId == id);
        Assert.Equal((0.5m, null), (copy.Rubric.Step, copy.FrozenAt));
        Assert.Equal(
            Refusal.NotFound, Only(await ActAsync(desk => desk.CreateAsync(actor, NewForm(), Guid.NewGuid(), Token))));
    }

    [Fact]
    public async Task Create_refuses_a_name_in_use()
    {
        var actor = await stage.CoordinatorAsync();
        var form = NewForm();
        await ActAsync(desk => desk.CreateAsync(actor, form, null, Token));

        var again = await ActAsync(desk => desk.CreateAsync(actor, form, null, Token));

        Assert.Equal(Refusal.Invalid("name", "periods.name-taken"), Only(again));
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Observer)]
    public async Task Acts_are_the_coordinators_alone(Role role)
    {
        var actor = People.ActorOf(await people.AddAsync(role));
        var period = await stage.AddAsync(PeriodStatus.Draft);

        Assert.Equal(Refusal.Forbidden, Only(await ActAsync(desk => desk.CreateAsync(actor, NewForm(), null, Token))));
        Assert.Equal(
            Refusal.Forbidden, Only(await ActAsync(desk => desk.EditAsync(actor, period.Id, FormOf(period), Token))));
        Assert.Equal(
            Refusal.Forbidden,
            Only(await ActAsync(desk => desk.MoveAsync(actor, period.Id, PeriodMove.Open, "SK", Token))));
        Assert.Equal(
            Refusal.Forbidden,
            Only(await ActAsync(desk => desk.ExtendAsync(actor, period.Id, null, stage.Typed(20), "banjir", Token))));
    }

    [Fact]
    public async Task Edit_of_a_draft_needs_no_reason_and_is_logged_with_both_texts()
    {
        var (actor, period) = (await stage.CoordinatorAsync(), await stage.AddAsync(PeriodStatus.Draft));

        Assert.True((await ActAsync(desk =>
            desk.EditAsync(actor, period.Id, FormOf(period) with { SeatsPerVideo = 5 }, Token))).IsDone);

        await using var context = desks.Database.NewContext();
        Assert.Equal(5, (await context.Periods.SingleAsync(p => p.Id == period.Id)).SeatsPerVideo);
        var told = await context.Events.SingleAsync(e => e.PeriodId == period.Id && e.Act == "periods.edited");
        Assert.Matches("\"from\":.*\"seatsPerVideo\":3.*\"to\":.*\"seatsPerVideo\":5", told.Data);
    }

    [Theory]
    [InlineData(PeriodStatus.Open)]
    [InlineData(PeriodStatus.Reviewing)]
    public async Task Edit_once_open_needs_a_reason(PeriodStatus status)
    {
        var (actor, period) = (await stage.CoordinatorAsync(), await stage.AddAsync(status));

        var silent = await ActAsync(desk => desk.EditAsync(actor, period.Id, FormOf(period), Token));
        var explained = await ActAsync(desk => desk.EditAsync(
            actor, period.Id, FormOf(period) with { Reason = "Libur bersama", ReturnDays = 9 }, Token));

        Assert.Equal(Refusal.Invalid("reason", "periods.reason-missing"), Only(silent));
        Assert.True(explained.IsDone);
    }

    [Theory]
    [InlineData(PeriodStatus.Decided)]
    [InlineData(PeriodStatus.Published)]
    [InlineData(PeriodStatus.Archived)]
    public async Task Closed_data_never_changes(PeriodStatus status)
    {
        var (actor, period) = (await stage.CoordinatorAsync(), await stage.AddAsync(status));

        var outcome = await ActAsync(
            desk => desk.EditAsync(actor, period.Id, FormOf(period) with { Reason = "alasan" }, Token));

        Assert.Equal(
            Refusal.Conflict("periods.closed-data", ("status", PeriodLife.StatusSentence(status))), Only(outcome));
    }

    [Fact]
    public async Task Year_is_fixed_once_entry_numbers_are_given()
    {
        var (actor, period) =
            (await stage.CoordinatorAsync(), await stage.AddAsync(change: p => p.LastEntryNumber = 7));

        var outcome = await ActAsync(
            desk => desk.EditAsync(actor, period.Id, FormOf(period) with { Year = 2027, Reason = "alasan" }, Token));

        Assert.Equal(Refusal.Invalid("year", "periods.year-fixed"), Only(outcome));
    }

    [Fact]
    public async Task Edit_of_a_stale_form_is_refused_but_a_new_entry_number_makes_none_stale()
    {
        var (actor, period) = (await stage.CoordinatorAsync(), await stage.AddAsync(PeriodStatus.Draft));
        var form = FormOf(period);
        await using (var context = desks.Database.NewContext())
        {
            await context.Periods.Where(p => p.Id == period.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(p => p.LastEntryNumber, 1), Token);
        }

        Assert.True(
            (await ActAsync(desk => desk.EditAsync(actor, period.Id, form with { ReturnDays = 9 }, Token))).IsDone);
        Assert.Equal(
            Refusal.Stale,
            Only(await ActAsync(desk => desk.EditAsync(actor, period.Id, form with { ReturnDays = 10 }, Token))));
    }

    private static PeriodForm FormOf(Period period) => PeriodForm.Of(period, Known);

    private PeriodForm NewForm() =>
        PeriodForm.Standard("Asia/Makassar", Known, Now) with { Name = "Periode " + Guid.NewGuid().ToString("N") };

    private Task<Outcome<Guid>> ActAsync(Func<PeriodDesk, Task<Outcome<Guid>>> act) => desks.ActAsync(act);

    private static Refusal Only(Outcome<Guid> outcome) => Assert.Single(outcome.Refusals);
}
