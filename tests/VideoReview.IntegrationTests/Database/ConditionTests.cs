using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Scoring;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>
/// Every set that Domain defines, asked of PostgreSQL for every status: it says what the predicate says.
/// </summary>
public sealed class ConditionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TimeSpan?[] Leases = [null, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1)];

    /// <summary>As the database's now(): a claim has a lease, which is over or runs; nothing else needs one.</summary>
    private static readonly IReadOnlyList<Seat> EverySeat =
    [
        .. from status in Enum.GetValues<ReviewStatus>()
           from lease in Leases
           where lease is not null || status is not ReviewStatus.Claimed
           select new Seat(status, DateTimeOffset.UnixEpoch + lease, null),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Sets_of_periods_are_those_of_the_period_s_life() =>
        SaysAsync<PeriodStatus>(("IsRunning", PeriodCondition.IsRunning("x"), PeriodLife.IsRunning));

    [Fact]
    public Task Sets_of_entries_are_those_of_EntrySets() => SaysAsync<EntryStatus>(
        ("IsWritten", EntryCondition.IsWritten("x"), EntrySets.IsWritten),
        ("AwaitsReview", EntryCondition.AwaitsReview("x"), EntrySets.AwaitsReview),
        ("IsUnfinished", EntryCondition.IsUnfinished("x"), EntrySets.IsUnfinished),
        ("IsReviewable", EntryCondition.IsReviewable("x"), EntrySets.IsReviewable),
        ("TakesReviewers", EntryCondition.TakesReviewers("x"), EntrySets.TakesReviewers),
        ("IsBegun", EntryCondition.IsBegun("x"), EntrySets.IsBegun),
        ("IsComplete", EntryCondition.IsComplete("x"), EntrySets.IsComplete),
        ("IsAccepted", EntryCondition.IsAccepted("x"), EntrySets.IsAccepted),
        ("IsNotAccepted", EntryCondition.IsNotAccepted("x"), status => !EntrySets.IsAccepted(status)),
        ("IsInResult", EntryCondition.IsInResult("x"), EntrySets.IsInResult),
        ("IsEnded", EntryCondition.IsEnded("x"), EntrySets.IsEnded));

    [Fact]
    public Task Sets_of_reviews_are_those_of_the_review_s_life() => SaysAsync<ReviewStatus>(
        ("IsOpen", ReviewCondition.IsOpen("x"), ReviewLife.IsOpen),
        ("IsUnderWay", ReviewCondition.IsUnderWay("x"), ReviewLife.IsUnderWay),
        ("IsGiven", ReviewCondition.IsGiven("x"),
            status => ReviewLife.IsUnderWay(status) || status is ReviewStatus.Final),
        ("MayLapse", ReviewCondition.MayLapse("x"), status => ReviewLife.LeadsFrom(ReviewMove.Lapse, status)),
        ("IsGivenBack", ReviewCondition.IsGivenBack("x"), ReviewLife.IsGivenBack),
        ("Counts", MarkCondition.Counts("x"), status => status is ReviewStatus.Final));

    [Fact]
    public async Task Seats_and_sight_run_by_the_lease_as_well_as_by_the_status()
    {
        (string Name, string Sql, Func<Seat, DateTimeOffset, bool> Predicate)[] sets =
        [
            ("HoldsSeat", ReviewCondition.HoldsSeat("x"), Seats.Holds),
            ("MayBeClaimedAgain", ReviewCondition.MayBeClaimedAgain("x"), Seats.MayBeClaimedAgain),
            ("MayWatch", ReviewCondition.MayWatch("x"), ReviewRights.MayWatch),
        ];

        foreach (var (name, sql, predicate) in sets)
        {
            foreach (var seat in EverySeat)
            {
                var said = await AskAsync(sql, SnakeCase.Of(seat.Status), seat.LeaseUntil - DateTimeOffset.UnixEpoch);
                Assert.True(
                    predicate(seat, DateTimeOffset.UnixEpoch) == said,
                    $"{name} of {seat.Status} with lease {seat.LeaseUntil:T}: {said}");
            }
        }
    }

    [Fact]
    public async Task Single_statuses_are_told_apart()
    {
        foreach (var status in Enum.GetValues<ReviewStatus>())
        {
            await SaysAsync<ReviewStatus>(("Is", ReviewCondition.Is("x", status), other => other == status));
        }

        foreach (var status in Enum.GetValues<EntryStatus>())
        {
            await SaysAsync<EntryStatus>(("Is", EntryCondition.Is("x", status), other => other == status));
        }
    }

    [Theory]
    [InlineData(ResultTable.FewestFinals - 1, false)]
    [InlineData(ResultTable.FewestFinals, true)]
    [InlineData(ResultTable.FewestFinals + 1, true)]
    public async Task Enough_finals_are_those_that_give_a_rank(int finals, bool areEnough) =>
        Assert.Equal(
            areEnough,
            await AskAsync(MarkCondition.AreEnough("@finals"), "final", null, new NpgsqlParameter("finals", finals)));

    /// <summary>
    /// The trigger counts by status alone: a claim whose time is over counts until the sweeper has come by.
    /// </summary>
    [Fact]
    public async Task Seats_kept_beside_the_entry_are_counted_by_the_same_rule()
    {
        var (people, entries) = (new People(database), new EntryBuilder(database, TimeProvider.System));
        var period = await entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var reviewer = await people.AddAsync(Role.Reviewer);

        foreach (var status in Enum.GetValues<ReviewStatus>())
        {
            var entry = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.InReview);
            await entries.AddReviewAsync(entry, reviewer, status);

            await using var command = database.DataSource.CreateCommand(
                $"SELECT seats_held FROM entry WHERE id = '{entry.Id}'");
            var held = (int)(await command.ExecuteScalarAsync(Cancellation))!;
            Assert.True(
                Seats.Holds(new(status, DateTimeOffset.MaxValue, null), DateTimeOffset.UnixEpoch) == (held == 1),
                $"{status}: {held}");
        }
    }

    private async Task SaysAsync<TStatus>(params (string Name, string Sql, Func<TStatus, bool> Predicate)[] sets)
        where TStatus : struct, Enum
    {
        foreach (var (name, sql, predicate) in sets)
        {
            foreach (var status in Enum.GetValues<TStatus>())
            {
                var said = await AskAsync(sql, SnakeCase.Of(status), null);
                Assert.True(predicate(status) == said, $"{name} of {status}: {said}");
            }
        }
    }

    /// <param name="lease">From now() on; null = no lease.</param>
    private async Task<bool> AskAsync(string condition, string status, TimeSpan? lease, params NpgsqlParameter[] more)
    {
        await using var command = database.DataSource.CreateCommand(
            $"SELECT coalesce({condition}, false) FROM (SELECT @status AS status, now() + @lease AS lease_until) x");
        command.Parameters.AddWithValue("status", status);
        command.Parameters.Add(
            new NpgsqlParameter("lease", NpgsqlTypes.NpgsqlDbType.Interval) { Value = (object?)lease ?? DBNull.Value });
        command.Parameters.AddRange(more);
        return (bool)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
