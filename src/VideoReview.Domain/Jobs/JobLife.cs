namespace VideoReview.Domain.Jobs;

/// <summary>
/// What a person may do with a job; each act needs a reason too, which the desk asks for.
/// <code>
/// Queued | Running -cancel-> Failed (cancelled) -send again-> Queued
///                            Failed -discard-> Failed, set aside
/// </code>
/// </summary>
public static class JobLife
{
    public static Refusal? WhyNotCancel(JobState state) =>
        state is JobState.Queued or JobState.Running ? null : Refusal.Conflict("jobs.nothing-to-cancel");

    /// <summary>Where a row's steps need each other, its owner decides instead.</summary>
    public static Refusal? WhyNotSendAgain(JobState state) =>
        state is JobState.Failed ? null : Refusal.Conflict("jobs.nothing-to-send-again");

    /// <summary>A failure that nobody will do anything about is set aside.</summary>
    public static Refusal? WhyNotDiscard(JobState state, DateTimeOffset? discardedAt) =>
        state is JobState.Failed && discardedAt is null ? null : Refusal.Conflict("jobs.nothing-to-discard");
}
