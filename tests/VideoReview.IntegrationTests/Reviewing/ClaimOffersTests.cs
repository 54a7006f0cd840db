using VideoReview.Application.Reviewing;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>What a claim offers to whom. Each test has a database of its own, as those of the claim.</summary>
public sealed class ClaimOffersTests : IAsyncLifetime
{
    private readonly TestDesks desks = new();
    private Panel panel = null!;

    public async ValueTask InitializeAsync()
    {
        await desks.InitializeAsync();
        panel = new(desks);
    }

    public ValueTask DisposeAsync() => desks.DisposeAsync();

    [Fact]
    public async Task Kin_and_declared_relations_are_never_offered()
    {
        var period = await panel.Entries.AddPeriodAsync();
        var government = await panel.People.AddUnitAsync(kind: UnitKind.Government);
        var office = await panel.People.AddUnitAsync(parent: government);
        var centre = await panel.People.AddUnitAsync(parent: office, kind: UnitKind.HealthCentre);
        var other = await panel.People.AddUnitAsync(parent: government);
        var declared = await panel.People.AddUnitAsync();
        var reviewer = await panel.People.AddAsync(office, Role.Reviewer);
        foreach (var unit in new[] { office, centre, other, declared })
        {
            await panel.Entries.AddEntryAsync(period, unit, EntryStatus.Ready);
        }

        await panel.ExecuteAsync($"""
            INSERT INTO declared_conflict (id, reviewer_id, unit_id, reason, declared_by, declared_at)
            VALUES (gen_random_uuid(), '{reviewer.Id}', '{declared.Id}', 'Kerabat', '{reviewer.Id}', now())
            """);

        var only = (await panel.ClaimAsync(reviewer)).Value.ReviewId;
        Assert.Equal(other.Id, (await panel.Entries.ReadAsync((await panel.ReadAsync(only)).EntryId)).UnitId);
        await panel.ExecuteAsync("UPDATE review SET status = 'final', final_at = now()");
        Assert.Equal(
            "reviewing.nothing-to-claim", Assert.Single((await panel.ClaimAsync(reviewer)).Refusals).Sentence.Code);
        Assert.Equal(new ClaimCounts(0, 0, 1, 3, 0, 0, 0), await panel.CountsAsync(reviewer));
    }

    [Theory]
    [InlineData(ReviewStatus.Declined)]
    [InlineData(ReviewStatus.Conflict)]
    [InlineData(ReviewStatus.Cancelled)]
    [InlineData(ReviewStatus.Final)]
    public async Task Given_back_or_done_is_never_offered_again(ReviewStatus status)
    {
        var entry = (await panel.AddReadyAsync(1))[0];
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        await panel.Entries.AddReviewAsync(entry, reviewer, status);

        Assert.False((await panel.ClaimAsync(reviewer)).IsDone);
    }

    [Fact]
    public async Task Declined_stays_declined_in_a_new_version_but_superseded_is_offered_again()
    {
        var entry = (await panel.AddReadyAsync(1))[0];
        var (declined, superseded) =
            (await panel.People.AddAsync(Role.Reviewer), await panel.People.AddAsync(Role.Reviewer));
        await panel.Entries.AddReviewAsync(entry, declined, ReviewStatus.Declined);
        await panel.Entries.AddReviewAsync(entry, superseded, ReviewStatus.Superseded, 3, 3, 3, 3, 3);
        await panel.Entries.AddVersionAsync(entry);

        Assert.False((await panel.ClaimAsync(declined)).IsDone);
        Assert.True((await panel.ClaimAsync(superseded)).IsDone);
    }

    [Fact]
    public async Task Emptiness_says_why()
    {
        var entries = await panel.AddReadyAsync(6);
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        var others = await panel.AddReviewersAsync(3);
        foreach (var other in others)
        {
            await panel.Entries.AddReviewAsync(entries[0], other, ReviewStatus.Final, 3, 3, 3, 3, 3);
            await panel.Entries.AddReviewAsync(entries[1], other, ReviewStatus.Claimed);
        }

        await panel.Entries.AddReviewAsync(entries[2], reviewer, ReviewStatus.Declined);
        await panel.Entries.AddReviewAsync(entries[3], reviewer, ReviewStatus.Final, 3, 3, 3, 3, 3);
        await panel.Entries.AddReviewAsync(entries[4], reviewer, ReviewStatus.Assigned);

        Assert.Equal(new ClaimCounts(1, 1, 1, 0, 1, 1, 1), await panel.CountsAsync(reviewer));
    }
}
