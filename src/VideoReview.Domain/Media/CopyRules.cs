namespace VideoReview.Domain.Media;

/// <summary>
/// Which copies of a video are made, and which are kept.
/// <code>
/// does not play, or is needed to play past damage  720p (this is what plays), and 360p where that is smaller
/// plays, above 3 Mbit/s or larger than 720p        720p and 360p
/// plays, above 1 Mbit/s                            360p
/// otherwise                                        none: it is light already
/// </code>
/// </summary>
public static class CopyRules
{
    /// <summary>For the shorter edge: what everybody sees enough of, and what a thin line carries.</summary>
    public const int LargeEdge = 720, SmallEdge = 360;

    private const long HeavyBitsPerSecond = 3_000_000, LightBitsPerSecond = 1_000_000;

    /// <summary>A copy that saves less is not worth a choice.</summary>
    private const double MostOfSize = 0.8;

    /// <summary>
    /// Shorter edges, falling; for a video that does not play the first is the one that plays
    /// instead of it. Empty = none.
    /// </summary>
    /// <param name="format">Code of the container found in the bytes.</param>
    /// <param name="isNeeded">It does not play to its end.</param>
    public static IReadOnlyList<int> EdgesFor(VideoMetadata video, string format, bool isNeeded = false)
    {
        var shown = Math.Min(video.WidthPixels, video.HeightPixels);
        if (isNeeded || PlayabilityRule.Of(video, format) == Playability.NeedsCopy)
        {
            return shown > SmallEdge ? [LargeEdge, SmallEdge] : [LargeEdge];
        }

        if (video.BitRateBitsPerSecond <= LightBitsPerSecond)
        {
            return [];
        }

        return shown > LargeEdge || (shown > SmallEdge && video.BitRateBitsPerSecond > HeavyBitsPerSecond)
            ? [LargeEdge, SmallEdge]
            : [SmallEdge];
    }

    /// <summary>
    /// The video plays already and gets copies beside it; of one that does not play they come
    /// with what makes it playable.
    /// </summary>
    public static bool AreOwnJob(VideoMetadata video, string format) =>
        PlayabilityRule.Of(video, format) != Playability.NeedsCopy && EdgesFor(video, format).Count > 0;

    /// <summary>Is the copy so much smaller than the next larger file that somebody would choose it?</summary>
    public static bool IsWorthKeeping(long sizeBytes, long nextLargerBytes) =>
        sizeBytes <= MostOfSize * nextLargerBytes;
}
