using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Deciding;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Deciding;

/// <summary>Deciding, publishing and undoing as moves of the period, and who is told.</summary>
public sealed class PublishTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_points_to_the_decided_snapshot()
    {
        var (coordinator, period) = await StandAsync();
        var entry = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Reviewed);
        var snapshot = (await DecideAsync(coordinator, period)).Value;

        Assert.Equal(Outcome.Done, await PublishAsync(coordinator, period));

        await using var context = web.Database.NewContext();
        var after = await context.Periods.SingleAsync(p => p.Id == period.Id, Cancellation);
        Assert.Equal((PeriodStatus.Published, snapshot), (after.Status, after.PublishedSnapshotId));
        Assert.Equal(EntryStatus.Published, (await entries.ReadAsync(entry.Id)).Status);
    }

    /// <summary>Seen: three notices and no message to mail them.</summary>
    [Fact]
    public async Task Publish_mails_each_submitter_once_however_many_entries_the_unit_has()
    {
        var (coordinator, period) = await StandAsync();
        var (unit, other) = (await people.AddUnitAsync(), await people.AddUnitAsync());
        var submitter = await people.AddAsync(unit, Role.Submitter);
        var colleague = await people.AddAsync(other, Role.Submitter);
        await entries.AddEntryAsync(period, unit, EntryStatus.Reviewed, by: submitter);
        await entries.AddEntryAsync(period, unit, EntryStatus.Reviewed, by: submitter);
        var only = await entries.AddEntryAsync(period, other, EntryStatus.Reviewed, by: colleague);
        Assert.True((await DecideAsync(coordinator, period)).IsDone);

        Assert.Equal(Outcome.Done, await PublishAsync(coordinator, period));

        Assert.Equal([("deciding.published-notice-many", "/own-entries", 1)], await ToldAsync(submitter));
        Assert.Equal([("deciding.published-notice", "/own-entries/" + only.Id, 1)], await ToldAsync(colleague));
    }

    /// <summary>
    /// Seen: deciding and publishing asked a table of their own, which knew neither a reason
    /// too long nor a repeated act.
    /// </summary>
    [Fact]
    public async Task Decide_publish_and_undo_ask_the_life_of_the_period()
    {
        var (coordinator, period) = await StandAsync();
        var tooLong = new string('x', ReasonRule.LongestReason + 1);

        Assert.Equal(["periods.wrong-status"], Codes((await PublishAsync(coordinator, period)).Refusals));
        Assert.Equal(["periods.reason-too-long"], Codes((await DecideAsync(coordinator, period, tooLong)).Refusals));
        Assert.True((await DecideAsync(coordinator, period)).IsDone);
        Assert.Equal(["periods.already-done"], Codes((await DecideAsync(coordinator, period)).Refusals));
        Assert.Equal(["periods.reason-missing"], Codes((await PublishAsync(coordinator, period, " ")).Refusals));
        Assert.Equal(["periods.reason-too-long"], Codes((await web.ActAsync((DecisionDesk desk) =>
            desk.UndoAsync(coordinator, period.Id, tooLong, Cancellation))).Refusals));
        Assert.Equal(Outcome.Done, await PublishAsync(coordinator, period));

        await using var context = web.Database.NewContext();
        Assert.Equal(
            [("periods.decided", "Rapat pleno."), ("periods.published", "Disetujui bupati.")],
            (await context.Events.Where(e => e.SubjectId == period.Id).OrderBy(e => e.Seq).ToListAsync(Cancellation))
                .Select(e => (e.Act, e.Reason)));
    }

    [Fact]
    public async Task Decide_and_publish_leave_an_event_for_each_entry_and_its_reason_with_the_staff()
    {
        var (coordinator, period) = await StandAsync();
        var reviewed = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Reviewed);
        var returned = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Returned);
        await DecideAsync(coordinator, period);

        await PublishAsync(coordinator, period);

        await using var context = web.Database.NewContext();
        var told = await context.Events.Where(e => e.EntryId == reviewed.Id || e.EntryId == returned.Id)
            .OrderBy(e => e.Seq).ToListAsync(Cancellation);
        Assert.Equal(
            [
                (reviewed.Id, "entries.decided", "reviewed", "decided", "Rapat pleno.", EventAudience.Staff,
                    coordinator.AccountId),
                (reviewed.Id, "entries.published", "decided", "published", null, EventAudience.Unit,
                    coordinator.AccountId),
            ],
            told.Select(e => (e.SubjectId, e.Act, e.From, e.To, e.Reason, e.Audience, e.ActorId)));
    }

    /// <summary>Seen: a draft of hours, and nobody said that it was not counted.</summary>
    [Fact]
    public async Task Deciding_tells_those_whose_reviews_are_open_and_taking_it_back_tells_them_again()
    {
        var (coordinator, period) = await StandAsync();
        var reviewer = await people.AddAsync(Role.Reviewer);
        foreach (var status in (ReviewStatus[])[ReviewStatus.Draft, ReviewStatus.Assigned, ReviewStatus.Declined])
        {
            await entries.AddReviewAsync(
                await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.InReview),
                reviewer, status);
        }

        Assert.True((await DecideAsync(coordinator, period)).IsDone);
        Assert.Equal([("deciding.decided-open-notice-many", "/reviews", 1)], await ToldAsync(reviewer));
        Assert.Equal(Outcome.Done, await web.ActAsync((DecisionDesk desk) =>
            desk.UndoAsync(coordinator, period.Id, "Salah hitung.", Cancellation)));

        Assert.Contains(("deciding.undone-open-notice-many", "/reviews", 1), await ToldAsync(reviewer));
    }

    private async Task<(Actor Coordinator, Period Period)> StandAsync() =>
        (People.ActorOf(await people.AddAsync(Role.Coordinator)), await entries.AddPeriodAsync(PeriodStatus.Reviewing));

    private Task<Outcome<Guid>> DecideAsync(Actor coordinator, Period period, string reason = "Rapat pleno.") =>
        web.ActAsync((DecisionDesk desk) =>
            desk.DecideAsync(coordinator, period.Id, reason, acceptsIncomplete: true, Cancellation));

    private Task<Outcome> PublishAsync(Actor coordinator, Period period, string reason = "Disetujui bupati.") =>
        web.ActAsync((DecisionDesk desk) => desk.PublishAsync(coordinator, period.Id, reason, Cancellation));

    /// <summary>Code, link and number of messages that mail it, of each notice of the account.</summary>
    private async Task<IEnumerable<(string Code, string? Link, int Mails)>> ToldAsync(Account account)
    {
        await using var context = web.Database.NewContext();
        var messages = await context.OutboxMessages.Where(m => m.MessageType == "notice-pinned").Select(m => m.Body)
            .ToListAsync(Cancellation);
        return (await NoticeRows.OfAsync(web.Database, account)).Select(n => (n.Sentence.Code, n.Link,
            messages.Count(body => body.Contains(n.Id.ToString(), StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Codes(IEnumerable<Refusal> refusals) =>
        refusals.Select(refusal => refusal.Sentence.Code);
}
