namespace VideoReview.Domain.Jobs;

/// <summary>
/// Queued -lease-> Running -> Done | Queued (transient, lease lost) | Failed (bad input, poison, our bug,
/// cancelled) | Skipped (not needed).
/// </summary>
public enum JobState
{
    Queued,
    Running,
    Done,
    Failed,
    Skipped,
}

/// <summary>One step of work on one row; this row is the truth, the message only rings.</summary>
public sealed class Job
{
    public required Guid Id { get; init; }

    /// <summary>
    /// Which kind of row it works on, for example "video"; the word that owns that row removes its jobs with it.
    /// </summary>
    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>
    /// Who takes turns with others, for example a unit: who has many jobs holds up none with
    /// one. Null = waits for no turn.
    /// </summary>
    public required Guid? TurnKey { get; init; }

    /// <summary>The name of its <see cref="JobKind"/>.</summary>
    public required string Kind { get; init; }

    public required JobLane Lane { get; init; }

    public JobState State { get; set; } = JobState.Queued;

    /// <summary>Counted at lease, so that a file that kills the worker counts.</summary>
    public int Attempt { get; set; }

    /// <summary>How often a lease ended without a word; 2 = poison.</summary>
    public int Losses { get; set; }

    /// <summary>Not before.</summary>
    public required DateTimeOffset RunAfter { get; set; }

    /// <summary>When the bell was last rung.</summary>
    public DateTimeOffset? RungAt { get; set; }

    /// <summary>Which process holds the lease; of a job that waits: which one lost it.</summary>
    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Fencing token: rises with each lease; every later write names it.</summary>
    public long LeaseToken { get; set; }

    /// <summary>0-100.</summary>
    public int ProgressPercent { get; set; }

    public string? ErrorCode { get; set; }

    /// <summary>What the tool said last; for coordinator and admin.</summary>
    public string? ErrorText { get; set; }

    /// <summary>The tool's command line, when a tool failed.</summary>
    public string? ErrorCommand { get; set; }

    /// <summary>Of the tool; 128 + n = ended by signal n.</summary>
    public int? ErrorExitStatus { get; set; }

    /// <summary>When a person set the failure aside; the job stays failed.</summary>
    public DateTimeOffset? DiscardedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
