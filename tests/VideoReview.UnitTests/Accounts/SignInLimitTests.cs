using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.UnitTests.Accounts;

public sealed class SignInLimitTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Fifth_failure_locks_for_five_minutes()
    {
        var four = Fail(null, 4);
        var five = Fail(four, 1);

        Assert.Equal(new SignInFailures(4, Noon, null), four);
        Assert.Equal(new SignInFailures(5, Noon, Noon.AddMinutes(5)), five);
        Assert.True(five.IsLocked(Noon.AddMinutes(5).AddTicks(-1)));
        Assert.False(five.IsLocked(Noon.AddMinutes(5)));
    }

    [Fact]
    public void Failure_after_the_lock_begins_anew() =>
        Assert.Equal(
            new SignInFailures(1, Noon.AddMinutes(5), null),
            SignInLimit.OfPair.AfterFailure(Fail(null, 5), Noon.AddMinutes(5)));

    [Fact]
    public void Failure_while_locked_does_not_prolong_the_lock() =>
        Assert.Equal(
            new SignInFailures(6, Noon, Noon.AddMinutes(5)),
            SignInLimit.OfPair.AfterFailure(Fail(null, 5), Noon.AddMinutes(1)));

    [Fact]
    public void Failures_of_long_ago_are_forgotten() =>
        Assert.Equal(
            new SignInFailures(1, Noon.AddMinutes(5), null),
            SignInLimit.OfPair.AfterFailure(Fail(null, 4), Noon.AddMinutes(5)));

    [Fact]
    public void Client_is_locked_at_the_thirtieth()
    {
        var client = Enumerable.Range(0, 30)
            .Aggregate((SignInFailures?)null, (before, _) => SignInLimit.OfClient.AfterFailure(before, Noon));

        Assert.Equal(new SignInFailures(30, Noon, Noon.AddMinutes(5)), client);
    }

    [Fact]
    public void Address_is_locked_for_an_hour_at_the_fiftieth()
    {
        var address = Enumerable.Range(0, 50).Aggregate(
            (SignInFailures?)null, (before, _) => SignInLimit.OfAddress.AfterFailure(before, Noon.AddMinutes(59)));

        Assert.Equal(new SignInFailures(50, Noon.AddMinutes(59), Noon.AddMinutes(119)), address);
    }

    private static SignInFailures Fail(SignInFailures? before, int times) =>
        Enumerable.Range(0, times)
            .Aggregate(before, (counted, _) => SignInLimit.OfPair.AfterFailure(counted, Noon))!;
}
