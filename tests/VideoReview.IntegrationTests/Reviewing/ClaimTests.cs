using VideoReview.Application.Reviewing;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Each test has a database of its own: a claim takes whatever is ready anywhere.</summary>
public sealed class ClaimTests : IAsyncLifetime
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
    public async Task Fifty_reviewers_at_once_fill_every_seat_and_none_twice()
    {
        var chance = new Random(1);
        var period = await panel.Entries.AddPeriodAsync(change: p => p.SeatsPerVideo = 3);
        var unit = await panel.People.AddUnitAsync();
        var by = await panel.People.AddAsync(unit, Role.Submitter);
        for (var i = 0; i < 25; i++)
        {
            await panel.Entries.AddEntryAsync(period, unit, EntryStatus.Ready, by: by);
        }

        var reviewers = await panel.AddReviewersAsync(50);
        var waits = reviewers.ToDictionary(r => r.Id, _ => chance.Next(20));

        await Task.WhenAll(reviewers.Select(async reviewer =>
        {
            for (var i = 0; i < waits[reviewer.Id]; i++)
            {
                await Task.Yield();
            }

            while ((await panel.ClaimAsync(reviewer)) is { IsDone: true } claim)
            {
                Assert.Equal(NextWork.Claimed, claim.Value.Work);
                Assert.Equal(1, await panel.ExecuteAsync($"""
                    UPDATE review SET status = 'final', final_at = now() WHERE id = '{claim.Value.ReviewId}'
                    AND status = 'claimed'
                    """));
            }
        }));

        Assert.Equal(75, await panel.ScalarAsync<long>("SELECT count(*) FROM review WHERE status = 'final'"));
        Assert.Equal(3, await panel.ScalarAsync<long>(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM review GROUP BY entry_version_id) t"));
        Assert.Equal(3, await panel.ScalarAsync<long>(
            "SELECT min(n) FROM (SELECT count(*) AS n FROM review GROUP BY entry_version_id) t"));
        Assert.Equal(0, await panel.ScalarAsync<long>("""
            SELECT count(*) FROM (SELECT FROM review GROUP BY reviewer_id HAVING max(position) <> count(*)
            OR count(DISTINCT position) <> count(*)) t
            """));
    }

    [Fact]
    public async Task One_reviewer_clicking_twenty_times_gets_one_entry()
    {
        await panel.AddReadyAsync(5);
        var reviewer = await panel.People.AddAsync(Role.Reviewer);

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => panel.ClaimAsync(reviewer)));

        Assert.Single(claims.Select(c => c.Value.ReviewId).Distinct());
        Assert.Equal(1, await panel.ScalarAsync<long>("SELECT count(*) FROM review"));
    }

    [Fact]
    public async Task Fewest_seats_come_first_then_the_reviewers_own_order()
    {
        var entries = await panel.AddReadyAsync(12);
        var busy = await panel.People.AddAsync(Role.Reviewer);
        foreach (var entry in entries.Take(6))
        {
            await panel.Entries.AddReviewAsync(entry, busy, ReviewStatus.Assigned);
        }

        var orders = new List<List<Guid>>();
        foreach (var reviewer in await panel.AddReviewersAsync(2))
        {
            orders.Add([]);
            for (var i = 0; i < 12; i++)
            {
                var claim = (await panel.ClaimAsync(reviewer)).Value.ReviewId;
                orders[^1].Add((await panel.ReadAsync(claim)).EntryId);
                await panel.ExecuteAsync($"UPDATE review SET status = 'final', final_at = now() WHERE id = '{claim}'");
            }

            await panel.ExecuteAsync($"DELETE FROM review WHERE reviewer_id = '{reviewer.Id}'");
        }

        Assert.All(
            orders, order => Assert.Equal(entries.Skip(6).Select(e => e.Id).ToHashSet(), order.Take(6).ToHashSet()));
        Assert.NotEqual(orders[0], orders[1]);
    }

    [Fact]
    public async Task Seats_kept_beside_an_entry_follow_its_reviews()
    {
        var entry = (await panel.AddReadyAsync(1))[0];
        var (first, second) = (await panel.People.AddAsync(Role.Reviewer), await panel.People.AddAsync(Role.Reviewer));
        await panel.ReviewAsync(first);
        var claim = (await panel.ClaimAsync(second)).Value.ReviewId;
        Assert.Equal(2, await HeldAsync(entry));

        await panel.LapseAsync(claim);
        Assert.Equal(1, await HeldAsync(entry));

        await panel.Entries.AddVersionAsync(entry);
        Assert.Equal(0, await HeldAsync(entry));
        await panel.ExecuteAsync("UPDATE review SET status = 'superseded'");
        Assert.Equal(0, await HeldAsync(entry));
    }

    [Fact]
    public async Task Claim_that_is_over_but_not_swept_gives_its_seat_to_the_next()
    {
        await panel.AddReadyAsync(1, seats: 1);
        var (author, next) = (await panel.People.AddAsync(Role.Reviewer), await panel.People.AddAsync(Role.Reviewer));
        await panel.ClaimAsync(author);
        Assert.Equal(new ClaimCounts(0, 0, 0, 0, 0, 0, 1), await panel.CountsAsync(next));
        await panel.ExecuteAsync("UPDATE review SET lease_until = now() - interval '1 second'");

        Assert.Equal(new ClaimCounts(1, 0, 0, 0, 0, 0, 0), await panel.CountsAsync(next));
        Assert.True((await panel.ClaimAsync(next)).IsDone);
    }

    [Fact]
    public async Task Own_started_work_comes_first()
    {
        await panel.AddReadyAsync(3);
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        var first = (await panel.ClaimAsync(reviewer)).Value;
        await panel.SaveAsync(reviewer, first.ReviewId, await panel.FormAsync(first.ReviewId));

        Assert.Equal(new ClaimedReview(first.ReviewId, NextWork.Started), (await panel.ClaimAsync(reviewer)).Value);
    }

    private Task<int> HeldAsync(Entry entry) =>
        panel.ScalarAsync<int>($"SELECT seats_held FROM entry WHERE id = '{entry.Id}'");
}
