namespace VideoReview.Domain.Media;

/// <summary>When the key frames alone tell enough of a video.</summary>
public static class KeyFrameRules
{
    /// <summary>Screen recorders write one key frame and then none for minutes.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);

    /// <summary>A short video has few key frames, and costs little without them.</summary>
    private const int LeastFrames = 6;

    private static readonly TimeSpan ShortestGap = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a stretch may have no key frame: 10 s, in a video below a minute a sixth of it, but never below 1 s.
    /// </summary>
    public static TimeSpan GapFor(TimeSpan duration)
    {
        var share = duration / LeastFrames;
        return share > LongestGap ? LongestGap : share < ShortestGap ? ShortestGap : share;
    }

    /// <summary>No long stretch without one, and enough that are not black to choose posters from.</summary>
    /// <param name="frames">The key frames, in the order of time.</param>
    public static bool AreEnough(IReadOnlyList<SeenFrame> frames, TimeSpan duration) =>
        frames.Count(frame => !frame.Print.IsBlack) >= PosterChoice.Most
        && frames.Select(frame => frame.At).Prepend(TimeSpan.Zero)
            .Zip(frames.Select(frame => frame.At).Append(duration), (from, to) => to - from)
            .All(gap => gap <= GapFor(duration));
}
