using VideoReview.Application.Accounts;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Entries that a coordinator gives to reviewers.</summary>
public sealed class AssignmentTests : IAsyncLifetime
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
    public async Task Many_entries_are_assigned_to_many_and_every_refusal_says_why()
    {
        var (first, second) = (await panel.AddEntryAsync(), await panel.AddEntryAsync());
        var (free, declined, kin) = (await panel.People.AddAsync(Role.Reviewer),
            await panel.People.AddAsync(Role.Reviewer), await panel.AddKinAsync(second));
        await panel.Entries.AddReviewAsync(first, declined, ReviewStatus.Declined);

        var report = (await panel.AssignAsync(
            coordinator, [first.Id, second.Id], [free.Id, declined.Id, kin.Id])).Value;

        Assert.Equal(4, report.Assigned);
        Assert.Equal(
            [
                (first.Id, declined.DisplayName, "reviewing.has-declined"),
                (second.Id, kin.DisplayName, "reviewing.has-conflict"),
            ],
            report.Refused.Select(r => (r.EntryId, r.ReviewerName!, r.Why.Code))
                .OrderBy(r => r.Code == "reviewing.has-conflict"));
        Assert.Equal(2, await panel.ScalarAsync<long>(
            $"SELECT count(*) FROM notice WHERE account_id = '{free.Id}' AND code = 'reviewing.assigned-notice'"));
        Assert.Equal(
            "reviewing.already-done",
            Assert.Single((await panel.AssignAsync(coordinator, [first.Id], [free.Id])).Value.Refused).Why.Code);
    }

    [Fact]
    public async Task Own_units_entry_and_a_submitted_one_are_not_assigned()
    {
        var (own, submitted) = (await panel.AddEntryAsync(), await panel.AddEntryAsync(EntryStatus.Submitted));
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        var actor = People.ActorOf(coordinator) with { UnitId = own.UnitId };

        var report = await panel.AskAsync<AssignmentDesk, Outcome<AssignmentReport>>(
            desk => desk.AssignAsync(actor, [own.Id, submitted.Id], [reviewer.Id], null, default));

        Assert.Equal(
            ["entries.own-units-entry", "reviewing.entry-closed"],
            report.Value.Refused.Select(r => r.Why.Code).Order());
        Assert.Equal([Refusal.Forbidden], (await panel.AskAsync<AssignmentDesk, Outcome<AssignmentReport>>(desk =>
            desk.AssignAsync(People.ActorOf(reviewer), [own.Id], [reviewer.Id], null, default))).Refusals);
    }

    [Fact]
    public async Task Extra_reviewer_opens_a_reviewed_entry_again()
    {
        var entry = await panel.AddEntryAsync(EntryStatus.Reviewed);
        await panel.AddFinalsAsync(entry, 3);
        var extra = await panel.People.AddAsync(Role.Reviewer);

        await panel.AssignAsync(coordinator, [entry.Id], [extra.Id]);

        Assert.Equal(EntryStatus.InReview, (await panel.Entries.ReadAsync(entry.Id)).Status);
    }
}
