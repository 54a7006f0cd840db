using VideoReview.Application.Reviewing;
using VideoReview.Domain;
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Fifty_reviewers_at_once_fill_every_seat_and_none_twice(int seed)
    {
        var chance = new Random(seed);
        var period = await panel.Entries.AddPeriodAsync(change: p => p.SeatsPerVideo = 3);
        var unit = await panel.People.AddUnitAsync();
        var by = await panel.People.AddAsync(unit, Role.Submitter);
        for (var i = 0; i < 60; i++)
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
                Assert.False(claim.Value.IsOwnStarted);
                Assert.Equal(1, await panel.ExecuteAsync($"""
                    UPDATE review SET status = 'final', final_at = now() WHERE id = '{claim.Value.ReviewId}'
                    AND status = 'claimed'
                    """));
            }
        }));

        Assert.Equal(180, await panel.ScalarAsync<long>("SELECT count(*) FROM review WHERE status = 'final'"));
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
        await ReadyAsync(5);
        var reviewer = await panel.People.AddAsync(Role.Reviewer);

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => panel.ClaimAsync(reviewer)));

        Assert.Single(claims.Select(c => c.Value.ReviewId).Distinct());
        Assert.Equal(1, await panel.ScalarAsync<long>("SELECT count(*) FROM review"));
    }

    [Fact]
    public async Task Fewest_seats_come_first_then_the_reviewers_own_order()
    {
        var entries = await ReadyAsync(12);
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
        var entry = (await ReadyAsync(1))[0];
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
        await ReadyAsync(1, seats: 1);
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
        await ReadyAsync(3);
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        var first = (await panel.ClaimAsync(reviewer)).Value;
        await panel.SaveAsync(reviewer, first.ReviewId, await panel.FormAsync(first.ReviewId));

        Assert.Equal(new ClaimedReview(first.ReviewId, true), (await panel.ClaimAsync(reviewer)).Value);
    }

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
        var entry = (await ReadyAsync(1))[0];
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        await panel.Entries.AddReviewAsync(entry, reviewer, status);

        Assert.False((await panel.ClaimAsync(reviewer)).IsDone);
    }

    [Fact]
    public async Task Declined_stays_declined_in_a_new_version_but_superseded_is_offered_again()
    {
        var entry = (await ReadyAsync(1))[0];
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
        var entries = await ReadyAsync(6);
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

    [Fact]
    public async Task Lapsed_claim_frees_the_seat_and_keeps_the_draft_for_its_author()
    {
        await ReadyAsync(1, seats: 1);
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
        Assert.Equal(new ClaimedReview(review, false), (await panel.ClaimAsync(author)).Value);
        Assert.Equal(
            (ReviewStatus.Claimed, 5),
            ((await panel.ReadAsync(review)).Status, (await panel.ReadAsync(review)).Scores.Count));
    }

    [Fact]
    public async Task Typing_after_the_lease_takes_the_free_seat_up_again()
    {
        await ReadyAsync(1, seats: 1);
        var author = await panel.People.AddAsync(Role.Reviewer);
        var review = (await panel.ClaimAsync(author)).Value.ReviewId;
        await panel.LapseAsync(review);

        Assert.True((await panel.SaveAsync(author, review, await panel.FormAsync(review, 2))).IsDone);
        Assert.Equal(ReviewStatus.Draft, (await panel.ReadAsync(review)).Status);
    }

    [Fact]
    public async Task Playing_extends_the_claim_and_spoils_no_open_form()
    {
        await ReadyAsync(1);
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

    private Task<int> HeldAsync(Entry entry) =>
        panel.ScalarAsync<int>($"SELECT seats_held FROM entry WHERE id = '{entry.Id}'");

    private async Task<IReadOnlyList<Entry>> ReadyAsync(int count, int seats = 3)
    {
        var period = await panel.Entries.AddPeriodAsync(change: p => p.SeatsPerVideo = seats);
        var unit = await panel.People.AddUnitAsync();
        var entries = new List<Entry>();
        for (var i = 0; i < count; i++)
        {
            entries.Add(await panel.Entries.AddEntryAsync(period, unit, EntryStatus.Ready));
        }

        return entries;
    }
}
