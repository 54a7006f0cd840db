namespace VideoReview.Domain.Jobs;

/// <summary>How long work under way will still take.</summary>
public static class JobProgress
{
    /// <summary>Before this the first seconds (reading, starting) say nothing about the rest.</summary>
    private const int LeastPercent = 3;

    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// If it goes on as it went, in whole minutes rounded up; null = nobody can say: it has just begun, has
    /// not moved, or is about to end.
    /// </summary>
    /// <param name="taken">Since this attempt began; clocks apart may make it negative.</param>
    /// <param name="percent">0-100, as last told.</param>
    public static TimeSpan? Left(TimeSpan taken, int percent) =>
        taken >= Soonest && percent is >= LeastPercent and < 100
            ? TimeSpan.FromMinutes(Math.Ceiling((taken / percent * (100 - percent)).TotalMinutes))
            : null;
}
