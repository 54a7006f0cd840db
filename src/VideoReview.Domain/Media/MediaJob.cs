namespace VideoReview.Domain.Media;

/// <summary>What a job does for a video.</summary>
public enum MediaJobKind
{
    /// <summary>Move the finished upload from staging into object storage (run by web).</summary>
    Store,

    /// <summary>Probe, accept by the period's rules, decide how it plays.</summary>
    Inspect,

    /// <summary>Posters, storyboard, contact sheet and the prints of the key frames.</summary>
    Pictures,

    /// <summary>Remux, or the copies of a video that does not play.</summary>
    Playable,

    /// <summary>Notes on sound and picture.</summary>
    Quality,

    /// <summary>Search for videos of other entries that show the same.</summary>
    Match,

    /// <summary>One picture from its beginning, ahead of the pass that makes them all.</summary>
    Poster,

    /// <summary>Smaller copies of a video that plays already, for thin lines.</summary>
    Copies,
}

/// <summary>Queues apart from each other, so that heavy work never delays a verdict.</summary>
public enum MediaLane
{
    Store,
    Fast,
    Images,
    Heavy,
}

/// <summary>Queued -lease-> Running -> Done | Queued (transient, lease lost) | Failed (bad input, poison, our bug, cancelled) | Skipped (not needed).</summary>
public enum MediaJobState
{
    Queued,
    Running,
    Done,
    Failed,
    Skipped,
}

/// <summary>One step of work on one video; the row is the truth, the message only rings.</summary>
public sealed class MediaJob
{
    public required Guid Id { get; init; }

    public required Guid VideoId { get; init; }

    public required Guid UnitId { get; init; }

    public required MediaJobKind Kind { get; init; }

    public required MediaLane Lane { get; init; }

    public MediaJobState State { get; set; } = MediaJobState.Queued;

    /// <summary>Counted at lease, so that a file that kills the worker counts.</summary>
    public int Attempt { get; set; }

    /// <summary>After so many leases a transient fault ends the job too.</summary>
    public int MaximumAttempts { get; init; } = JobRules.MaximumAttempts;

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

    /// <summary>What ffmpeg said last; for coordinator and admin.</summary>
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
