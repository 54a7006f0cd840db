using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Periods;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>What a coordinator does with reviews that others write, and what the due date does.</summary>
public sealed class OversightTests : IAsyncLifetime
{
    private readonly TestDesks desks = new();
    private Panel panel = null!;
    private Account coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        await desks.InitializeAsync();
        panel = new(desks);
        coordinator = await panel.People.AddAsync(Role.Coordinator);
    }

    public ValueTask DisposeAsync() => desks.DisposeAsync();

    [Fact]
    public async Task Reopened_review_can_be_written_again_and_its_author_is_told()
    {
        var entry = await panel.AddEntryAsync(EntryStatus.Reviewed);
        var (reviewer, review) = (await panel.AddFinalsAsync(entry, 3))[0];

        Assert.Equal(
            [Refusal.Invalid("reason", "periods.reason-missing")], (await ReopenAsync(review.Id, null)).Refusals);
        Assert.True((await ReopenAsync(review.Id, "Komentar tertukar")).IsDone);

        Assert.Equal(
            (EntryStatus.InReview, ReviewStatus.Draft),
            ((await panel.Entries.ReadAsync(entry.Id)).Status, (await panel.ReadAsync(review.Id)).Status));
        Assert.Equal(
            "reviewing.reopened-notice",
            await panel.ScalarAsync<string>($"SELECT code FROM notice WHERE account_id = '{reviewer.Id}'"));
        Assert.True((await panel.FinishAsync(reviewer, review.Id, await panel.FormAsync(review.Id, 4))).IsDone);
        Assert.Equal(EntryStatus.Reviewed, (await panel.Entries.ReadAsync(entry.Id)).Status);
    }

    [Fact]
    public async Task Cancelled_review_keeps_its_draft_and_assigning_revives_it()
    {
        var entry = await panel.AddEntryAsync(EntryStatus.InReview);
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        var review = await panel.Entries.AddReviewAsync(entry, reviewer, ReviewStatus.Draft, 3, 2);

        var cancelled = await panel.AskAsync<ReviewOversight, Outcome>(
            desk => desk.CancelAsync(People.ActorOf(coordinator), review.Id, "Sakit", default));

        Assert.True(cancelled.IsDone);
        Assert.Equal(EntryStatus.Ready, (await panel.Entries.ReadAsync(entry.Id)).Status);
        await panel.AssignAsync(coordinator, [entry.Id], [reviewer.Id]);
        var revived = await panel.ReadAsync(review.Id);
        Assert.Equal(
            (ReviewStatus.Assigned, 2, coordinator.Id),
            (revived.Status, revived.Scores.Count, revived.AssignedBy!.Value));
    }

    [Fact]
    public async Task Closing_early_takes_two_finals_and_cancels_the_rest()
    {
        var entry = await panel.AddEntryAsync(EntryStatus.InReview);
        await panel.AddFinalsAsync(entry, 1);
        var late = await panel.Entries.AddReviewAsync(
            entry, await panel.People.AddAsync(Role.Reviewer), ReviewStatus.Draft, 3);
        Assert.Equal("reviewing.too-few-finals", Assert.Single((await CloseAsync(entry)).Refusals).Sentence.Code);
        await panel.AddFinalsAsync(entry, 1);

        Assert.True((await CloseAsync(entry)).IsDone);

        Assert.Equal(EntryStatus.Reviewed, (await panel.Entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(
            (ReviewStatus.Cancelled, 1),
            ((await panel.ReadAsync(late.Id)).Status, (await panel.ReadAsync(late.Id)).Scores.Count));
        Assert.Equal(1, await panel.ScalarAsync<long>($"""
            SELECT count(*) FROM notice WHERE account_id = '{late.ReviewerId}' AND code = 'reviewing.closed-notice'
            """));
    }

    [Fact]
    public async Task Past_due_date_finishes_entries_with_two_finals_only()
    {
        var period = await panel.Entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var unit = await panel.People.AddUnitAsync();
        var (two, one, extended) = (await AddInReviewAsync(period, unit, 2), await AddInReviewAsync(period, unit, 1),
            await AddInReviewAsync(period, unit, 2));
        var later = await panel.Entries.AddReviewAsync(
            extended, await panel.People.AddAsync(Role.Reviewer), ReviewStatus.Assigned);
        await panel.ExecuteAsync($"UPDATE review SET due_at = due_at + interval '5 days' WHERE id = '{later.Id}'");
        var open = (await panel.AssignAsync(
            coordinator, [two.Id], [(await panel.People.AddAsync(Role.Reviewer)).Id])).Value;
        Assert.Equal(1, open.Assigned);
        await panel.ExecuteAsync("UPDATE review SET due_at = (SELECT review_due_at FROM period "
            + "WHERE id = period_id) WHERE status = 'assigned' AND entry_id = '" + two.Id + "'");

        await SweepAsync();
        Assert.Equal(EntryStatus.InReview, (await panel.Entries.ReadAsync(two.Id)).Status);
        desks.Time.SetUtcNow(period.ReviewDueAt.AddMinutes(1));
        await SweptToAsync(two, EntryStatus.Reviewed);

        Assert.Equal(
            (EntryStatus.InReview, EntryStatus.InReview),
            ((await panel.Entries.ReadAsync(one.Id)).Status, (await panel.Entries.ReadAsync(extended.Id)).Status));
        desks.Time.SetUtcNow(period.ReviewDueAt.AddDays(6));
        await SweptToAsync(extended, EntryStatus.Reviewed);
        Assert.Equal(EntryStatus.InReview, (await panel.Entries.ReadAsync(one.Id)).Status);
    }

    [Fact]
    public async Task Coordinator_with_an_open_review_sees_no_other_score()
    {
        var entry = await panel.AddEntryAsync(EntryStatus.InReview);
        await panel.AddFinalsAsync(entry, 1);
        var both = await panel.People.AddAsync(Role.Coordinator, Role.Reviewer);

        Assert.All((await ListAsync(both, entry)).Reviews, review => Assert.NotNull(review.Mark));
        await panel.Entries.AddReviewAsync(entry, both, ReviewStatus.Assigned);
        Assert.All((await ListAsync(both, entry)).Reviews, review => Assert.Null(review.Mark));
    }

    [Fact]
    public async Task Reviewers_to_choose_from_show_load_and_conflict()
    {
        var entry = await panel.AddEntryAsync();
        var (kin, busy) = (await panel.AddKinAsync(entry), await panel.People.AddAsync(Role.Reviewer));
        await panel.Entries.AddReviewAsync(entry, busy, ReviewStatus.Draft, 3);

        var choices = (await panel.AskAsync<ReviewerLoads, Outcome<ReviewerChoices>>(loads =>
            loads.ListAsync(People.ActorOf(coordinator), [entry.Id], default))).Value.All;

        Assert.Equal(
            [(kin.Id, 0, true), (busy.Id, 1, false)],
            choices.Select(c => (c.Id, c.Open, c.Conflicts.Contains(entry.Id))));
        Assert.Equal(ReviewStatus.Draft, choices[1].Held[entry.Id]);
    }

    private async Task SweptToAsync(Entry entry, EntryStatus status)
    {
        await SweepAsync();
        Assert.Equal(status, (await panel.Entries.ReadAsync(entry.Id)).Status);
    }

    private Task<int> SweepAsync() =>
        desks.Services.GetRequiredService<Sweeper>().SweepAsync(TestContext.Current.CancellationToken);

    private async Task<EntryReviewList> ListAsync(Account account, Entry entry) =>
        (await panel.AskAsync<ReviewHistory, Outcome<EntryReviewList>>(reviews =>
            reviews.ListAsync(People.ActorOf(account), entry.Id, default))).Value;

    private Task<Outcome> ReopenAsync(Guid review, string? reason) => panel.AskAsync<ReviewOversight, Outcome>(
        desk => desk.ReopenAsync(People.ActorOf(coordinator), review, reason, default));

    private Task<Outcome> CloseAsync(Entry entry) => panel.AskAsync<ReviewOversight, Outcome>(
        desk => desk.CloseAsync(People.ActorOf(coordinator), entry.Id, "Penilai ketiga sakit", default));

    private async Task<Entry> AddInReviewAsync(Period period, Unit unit, int finals)
    {
        var entry = await panel.Entries.AddEntryAsync(period, unit, EntryStatus.InReview);
        await panel.AddFinalsAsync(entry, finals);
        return entry;
    }
}
