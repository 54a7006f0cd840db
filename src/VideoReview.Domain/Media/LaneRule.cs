namespace VideoReview.Domain.Media;

/// <summary>Which lane a job takes.</summary>
public static class LaneRule
{
    /// <summary>A copy that only moves streams into another container takes a second and makes a video playable: it goes with the inspections, not behind the encodings.</summary>
    public static MediaLane Of(MediaJobKind kind, Video video) => kind switch
    {
        MediaJobKind.Store => MediaLane.Store,
        MediaJobKind.Inspect or MediaJobKind.Poster => MediaLane.Fast,
        MediaJobKind.Pictures or MediaJobKind.Quality or MediaJobKind.Match => MediaLane.Images,
        MediaJobKind.Playable when video.Metadata is { } metadata && PlayabilityRule.Of(metadata, video.Format) is not Playability.NeedsCopy => MediaLane.Fast,
        _ => MediaLane.Heavy,
    };
}
