using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>
/// What follows when somebody leaves. Each test has a database of its own: every coordinator is told.
/// </summary>
public sealed class DepartureTests : IAsyncLifetime
{
    private readonly TestDesks desks = new();
    private Panel panel = null!;
    private Actor admin = null!;
    private Account coordinator = null!;
    private Account reviewer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await desks.InitializeAsync();
        panel = new(desks);
        admin = People.ActorOf(await panel.People.AddAsync(Role.Admin));
        (coordinator, reviewer) =
            (await panel.People.AddAsync(Role.Coordinator), await panel.People.AddAsync(Role.Reviewer, Role.Observer));
    }

    public ValueTask DisposeAsync() => desks.DisposeAsync();

    [Fact]
    public async Task Closed_account_frees_its_seats_keeps_its_drafts_and_tells_coordinators()
    {
        var entries = await panel.AddReadyAsync(3);
        var given = await panel.Entries.AddReviewAsync(entries[0], reviewer, ReviewStatus.Assigned);
        var draft = await panel.Entries.AddReviewAsync(entries[1], reviewer, ReviewStatus.Draft, 3, 2);
        var final = await panel.Entries.AddReviewAsync(entries[2], reviewer, ReviewStatus.Final, 3, 3, 3, 3, 3);
        var preview = await desks.ActAsync((Departures desk) =>
            desk.PreviewCloseAsync(admin, reviewer.Id, Cancellation));
        Assert.Equal(
            new[] { (given.Id, false), (draft.Id, true) }.Order(),
            preview.Reviews.Select(r => (r.Id, r.HasDraft)).Order());

        Assert.Equal("coordination.departure-unseen", Code(await CloseAsync(seen: 0)));
        Assert.Equal(ReviewStatus.Assigned, (await panel.ReadAsync(given.Id)).Status);
        Assert.Equal(Outcome.Done, await CloseAsync(seen: 2));

        Assert.Equal(ReviewStatus.Cancelled, (await panel.ReadAsync(given.Id)).Status);
        var kept = await panel.ReadAsync(draft.Id);
        Assert.Equal((ReviewStatus.Cancelled, 2), (kept.Status, kept.Scores.Count));
        Assert.Equal(ReviewStatus.Final, (await panel.ReadAsync(final.Id)).Status);
        Assert.Equal(
            0L, await panel.ScalarAsync<long>($"""
                SELECT sum(seats_held)::bigint FROM entry WHERE id IN ('{entries[0].Id}', '{entries[1].Id}')
                """));
        var told = Assert.Single(await NoticesAsync(coordinator));
        Assert.Equal("coordination.review-ended-notice-many", told.Sentence.Code);
        Assert.Empty(await NoticesAsync(reviewer));
        Assert.All((await ReviewsAsync(entries[2])).Reviews, review => Assert.True(review.HasLeft));
    }

    [Fact]
    public async Task Taking_the_reviewers_role_ends_what_is_open_and_tells_the_reviewer()
    {
        var entry = (await panel.AddReadyAsync(1))[0];
        var given = await panel.Entries.AddReviewAsync(entry, reviewer, ReviewStatus.Assigned);

        Assert.Equal(Outcome.Done, await EditAsync(null, 1, Role.Observer));

        Assert.Equal(ReviewStatus.Cancelled, (await panel.ReadAsync(given.Id)).Status);
        Assert.Equal(
            "coordination.review-ended-yours-notice", Assert.Single(await NoticesAsync(reviewer)).Sentence.Code);
        Assert.True((await panel.ClaimAsync(await panel.People.AddAsync(Role.Reviewer))).IsDone);
    }

    [Fact]
    public async Task Who_moves_to_a_unit_ends_only_what_is_in_conflict_by_it()
    {
        var (mine, other) = ((await panel.AddReadyAsync(1))[0], (await panel.AddReadyAsync(1))[0]);
        var (ended, stays) = (await panel.Entries.AddReviewAsync(mine, reviewer, ReviewStatus.Draft, 3),
            await panel.Entries.AddReviewAsync(other, reviewer, ReviewStatus.Assigned));

        Assert.Equal(Outcome.Done, await EditAsync(mine.UnitId, 1, Role.Reviewer, Role.Observer));

        Assert.Equal(
            (ReviewStatus.Cancelled, ReviewStatus.Assigned),
            ((await panel.ReadAsync(ended.Id)).Status, (await panel.ReadAsync(stays.Id)).Status));
    }

    [Fact]
    public async Task Entry_of_a_unit_without_submitters_is_the_coordinators()
    {
        var unit = await panel.People.AddUnitAsync();
        var last = await panel.People.AddAsync(unit, Role.Submitter);
        var entry = await panel.Entries.AddEntryAsync(
            await panel.Entries.AddPeriodAsync(), unit, EntryStatus.Submitted, by: last);
        await panel.Entries.AddEntryAsync(await panel.Entries.AddPeriodAsync(), unit, by: last);
        var preview = await desks.ActAsync((Departures desk) => desk.PreviewCloseAsync(admin, last.Id, Cancellation));
        Assert.Equal(1, preview.Unattended);
        reviewer = last;
        Assert.Equal(Outcome.Done, await CloseAsync(seen: 0));

        Assert.Equal(Outcome.Done, await desks.ActAsync((EntryDesk desk) => desk.ReturnAsync(
            People.ActorOf(coordinator), entry.Id, "Perjelas dampaknya.", false, Cancellation)));

        var told = Assert.Single(await NoticesAsync(coordinator));
        Assert.Equal(("notices.unattended-notice", "/entries/" + entry.Id), (told.Sentence.Code, told.Link));
    }

    private Task<Outcome> CloseAsync(int seen) => desks.ActAsync((Departures desk) =>
        desk.SetActiveAsync(admin, reviewer.Id, false, reviewer.RowVersion, seen, Cancellation));

    private Task<Outcome> EditAsync(Guid? unit, int seen, params Role[] roles) =>
        desks.ActAsync((Departures desk) => desk.EditAsync(
            admin, reviewer.Id,
            new(reviewer.DisplayName, reviewer.Email!, unit, roles, "id", reviewer.RowVersion), seen, Cancellation));

    private Task<IReadOnlyList<NoticeRow>> NoticesAsync(Account account) =>
        NoticeRows.OfAsync(desks.Database, account);

    private async Task<EntryReviewList> ReviewsAsync(Entry entry) => (await desks.ActAsync((ReviewHistory history) =>
        history.ListAsync(People.ActorOf(coordinator), entry.Id, Cancellation))).Value;

    private static string Code(Outcome outcome) => Assert.Single(outcome.Refusals).Sentence.Code;
}
