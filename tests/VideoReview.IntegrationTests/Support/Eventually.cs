using System.Diagnostics;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>Waits for what happens beside the test; asks often and gives up late, so that tests are neither slow nor flaky.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static Task Async(Func<bool> condition, string what = "the condition") => Async(() => Task.FromResult(condition()), what);

    public static async Task Async(Func<Task<bool>> condition, string what = "the condition")
    {
        var begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                Assert.Fail($"After {Patience.TotalSeconds:0} s still not: {what}");
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
