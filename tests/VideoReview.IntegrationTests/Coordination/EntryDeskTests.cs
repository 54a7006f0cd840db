using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Coordination;
using VideoReview.Application.Entries;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

public sealed class EntryDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_submitted_entry_with_playable_video_makes_it_ready()
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.Submitted);

        var outcome = await ActAsync(desk => desk.AcceptAsync(coordinator, entry.Id, Cancellation));

        Assert.Equal(Outcome.Done, outcome);
        Assert.Equal((EntryStatus.Ready, "entries.accepted"), await StandsAsync(entry));
    }

    [Theory]
    [InlineData(VideoStatus.Inspecting)]
    [InlineData(VideoStatus.Refused)]
    [InlineData(VideoStatus.Failed)]
    public async Task Accept_entry_whose_video_cannot_be_played_is_refused(VideoStatus video)
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.Submitted, video);

        var outcome = await ActAsync(desk => desk.AcceptAsync(coordinator, entry.Id, Cancellation));

        Assert.Equal(["entries.video-not-playable"], Codes(outcome));
        Assert.Equal((EntryStatus.Submitted, null), await StandsAsync(entry));
    }

    [Fact]
    public async Task Accept_entry_that_has_all_its_finals_already_finishes_it()
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.Submitted);
        for (var i = 0; i < 3; i++)
        {
            await entries.AddReviewAsync(
                entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 3, 3, 3, 3);
        }

        await ActAsync(desk => desk.AcceptAsync(coordinator, entry.Id, Cancellation));

        Assert.Equal((EntryStatus.Reviewed, "entries.reviewed"), await StandsAsync(entry));
    }

    [Fact]
    public async Task Return_gives_the_unit_until_the_end_of_the_last_day_and_tells_it()
    {
        var unit = await people.AddUnitAsync();
        var submitter = await people.AddAsync(unit, Role.Submitter);
        var (coordinator, entry) = await StandAsync(EntryStatus.InReview, unit: unit);
        var due = Closing.ReturnDue(desks.Time.GetUtcNow(), 7, Zone.Of("Asia/Makassar"));

        var outcome = await ActAsync(
            desk => desk.ReturnAsync(coordinator, entry.Id, "Perjelas dampaknya.", showsFeedback: true, Cancellation));

        Assert.Equal(Outcome.Done, outcome);
        var after = await entries.ReadAsync(entry.Id);
        Assert.Equal(
            (EntryStatus.Returned, 1, due, "Perjelas dampaknya.", true),
            (after.Status, after.ReturnCount, after.ReturnDueAt, after.ReturnNote, after.ReturnShowsFeedback));
        await using var context = desks.Database.NewContext();
        Assert.Equal(due, (await context.DatedEffects.SingleAsync(
            e => e.Kind == ReturnLapsed.EffectKind && e.SubjectId == entry.Id, Cancellation)).DueAt);
        var notice = await context.Notices.SingleAsync(n => n.AccountId == submitter.Id, Cancellation);
        Assert.Equal(("coordination.returned-notice", "/own-entries/" + entry.Id), (notice.Code, notice.Link));
    }

    [Fact]
    public async Task Return_keeps_open_reviews_for_the_next_version_to_supersede()
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.InReview);
        var review = await entries.AddReviewAsync(entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Draft, 3);

        await ActAsync(
            desk => desk.ReturnAsync(coordinator, entry.Id, "Perjelas.", showsFeedback: false, Cancellation));

        await using var context = desks.Database.NewContext();
        Assert.Equal(
            ReviewStatus.Draft, (await context.Reviews.SingleAsync(r => r.Id == review.Id, Cancellation)).Status);
    }

    [Fact]
    public async Task Return_without_note_is_refused()
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.Ready);

        Assert.Equal(["periods.reason-missing"], Codes(
            await ActAsync(desk => desk.ReturnAsync(coordinator, entry.Id, " ", showsFeedback: false, Cancellation))));
    }

    [Fact]
    public async Task Return_beyond_the_maximum_is_refused()
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.Ready, change: e => e.ReturnCount = 2);

        Assert.Equal(["entries.returned-too-often"], Codes(await ActAsync(
            desk => desk.ReturnAsync(coordinator, entry.Id, "Lagi.", showsFeedback: false, Cancellation))));
    }

    [Fact]
    public async Task Reject_and_undo_lead_back_and_tell_the_unit()
    {
        var unit = await people.AddUnitAsync();
        var submitter = await people.AddAsync(unit, Role.Submitter);
        var (coordinator, entry) = await StandAsync(EntryStatus.Returned, unit: unit);

        Assert.Equal(
            Outcome.Done,
            await ActAsync(desk => desk.RejectAsync(coordinator, entry.Id, "Bukan inovasi.", Cancellation)));
        Assert.Equal((EntryStatus.Rejected, "entries.rejected"), await StandsAsync(entry));
        Assert.Equal(
            Outcome.Done,
            await ActAsync(desk => desk.UndoRejectAsync(coordinator, entry.Id, "Salah baca.", Cancellation)));

        Assert.Equal((EntryStatus.Returned, "entries.rejection-undone"), await StandsAsync(entry));
        await using var context = desks.Database.NewContext();
        Assert.Single(await context.DatedEffects.Where(e => e.SubjectId == entry.Id && e.DoneAt == null)
            .ToListAsync(Cancellation));
        Assert.Equal(
            ["coordination.rejected-notice", "coordination.rejection-undone-notice"],
            await context.Notices.Where(n => n.AccountId == submitter.Id).OrderBy(n => n.Id).Select(n => n.Code)
                .ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Disqualify_and_undo_lead_back_to_where_it_stood()
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.Reviewed);

        Assert.Equal(
            Outcome.Done,
            await ActAsync(desk => desk.DisqualifyAsync(coordinator, entry.Id, "Bukan karya sendiri.", Cancellation)));
        Assert.Equal(EntryStatus.Disqualified, (await entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(Outcome.Done, await ActAsync(
            desk => desk.UndoDisqualifyAsync(coordinator, entry.Id, "Terbukti karya sendiri.", Cancellation)));

        Assert.Equal((EntryStatus.Reviewed, "entries.disqualification-undone"), await StandsAsync(entry));
    }

    [Fact]
    public async Task Repeated_act_says_that_it_is_done_already()
    {
        var (coordinator, entry) = await StandAsync(EntryStatus.Rejected);

        Assert.Equal(
            ["entries.already-done"],
            Codes(await ActAsync(desk => desk.RejectAsync(coordinator, entry.Id, "Lagi.", Cancellation))));
    }

    [Fact]
    public async Task Nobody_coordinates_own_units_entries()
    {
        var unit = await people.AddUnitAsync();
        var own = People.ActorOf(await people.AddAsync(unit, Role.Coordinator));
        var (_, entry) = await StandAsync(EntryStatus.Submitted, unit: unit);

        Assert.Equal(
            ["entries.own-units-entry"], Codes(await ActAsync(desk => desk.AcceptAsync(own, entry.Id, Cancellation))));
        Assert.Equal(["entries.own-units-entry"], Codes(
            await ActAsync(desk => desk.ReturnAsync(own, entry.Id, "Alasan.", showsFeedback: false, Cancellation))));
        Assert.Equal(
            ["entries.own-units-entry"],
            Codes(await ActAsync(desk => desk.RejectAsync(own, entry.Id, "Alasan.", Cancellation))));
        Assert.Equal((EntryStatus.Submitted, null), await StandsAsync(entry));
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Observer)]
    [InlineData(Role.Admin)]
    public async Task Others_than_coordinators_are_refused(Role role)
    {
        var (_, entry) = await StandAsync(EntryStatus.Submitted);
        var actor = People.ActorOf(await people.AddAsync(role));

        Assert.Equal(
            ["shell.forbidden"],
            Codes(await ActAsync(desk => desk.RejectAsync(actor, entry.Id, "Alasan.", Cancellation))));
    }

    [Fact]
    public async Task Unknown_entry_is_not_found()
    {
        var coordinator = People.ActorOf(await people.AddAsync(Role.Coordinator));

        Assert.Equal(
            ["shell.not-found"],
            Codes(await ActAsync(desk => desk.AcceptAsync(coordinator, Guid.CreateVersion7(), Cancellation))));
    }

    private async Task<(Actor Coordinator, Entry Entry)> StandAsync(
        EntryStatus status, VideoStatus video = VideoStatus.Playable, Unit? unit = null, Action<Entry>? change = null)
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Open);
        var entry = await entries.AddEntryAsync(
            period, unit ?? await people.AddUnitAsync(), status, video, by: await people.AddAsync(Role.Submitter),
            change: change);
        return (People.ActorOf(await people.AddAsync(Role.Coordinator)), entry);
    }

    private Task<Outcome> ActAsync(Func<EntryDesk, Task<Outcome>> act) => desks.ActAsync(act);

    private async Task<(EntryStatus Status, string? LastAct)> StandsAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        var act = await context.Events.Where(e => e.EntryId == entry.Id).OrderByDescending(e => e.Seq)
            .Select(e => e.Act).FirstOrDefaultAsync(Cancellation);
        return ((await entries.ReadAsync(entry.Id)).Status, act);
    }

    private static IEnumerable<string> Codes(Outcome outcome) => outcome.Refusals.Select(r => r.Sentence.Code);
}
