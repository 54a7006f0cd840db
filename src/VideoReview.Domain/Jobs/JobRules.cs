namespace VideoReview.Domain.Jobs;

/// <summary>Why an attempt at a job ended without a result.</summary>
public enum JobFault
{
    /// <summary>The world failed for a moment: store, database, disk.</summary>
    Transient,

    /// <summary>The lease ran out without a word: the process died, perhaps of this very file.</summary>
    WorkerLost,

    /// <summary>The file itself is at fault, or asks for more than is granted.</summary>
    BadInput,

    /// <summary>Nobody foresaw it.</summary>
    OurBug,

    /// <summary>A person ended it.</summary>
    Cancelled,
}

/// <summary>What follows a fault: a wait and another attempt, or the end (null).</summary>
public static class JobRules
{
    /// <summary>So many lost workers, and the file is held to be poison.</summary>
    public const int PoisonousLosses = 2;

    /// <summary>Three quick ones, then ever later.</summary>
    private static readonly TimeSpan[] Minutes =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    /// <summary>The same, and then ever later still: 36 hours in all.</summary>
    private static readonly TimeSpan[] Days =
    [
        .. Minutes, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
        TimeSpan.FromHours(8), TimeSpan.FromHours(8), TimeSpan.FromHours(12),
    ];

    /// <summary>How long to wait before the next attempt; null = there is none.</summary>
    /// <param name="attempt">The attempt that failed: 1, 2, ...</param>
    /// <param name="losses">Lost workers, this one included.</param>
    public static TimeSpan? WaitAfter(RetryClass retry, JobFault fault, int attempt, int losses) => fault switch
    {
        JobFault.Transient => attempt < MaximumAttempts(retry) ? WaitsOf(retry)[attempt - 1] : null,
        JobFault.WorkerLost => losses < PoisonousLosses ? TimeSpan.Zero : null,
        JobFault.BadInput or JobFault.Cancelled => null,
        JobFault.OurBug => attempt < 2 ? Minutes[0] : null,
    };

    /// <summary>One more than there are waits.</summary>
    public static int MaximumAttempts(RetryClass retry) => WaitsOf(retry).Length + 1;

    /// <summary>After a loss the file gets one thread only, and therefore less memory.</summary>
    public static int ThreadsAfter(int losses) => losses == 0 ? 2 : 1;

    private static TimeSpan[] WaitsOf(RetryClass retry) => retry switch
    {
        RetryClass.Minutes => Minutes,
        RetryClass.Days => Days,
    };
}
