using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Media;

/// <summary>
/// What a person may do with a job. Sending again is asked of the video (<see cref="VideoLife.WhyNotSendAgain"/>), because one step may need another.
/// <code>
/// Queued | Running -cancel-> Failed (cancelled) -send again-> Queued
///                            Failed -discard-> Failed, set aside
/// </code>
/// </summary>
public static class JobLife
{
    public static Refusal? WhyNotCancel(MediaJobState state, string? reason) =>
        state is MediaJobState.Queued or MediaJobState.Running ? ReasonRule.WhyNot(reason) : Refusal.Conflict("media.nothing-to-cancel");

    /// <summary>A failure that nobody will do anything about is set aside, for a reason.</summary>
    public static Refusal? WhyNotDiscard(MediaJobState state, DateTimeOffset? discardedAt, string? reason) =>
        state is MediaJobState.Failed && discardedAt is null ? ReasonRule.WhyNot(reason) : Refusal.Conflict("media.nothing-to-discard");
}
