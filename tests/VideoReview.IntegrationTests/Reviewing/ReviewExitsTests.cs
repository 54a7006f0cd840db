using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>A review that its author leaves or may no longer write.</summary>
public sealed class ReviewExitsTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly Panel panel = new(desks);

    [Fact]
    public async Task Declined_leaves_the_seat_tells_coordinators_and_sets_the_entry_back()
    {
        var (entry, reviewer, review) = await panel.AddAssignedAsync();
        var coordinator = await panel.People.AddAsync(Role.Coordinator);
        await panel.SaveAsync(reviewer, review.Id, await panel.FormAsync(review.Id));

        Assert.Equal(
            [Refusal.Invalid("reason", "periods.reason-missing")],
            (await panel.DeclineAsync(reviewer, review.Id, " ")).Refusals);
        Assert.True((await panel.DeclineAsync(reviewer, review.Id)).IsDone);

        Assert.Equal(ReviewStatus.Declined, (await panel.ReadAsync(review.Id)).Status);
        Assert.Equal(EntryStatus.Ready, (await panel.Entries.ReadAsync(entry.Id)).Status);
        Assert.Equal("reviewing.declined-notice", await panel.ScalarAsync<string>(
            $"SELECT code FROM notice WHERE account_id = '{coordinator.Id}' ORDER BY created_at DESC LIMIT 1"));
        Assert.Equal("reviewing.declined-notice", await panel.ScalarAsync<string>(
            $"SELECT code FROM notice WHERE account_id = '{coordinator.Id}' ORDER BY created_at DESC LIMIT 1"));
    }

    [Fact]
    public async Task Declared_conflict_closes_every_route_to_the_units_entries()
    {
        var (entry, reviewer, review) = await panel.AddAssignedAsync();
        var unit = new Unit { Id = entry.UnitId, Name = "", Kind = UnitKind.Office };
        var period = new Period
        {
            Id = entry.PeriodId, Name = "", Year = 2026, OpensAt = default, ClosesAt = default,
            ReviewDueAt = desks.Time.GetUtcNow(), AnnounceOn = default, TimeZone = "",
            RubricVersionId = review.RubricVersionId, CreatedAt = default,
        };
        var sibling = await panel.Entries.AddEntryAsync(period, unit, EntryStatus.Ready);
        var second = await panel.Entries.AddReviewAsync(sibling, reviewer, ReviewStatus.Draft, 3);
        var coordinator = await panel.People.AddAsync(Role.Coordinator);

        var declared = await panel.AskAsync<ReviewExits, Outcome>(
            desk => desk.DeclareConflictAsync(People.ActorOf(reviewer), review.Id, "Ipar kepala dinas", default));

        Assert.True(declared.IsDone);
        Assert.Equal(
            (ReviewStatus.Conflict, ReviewStatus.Conflict),
            ((await panel.ReadAsync(review.Id)).Status, (await panel.ReadAsync(second.Id)).Status));
        Assert.Null(await panel.SheetAsync(reviewer, review.Id));
        Assert.Equal(
            [Refusal.NotFound],
            (await panel.SaveAsync(reviewer, second.Id, await panel.FormAsync(second.Id))).Refusals);
        Assert.Equal([Refusal.NotFound], (await panel.AskAsync<ReviewDesk, Outcome>(desk =>
            desk.ExtendLeaseAsync(People.ActorOf(reviewer), second.Id, default))).Refusals);
        var assigned = await panel.AskAsync<AssignmentDesk, Outcome<AssignmentReport>>(
            desk => desk.AssignAsync(People.ActorOf(coordinator), [sibling.Id], [reviewer.Id], null, default));
        Assert.Equal("reviewing.has-conflict", Assert.Single(assigned.Value.Refused).Why.Code);
    }

    [Fact]
    public async Task Reviewer_moved_into_the_units_kin_is_locked_out_of_a_begun_review()
    {
        var (entry, reviewer, review) = await panel.AddAssignedAsync();
        await panel.SaveAsync(reviewer, review.Id, await panel.FormAsync(review.Id));
        await panel.ExecuteAsync($"UPDATE account SET unit_id = '{entry.UnitId}' WHERE id = '{reviewer.Id}'");

        Assert.Null(await panel.SheetAsync(reviewer, review.Id));
        Assert.Equal(
            [Refusal.NotFound],
            (await panel.FinishAsync(reviewer, review.Id, await panel.FormAsync(review.Id))).Refusals);
    }

    [Fact]
    public async Task Superseded_review_is_readable_and_cannot_be_written()
    {
        var (entry, reviewer, review) = await panel.AddAssignedAsync();
        await panel.SaveAsync(reviewer, review.Id, await panel.FormAsync(review.Id, 2));
        await panel.Entries.AddVersionAsync(entry);
        await panel.ExecuteAsync($"UPDATE review SET status = 'superseded' WHERE id = '{review.Id}'");

        var sheet = await panel.SheetAsync(reviewer, review.Id);

        Assert.Equal(
            (ReviewStatus.Superseded, false, 2m), (sheet!.Status, sheet.CanWrite, sheet.Form.Points["impact"].Score));
        Assert.Equal(
            "reviewing.wrong-status",
            Code(await panel.FinishAsync(reviewer, review.Id, await panel.FormAsync(review.Id))));
    }

    private static string Code(Outcome outcome) => Assert.Single(outcome.Refusals).Sentence.Code;
}
