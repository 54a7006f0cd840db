using VideoReview.Application.Media;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Web.Media;

/// <summary>One step on the way to a playable video, as a line with a state.</summary>
/// <param name="Name">Key of its words.</param>
/// <param name="Tone">Of the chip.</param>
/// <param name="State">Key of the state's words.</param>
/// <param name="Percent">While it is under way; otherwise null.</param>
internal sealed record VideoStep(string Name, string? Tone, string State, int? Percent = null);

/// <summary>
/// The steps that a submitter follows: received, checked, pictures, plays, quality, played to its end, and
/// smaller copies where some are made.
/// </summary>
internal static class VideoSteps
{
    public static IReadOnlyList<VideoStep> Of(VideoView view) =>
    [
        Of("media.step-received", view.Job(VideoJobs.Store)?.State ?? JobState.Done, view.Job(VideoJobs.Store)),
        Checked(view),
        .. view.Video.Status is VideoStatus.Refused
            ? (IReadOnlyList<VideoStep>)[]
            : [Of("media.step-pictures", PicturesState(view), view.Job(VideoJobs.Pictures)), Plays(view), Quality(view),
                .. Decoded(view), .. Copies(view)],
    ];

    /// <summary>An encoding at work for this video; null = none is.</summary>
    public static Job? CopyUnderway(VideoView view) =>
        view.Jobs.FirstOrDefault(job =>
            job is { Lane: JobLane.Heavy, Kind: not VideoJobs.Decode, State: JobState.Running, StartedAt: not null });

    private static VideoStep Checked(VideoView view)
    {
        var job = view.Job(VideoJobs.Inspect);
        return view.Video.Status is VideoStatus.Refused
            ? new("media.step-checked", "bad", "media.step-not-taken")
            : Of(
                "media.step-checked",
                job?.State ?? (view.Video.InspectedAt is null ? JobState.Queued : JobState.Done), job);
    }

    private static JobState PicturesState(VideoView view) =>
        view.Job(VideoJobs.Pictures)?.State ?? (view.Pictures.Count > 0 ? JobState.Done : JobState.Queued);

    /// <summary>A video that plays is done here, even while a better copy of it is being made.</summary>
    private static VideoStep Plays(VideoView view)
    {
        var job = view.Job(VideoJobs.Playable);
        return Of(
            "media.step-plays",
            view.Video.Status is VideoStatus.Playable ? JobState.Done : job?.State ?? JobState.Queued, job);
    }

    private static VideoStep Quality(VideoView view)
    {
        var job = view.Job(VideoJobs.Quality);
        return Of("media.step-quality", job?.State ?? JobState.Queued, job);
    }

    private static IEnumerable<VideoStep> Decoded(VideoView view) =>
        view.Job(VideoJobs.Decode) is { } job ? [Of("media.step-decode", job.State, job)] : [];

    private static IEnumerable<VideoStep> Copies(VideoView view) =>
        view.Job(VideoJobs.Copies) is { } job ? [Of("media.step-copies", job.State, job)] : [];

    private static VideoStep Of(string name, JobState state, Job? job) => state switch
    {
        JobState.Done or JobState.Skipped => new(name, "good", "media.step-done"),
        JobState.Running => new(name, "info", "media.step-running", job?.ProgressPercent ?? 0),
        JobState.Failed => new(name, "bad", "media.step-failed"),
        JobState.Queued => new(name, null, "media.step-waiting"),
    };
}
