namespace VideoReview.Domain.Media;

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
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    /// <summary>One more than there are waits.</summary>
    public const int MaximumAttempts = 7;

    /// <summary>How long to wait before the next attempt; null = there is none.</summary>
    /// <param name="attempt">The attempt that failed: 1, 2, ...</param>
    /// <param name="losses">Lost workers, this one included.</param>
    public static TimeSpan? WaitAfter(JobFault fault, int attempt, int losses) => fault switch
    {
        JobFault.Transient => attempt <= Waits.Length ? Waits[attempt - 1] : null,
        JobFault.WorkerLost => losses < PoisonousLosses ? TimeSpan.Zero : null,
        JobFault.BadInput or JobFault.Cancelled => null,
        JobFault.OurBug => attempt < 2 ? Waits[0] : null,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    /// <summary>After a loss the file gets one thread only, and therefore less memory.</summary>
    public static int ThreadsAfter(int losses) => losses == 0 ? 2 : 1;

    /// <summary>Whether a job ends a video's life, or is only missed: without pictures or smaller copies a video can still be judged.</summary>
    public static bool IsEssential(MediaJobKind kind) => kind is MediaJobKind.Store or MediaJobKind.Inspect or MediaJobKind.Playable;
}
