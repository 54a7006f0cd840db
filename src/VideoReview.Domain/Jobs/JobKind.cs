namespace VideoReview.Domain.Jobs;

/// <summary>
/// Queues apart from each other, so that heavy work never delays a verdict. Each has its bell and its number of slots.
/// </summary>
public enum JobLane
{
    /// <summary>What needs the staging folder; taken by web.</summary>
    Store,

    /// <summary>Seconds of work that a person waits for.</summary>
    Fast,

    /// <summary>A pass over a video.</summary>
    Images,

    /// <summary>Encodings.</summary>
    Heavy,

    /// <summary>Whatever needs no tool: statistics, exports, calls to other servers.</summary>
    Plain,
}

/// <summary>
/// For how long a job is tried again while the world fails; what a lost worker or a bad file costs is the same for all.
/// </summary>
public enum RetryClass
{
    /// <summary>
    /// Seven attempts within a quarter of an hour: what is wrong for longer, a person here must mend.
    /// </summary>
    Minutes,

    /// <summary>
    /// Fourteen attempts within a day and a half: another's server is away, and nobody here can mend it.
    /// </summary>
    Days,
}

/// <summary>
/// A kind of job, registered by the word that owns it. Every value must be said: a kind that forgets one does not
/// build; one without a step or without words fails JobKindTests by its name.
/// </summary>
public sealed record JobKind
{
    /// <summary>As rows and keys of words have it: kebab case, never renamed, never reused.</summary>
    public required string Name { get; init; }

    /// <summary>Which rows it works on; one word owns each kind of row.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>Where it waits, unless the job itself says otherwise.</summary>
    public required JobLane Lane { get; init; }

    public required RetryClass Retry { get; init; }

    /// <summary>Its failure is its subject's; others are only missed. Within a lane essential ones go first.</summary>
    public required bool IsEssential { get; init; }

    /// <summary>What it makes is wanted, not needed: within a lane it waits for all others.</summary>
    public required bool IsSpare { get; init; }

    /// <summary>
    /// It calls another's server: taken by web, because the worker has no way out. In the plain lane only.
    /// </summary>
    public required bool NeedsWayOut { get; init; }
}

/// <summary>A job that somebody wants done.</summary>
/// <param name="Kind">The name of its <see cref="JobKind"/>.</param>
/// <param name="TurnKey">Null = waits for no turn.</param>
/// <param name="Lane">Null = the kind's.</param>
public sealed record JobOrder(string Kind, Guid SubjectId, Guid? TurnKey, JobLane? Lane = null);
