using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>How full a lane is.</summary>
/// <param name="Due">Jobs that could begin now.</param>
/// <param name="Later">Jobs that wait for their next attempt.</param>
/// <param name="Oldest">How long the oldest due job has waited; null = none waits.</param>
public sealed record LaneLine(JobLane Lane, int Due, int Later, int Running, TimeSpan? Oldest)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Jobs wait and nobody takes any, although their bells were rung again meanwhile.</summary>
    public bool IsUnattended => Running == 0 && Oldest > Patience;
}

/// <summary>A job in a list.</summary>
/// <param name="TurnKey">Of videos the unit, on whose jobs its own people do not act.</param>
public sealed record JobLine(Guid Id, string Kind, JobSubject Of, Guid? TurnKey, int Attempt);

/// <summary>A job in somebody's hands.</summary>
/// <param name="Worker">Process that holds the lease.</param>
/// <param name="Since">How long this attempt has taken.</param>
/// <param name="LeaseLeft">Until the job counts as lost, unless the worker gives a sign of life.</param>
public sealed record RunningJob(JobLine Job, int Percent, string Worker, TimeSpan Since, TimeSpan LeaseLeft);

/// <summary>A job that failed and waits for its next attempt.</summary>
/// <param name="Cause">Code of the cause's sentence.</param>
public sealed record RetryingJob(JobLine Job, string Cause, string? Detail, DateTimeOffset NextAt);

/// <summary>One failed job with all that is known of its end.</summary>
/// <param name="Cause">Code of the cause's sentence.</param>
/// <param name="Detail">What the tool or the program said last.</param>
/// <param name="Command">The tool's command line; null = no tool failed.</param>
public sealed record FailedJob(
    JobLine Job, string Cause, string? Detail, string? Command, int? ExitStatus, DateTimeOffset FailedAt);

/// <summary>Failed jobs of one kind that ended for the same cause.</summary>
/// <param name="Cause">Code of the cause's sentence.</param>
public sealed record FailureKey(string Kind, string Cause);

/// <summary>Failures alike.</summary>
public sealed record FailureGroup(FailureKey Key, int Count, DateTimeOffset Latest);

/// <param name="Number">1, 2, ...</param>
public sealed record FailurePage(IReadOnlyList<FailedJob> Jobs, long Total, int Number, int Size);
