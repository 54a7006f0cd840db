using VideoReview.Application.Media;
using VideoReview.Domain.Media;

namespace VideoReview.Web.Media;

/// <summary>One step on the way to a playable video, as a line with a state.</summary>
/// <param name="Name">Key of its words.</param>
/// <param name="Tone">Of the chip.</param>
/// <param name="State">Key of the state's words.</param>
/// <param name="Percent">While it is under way; otherwise null.</param>
internal sealed record VideoStep(string Name, string? Tone, string State, int? Percent = null);

/// <summary>The steps that a submitter follows: received, checked, pictures, plays, quality, and smaller copies where some are made.</summary>
internal static class VideoSteps
{
    public static IReadOnlyList<VideoStep> Of(VideoView view) =>
    [
        Of("media.step-received", view.Job(MediaJobKind.Store)?.State ?? MediaJobState.Done, view.Job(MediaJobKind.Store)),
        Checked(view),
        .. view.Video.Status is VideoStatus.Refused ? (IReadOnlyList<VideoStep>)[] : [Of("media.step-pictures", PicturesState(view), view.Job(MediaJobKind.Pictures)), Plays(view), Quality(view), .. Copies(view)],
    ];

    /// <summary>An encoding at work for this video; null = none is.</summary>
    public static MediaJob? CopyUnderway(VideoView view) => view.Jobs.FirstOrDefault(job => job is { Lane: MediaLane.Heavy, State: MediaJobState.Running, StartedAt: not null });

    private static VideoStep Checked(VideoView view)
    {
        var job = view.Job(MediaJobKind.Inspect);
        return view.Video.Status is VideoStatus.Refused
            ? new("media.step-checked", "bad", "media.step-not-taken")
            : Of("media.step-checked", job?.State ?? (view.Video.InspectedAt is null ? MediaJobState.Queued : MediaJobState.Done), job);
    }

    private static MediaJobState PicturesState(VideoView view) =>
        view.Job(MediaJobKind.Pictures)?.State ?? (view.Pictures.Count > 0 ? MediaJobState.Done : MediaJobState.Queued);

    /// <summary>A video that plays is done here, even while a better copy of it is being made.</summary>
    private static VideoStep Plays(VideoView view)
    {
        var job = view.Job(MediaJobKind.Playable);
        return Of("media.step-plays", view.Video.Status is VideoStatus.Playable ? MediaJobState.Done : job?.State ?? MediaJobState.Queued, job);
    }

    private static VideoStep Quality(VideoView view)
    {
        var job = view.Job(MediaJobKind.Quality);
        return Of("media.step-quality", job?.State ?? MediaJobState.Queued, job);
    }

    private static IEnumerable<VideoStep> Copies(VideoView view) =>
        view.Job(MediaJobKind.Copies) is { } job ? [Of("media.step-copies", job.State, job)] : [];

    private static VideoStep Of(string name, MediaJobState state, MediaJob? job) => state switch
    {
        MediaJobState.Done or MediaJobState.Skipped => new(name, "good", "media.step-done"),
        MediaJobState.Running => new(name, "info", "media.step-running", job?.ProgressPercent ?? 0),
        MediaJobState.Failed => new(name, "bad", "media.step-failed"),
        MediaJobState.Queued => new(name, null, "media.step-waiting"),
    };
}
