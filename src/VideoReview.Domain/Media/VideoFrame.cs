namespace VideoReview.Domain.Media;

/// <summary>
/// One key frame of a video as its print: finds the same pictures in other videos, and the black and
/// still stretches of this one.
/// </summary>
public sealed class VideoFrame
{
    public required Guid VideoId { get; init; }

    /// <summary>The frame's true time.</summary>
    public required int AtMilliseconds { get; init; }

    /// <summary>See <see cref="FramePrint.Hash"/>.</summary>
    public required long Hash { get; init; }

    /// <summary>See <see cref="FramePrint.CentreHash"/>.</summary>
    public long? CentreHash { get; init; }

    public required int Luma { get; init; }

    public required int Contrast { get; init; }

    public required int DarkPercent { get; init; }

    /// <summary>The decoder complained of it.</summary>
    public bool IsDamaged { get; init; }

    public FramePrint Print => new(Hash, Luma, Contrast, DarkPercent, CentreHash);

    public SeenFrame Seen => new(TimeSpan.FromMilliseconds(AtMilliseconds), Print);
}
