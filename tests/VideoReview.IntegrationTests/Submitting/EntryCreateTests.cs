using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Submitting;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

public sealed class EntryCreateTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    [Fact]
    public async Task Create_makes_a_draft_of_the_own_unit()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var period = await entries.AddPeriodAsync();

        var id = (await desks.ActAsync((DraftDesk desk) =>
            desk.CreateAsync(actor, period.Id, "Posyandu Digital", TestContext.Current.CancellationToken))).Value;

        var entry = await entries.ReadAsync(id);
        Assert.Equal(
            (EntryStatus.Draft, unit.Id, actor.AccountId, "Posyandu Digital"),
            (entry.Status, entry.UnitId, entry.CreatedBy, entry.Profile.Title));
        Assert.Equal(["entries.created"], await ActsAsync(id));
    }

    [Fact]
    public async Task Create_is_refused_to_those_who_submit_for_no_unit()
    {
        var period = await entries.AddPeriodAsync();
        var reviewer = People.ActorOf(
            await people.AddAsync(await people.AddUnitAsync(), Role.Reviewer, Role.Coordinator));

        Assert.Equal([Refusal.Forbidden], (await desks.ActAsync((DraftDesk desk) =>
            desk.CreateAsync(reviewer, period.Id, null, TestContext.Current.CancellationToken))).Refusals);
    }

    [Fact]
    public async Task Create_is_refused_after_the_closing_but_not_to_a_unit_with_an_extension()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var period = await entries.AddPeriodAsync(change: p => p.ClosesAt = desks.Time.GetUtcNow());

        var refused = await desks.ActAsync(
            (DraftDesk desk) => desk.CreateAsync(actor, period.Id, null, TestContext.Current.CancellationToken));
        await ExtendAsync(period, unit.Id, desks.Time.GetUtcNow().AddHours(1));
        var extended = await desks.ActAsync(
            (DraftDesk desk) => desk.CreateAsync(actor, period.Id, null, TestContext.Current.CancellationToken));

        Assert.Equal("entries.closed", Assert.Single(refused.Refusals).Sentence.Code);
        Assert.True(extended.IsDone);
    }

    [Fact]
    public async Task Create_names_an_unknown_period_and_a_title_too_long()
    {
        var (_, actor) = await people.AddSubmitterAsync();
        var period = await entries.AddPeriodAsync();

        var unknown = await desks.ActAsync(
            (DraftDesk desk) => desk.CreateAsync(actor, Guid.NewGuid(), null, TestContext.Current.CancellationToken));
        var tooLong = await desks.ActAsync((DraftDesk desk) => desk.CreateAsync(
            actor, period.Id, new string('x', 201), TestContext.Current.CancellationToken));

        Assert.Equal(
            ["period", "title"], [Assert.Single(unknown.Refusals).Field, Assert.Single(tooLong.Refusals).Field]);
    }

    private async Task ExtendAsync(Period period, Guid unitId, DateTimeOffset until)
    {
        await using var context = desks.Database.NewContext();
        context.Extensions.Add(new Extension
        {
            Id = Guid.CreateVersion7(), PeriodId = period.Id, UnitId = unitId, ClosesAt = until,
            Reason = "listrik padam", GrantedBy = Guid.NewGuid(), GrantedAt = desks.Time.GetUtcNow(),
        });
        await context.SaveChangesAsync();
    }

    private async Task<List<string>> ActsAsync(Guid entryId)
    {
        await using var context = desks.Database.NewContext();
        return await context.Events.Where(e => e.EntryId == entryId).OrderBy(e => e.Seq).Select(e => e.Act)
            .ToListAsync();
    }
}
