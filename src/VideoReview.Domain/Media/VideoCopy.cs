namespace VideoReview.Domain.Media;

/// <summary>
/// A smaller MP4 of a video, encoded by the worker: H.264 and AAC, upright, square pixels, no HDR. Its
/// type and hash stand in its key.
/// </summary>
public sealed class VideoCopy
{
    public required Guid VideoId { get; init; }

    /// <summary>What its shorter edge may be at most: 720 or 360. A video that is smaller is not enlarged.</summary>
    public required int EdgePixels { get; init; }

    public required int WidthPixels { get; init; }

    public required int HeightPixels { get; init; }

    public required long SizeBytes { get; init; }

    public required string ObjectKey { get; init; }
}
