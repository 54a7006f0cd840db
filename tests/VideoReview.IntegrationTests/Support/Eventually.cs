using System.Diagnostics;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// Waits for what happens beside the test; asks often and gives up late, so that tests are neither slow nor flaky.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static Task Async(Func<bool> condition, string what = "the condition", TimeSpan? patience = null) =>
        Async(() => Task.FromResult(condition()), what, patience);

    /// <param name="patience">Null = three minutes, for a machine on which much waits.</param>
    public static async Task Async(Func<Task<bool>> condition, string what = "the condition", TimeSpan? patience = null)
    {
        var (limit, begun) = (patience ?? Patience, Stopwatch.GetTimestamp());
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > limit)
            {
                Assert.Fail($"After {limit.TotalSeconds:0} s still not: {what}");
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
