using VideoReview.Domain.Jobs;
namespace VideoReview.Domain.Media;

/// <summary>What the rows say of a video: its jobs' states (null = no such job) and the inspection's outcome.</summary>
public sealed record VideoMoveFacts
{
    public JobState? Store { get; init; }

    public JobState? Inspect { get; init; }

    public JobState? Playable { get; init; }

    /// <summary>The inspection gave reasons to refuse, or no copy can be made of what does not play.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The original plays as it is.</summary>
    public bool OriginalPlays { get; init; }
}

/// <summary>
/// The life of a video. Its status is computed from its rows, never counted along.
/// <code>
/// Received -stored-> Inspecting -> Playable
///                        |    +-> NeedsCopy -copy done-> Playable
///                        |    |           +-no copy can be made-> Refused
///                        |    +-> Refused (reasons)
///                        +------> Failed (cause) &lt;- Received, NeedsCopy, Playable (arrived damaged)
///                        ^-send again---+
/// </code>
/// </summary>
public static class VideoLife
{
    /// <summary>
    /// Where a video with these rows stands. A job sent again after a failure is the inspection's, whichever it is.
    /// </summary>
    public static VideoStatus StatusOf(VideoStatus now, VideoMoveFacts facts)
    {
        if (facts.Store is JobState.Failed || facts.Inspect is JobState.Failed)
        {
            return VideoStatus.Failed;
        }

        if (facts.Store is not JobState.Done)
        {
            return now == VideoStatus.Received ? VideoStatus.Received : VideoStatus.Inspecting;
        }

        if (facts.Inspect is not JobState.Done)
        {
            return VideoStatus.Inspecting;
        }

        return facts.IsRefused ? VideoStatus.Refused : Inspected(facts);
    }

    /// <summary>Does the drawing above lead from one to the other in one step?</summary>
    public static bool LeadsTo(VideoStatus from, VideoStatus to) => from switch
    {
        VideoStatus.Received => to is VideoStatus.Inspecting or VideoStatus.Failed,
        VideoStatus.Inspecting =>
            to is VideoStatus.Playable or VideoStatus.NeedsCopy or VideoStatus.Refused or VideoStatus.Failed,
        VideoStatus.NeedsCopy => to is VideoStatus.Playable or VideoStatus.Refused or VideoStatus.Failed,
        VideoStatus.Playable => to is VideoStatus.Failed,
        VideoStatus.Failed => to is VideoStatus.Inspecting,
        VideoStatus.Refused => false,
    };

    /// <summary>
    /// May a coordinator send the failed steps again? A refused file is what it is: its author sends another.
    /// </summary>
    public static Refusal? WhyNotSendAgain(VideoStatus status, IEnumerable<JobState> jobs) =>
        status is not VideoStatus.Refused && jobs.Contains(JobState.Failed)
            ? null
            : Refusal.Conflict("media.nothing-to-send-again");

    private static VideoStatus Inspected(VideoMoveFacts facts)
    {
        if (facts.OriginalPlays)
        {
            return VideoStatus.Playable;
        }

        return facts.Playable is { } copy ? Copied(copy) : VideoStatus.NeedsCopy;
    }

    private static VideoStatus Copied(JobState copy) => copy switch
    {
        JobState.Done => VideoStatus.Playable,
        JobState.Failed => VideoStatus.Failed,
        JobState.Queued or JobState.Running or JobState.Skipped => VideoStatus.NeedsCopy,
    };
}
