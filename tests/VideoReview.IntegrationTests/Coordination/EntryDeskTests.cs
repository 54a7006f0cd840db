using Microsoft.EntityFrameworkCore;
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

/// <summary>How a coordinator accepts and returns an entry, and who may not.</summary>
public sealed class EntryDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);
    private readonly EntryStage stage = new(desks);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_submitted_entry_with_playable_video_makes_it_ready()
    {
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Submitted);

        var outcome = await ActAsync(desk => desk.AcceptAsync(coordinator, entry.Id, Cancellation));

        Assert.Equal(Outcome.Done, outcome);
        Assert.Equal((EntryStatus.Ready, "entries.accepted"), await stage.StandsAsync(entry));
    }

    [Theory]
    [InlineData(VideoStatus.Inspecting)]
    [InlineData(VideoStatus.Refused)]
    [InlineData(VideoStatus.Failed)]
    public async Task Accept_entry_whose_video_cannot_be_played_is_refused(VideoStatus video)
    {
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Submitted, video);

        var outcome = await ActAsync(desk => desk.AcceptAsync(coordinator, entry.Id, Cancellation));

        Assert.Equal(["entries.video-not-playable"], Codes(outcome));
        Assert.Equal((EntryStatus.Submitted, null), await stage.StandsAsync(entry));
    }

    [Fact]
    public async Task Accept_entry_that_has_all_its_finals_already_finishes_it()
    {
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Submitted);
        for (var i = 0; i < 3; i++)
        {
            await entries.AddReviewAsync(
                entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 3, 3, 3, 3);
        }

        await ActAsync(desk => desk.AcceptAsync(coordinator, entry.Id, Cancellation));

        Assert.Equal((EntryStatus.Reviewed, "entries.reviewed"), await stage.StandsAsync(entry));
    }

    [Fact]
    public async Task Return_gives_the_unit_until_the_end_of_the_last_day_and_tells_it()
    {
        var unit = await people.AddUnitAsync();
        var submitter = await people.AddAsync(unit, Role.Submitter);
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.InReview, unit: unit);
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
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.InReview);
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
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Ready);

        Assert.Equal(["periods.reason-missing"], Codes(
            await ActAsync(desk => desk.ReturnAsync(coordinator, entry.Id, " ", showsFeedback: false, Cancellation))));
    }

    [Fact]
    public async Task Return_beyond_the_maximum_is_refused()
    {
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Ready, change: e => e.ReturnCount = 2);

        Assert.Equal(["entries.returned-too-often"], Codes(await ActAsync(
            desk => desk.ReturnAsync(coordinator, entry.Id, "Lagi.", showsFeedback: false, Cancellation))));
    }

    [Fact]
    public async Task Nobody_coordinates_own_units_entries()
    {
        var unit = await people.AddUnitAsync();
        var own = People.ActorOf(await people.AddAsync(unit, Role.Coordinator));
        var (_, entry) = await stage.StandAsync(EntryStatus.Submitted, unit: unit);

        Assert.Equal(
            ["entries.own-units-entry"], Codes(await ActAsync(desk => desk.AcceptAsync(own, entry.Id, Cancellation))));
        Assert.Equal(["entries.own-units-entry"], Codes(
            await ActAsync(desk => desk.ReturnAsync(own, entry.Id, "Alasan.", showsFeedback: false, Cancellation))));
        Assert.Equal(
            ["entries.own-units-entry"],
            Codes(await ActAsync(desk => desk.RejectAsync(own, entry.Id, "Alasan.", Cancellation))));
        Assert.Equal((EntryStatus.Submitted, null), await stage.StandsAsync(entry));
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Observer)]
    [InlineData(Role.Admin)]
    public async Task Others_than_coordinators_are_refused(Role role)
    {
        var (_, entry) = await stage.StandAsync(EntryStatus.Submitted);
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

    private Task<Outcome> ActAsync(Func<EntryDesk, Task<Outcome>> act) => desks.ActAsync(act);

    private static IEnumerable<string> Codes(Outcome outcome) => outcome.Refusals.Select(r => r.Sentence.Code);
}
