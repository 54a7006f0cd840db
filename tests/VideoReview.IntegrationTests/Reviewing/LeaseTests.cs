using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>A claim whose time is over or is extended. Each test has a database of its own.</summary>
public sealed class LeaseTests : IAsyncLifetime
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
    public async Task Lapsed_claim_frees_the_seat_and_keeps_the_draft_for_its_author()
    {
        await panel.AddReadyAsync(1, seats: 1);
        var (author, next) = (await panel.People.AddAsync(Role.Reviewer), await panel.People.AddAsync(Role.Reviewer));
        var review = (await panel.ClaimAsync(author)).Value.ReviewId;
        await panel.SaveAsync(author, review, await panel.FormAsync(review, 2));
        Assert.False((await panel.ClaimAsync(next)).IsDone);

        await panel.LapseAsync(review);

        var entry = (await panel.ReadAsync(review)).EntryId;
        Assert.Equal(EntryStatus.Ready, (await panel.Entries.ReadAsync(entry)).Status);
        Assert.Equal((ReviewStatus.Expired, true), ((await panel.SheetAsync(author, review))!.Status,
            (await panel.SheetAsync(author, review))!.CanClaimAgain));
        Assert.Equal(2, (await panel.SheetAsync(author, review))!.Form.Points["impact"].Score);
        var taken = (await panel.ClaimAsync(next)).Value.ReviewId;
        Assert.Null(await panel.SheetAsync(next, review));
        Assert.Equal("reviewing.seat-taken", Assert.Single(
            (await panel.SaveAsync(author, review, await panel.FormAsync(review, 4))).Refusals).Sentence.Code);

        await panel.LapseAsync(taken);
        Assert.Equal(new ClaimedReview(review, NextWork.Claimed), (await panel.ClaimAsync(author)).Value);
        Assert.Equal(
            (ReviewStatus.Claimed, 5),
            ((await panel.ReadAsync(review)).Status, (await panel.ReadAsync(review)).Scores.Count));
    }

    [Fact]
    public async Task Typing_after_the_lease_takes_the_free_seat_up_again()
    {
        await panel.AddReadyAsync(1, seats: 1);
        var author = await panel.People.AddAsync(Role.Reviewer);
        var review = (await panel.ClaimAsync(author)).Value.ReviewId;
        await panel.LapseAsync(review);

        Assert.True((await panel.SaveAsync(author, review, await panel.FormAsync(review, 2))).IsDone);
        Assert.Equal(ReviewStatus.Draft, (await panel.ReadAsync(review)).Status);
    }

    [Fact]
    public async Task Playing_extends_the_claim_and_spoils_no_open_form()
    {
        await panel.AddReadyAsync(1);
        var author = await panel.People.AddAsync(Role.Reviewer);
        var review = (await panel.ClaimAsync(author)).Value.ReviewId;
        var form = await panel.FormAsync(review);
        await panel.ExecuteAsync("UPDATE review SET lease_until = now() + interval '1 minute'");

        var extended = await panel.AskAsync<ReviewDesk, Outcome>(
            desk => desk.ExtendLeaseAsync(People.ActorOf(author), review, TestContext.Current.CancellationToken));

        Assert.True(extended.IsDone);
        Assert.True(await panel.ScalarAsync<bool>("SELECT lease_until > now() + interval '44 minutes' FROM review"));
        Assert.True((await panel.SaveAsync(author, review, form)).IsDone);
    }
}
