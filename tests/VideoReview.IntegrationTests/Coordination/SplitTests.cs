using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>When reviewers disagree so much that a coordinator should look (scoring.md 8).</summary>
public sealed class SplitTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly Panel panel = new(desks);

    [Theory]
    [InlineData(4, 3, false)]
    [InlineData(4, 2, true)]
    [InlineData(2, 1, true)]
    [InlineData(1, 0, false)]
    [InlineData(3, 3, false)]
    public async Task Entry_is_split_half_the_scale_apart_or_over_what_is_met(int first, int second, bool isSplit)
    {
        var entry = await EntryAsync();
        await ReviewAsync(entry, ReviewStatus.Final, first);
        Assert.False(await IsSplitAsync(entry));

        await ReviewAsync(entry, ReviewStatus.Final, second);

        Assert.Equal(isSplit, await IsSplitAsync(entry));
    }

    [Fact]
    public async Task Split_counts_final_reviews_of_the_current_version_only()
    {
        var entry = await EntryAsync();
        await ReviewAsync(entry, ReviewStatus.Final, 4);
        var other = await ReviewAsync(entry, ReviewStatus.Draft, 0);
        Assert.False(await IsSplitAsync(entry));
        await panel.ExecuteAsync($"UPDATE review SET status = 'final', final_at = now() WHERE id = '{other.Id}'");
        Assert.True(await IsSplitAsync(entry));
        await panel.ExecuteAsync($"UPDATE review SET status = 'draft' WHERE id = '{other.Id}'");
        Assert.False(await IsSplitAsync(entry));
        await panel.ExecuteAsync($"UPDATE review SET status = 'final' WHERE id = '{other.Id}'");

        await panel.Entries.AddVersionAsync(entry);

        Assert.False(await IsSplitAsync(entry));
    }

    private async Task<Entry> EntryAsync() => await panel.Entries.AddEntryAsync(
        await panel.Entries.AddPeriodAsync(PeriodStatus.Reviewing), await panel.People.AddUnitAsync(),
        EntryStatus.InReview);

    private async Task<Review> ReviewAsync(Entry entry, ReviewStatus status, int impact) =>
        await panel.Entries.AddReviewAsync(
            entry, await panel.People.AddAsync(Role.Reviewer), status, 3, 3, 3, 3, impact);

    private Task<bool> IsSplitAsync(Entry entry) =>
        panel.ScalarAsync<bool>($"SELECT is_split FROM entry WHERE id = '{entry.Id}'");
}
