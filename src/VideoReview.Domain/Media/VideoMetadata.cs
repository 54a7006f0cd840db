namespace VideoReview.Domain.Media;

/// <summary>
/// What ffprobe says about a video; times in milliseconds, sizes as shown (rotation and pixel shape applied).
/// </summary>
public sealed record VideoMetadata
{
    /// <summary>ffprobe format.format_name.</summary>
    public required string Container { get; init; }

    public required long DurationMilliseconds { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Of the whole file; 0 = unknown.</summary>
    public long BitRateBitsPerSecond { get; init; }

    /// <summary>ffprobe codec_name of the first real video stream; null = no picture.</summary>
    public string? VideoCodec { get; init; }

    public string? VideoProfile { get; init; }

    /// <summary>ffprobe level, for example 41 for H.264 level 4.1; 0 = unknown.</summary>
    public int VideoLevel { get; init; }

    /// <summary>ffprobe pix_fmt, for example yuv420p.</summary>
    public string? PixelFormat { get; init; }

    /// <summary>As shown.</summary>
    public int WidthPixels { get; init; }

    /// <summary>As shown.</summary>
    public int HeightPixels { get; init; }

    /// <summary>Clockwise: 0, 90, 180 or 270.</summary>
    public int RotationDegrees { get; init; }

    /// <summary>Frames per second; null = unknown (0/0 or 90000/1).</summary>
    public decimal? FrameRate { get; init; }

    /// <summary>ffprobe field_order says that each frame holds two half pictures.</summary>
    public bool IsInterlaced { get; init; }

    /// <summary>ffprobe color_transfer, for example "bt709" or "smpte2084" (HDR); null = unknown.</summary>
    public string? ColorTransfer { get; init; }

    /// <summary>
    /// An MP4 or MOV whose index (moov) stands behind the pictures: it plays, but begins late on a thin line.
    /// </summary>
    public bool StartsLate { get; init; }

    /// <summary>
    /// Written while it was recorded (<see cref="Boxes"/>), or says another length than its packets have: it does not
    /// play as it is.
    /// </summary>
    public bool IsLive { get; init; }

    /// <summary>Place among the audio streams of the one that is heard: the first that can be decoded.</summary>
    public int SoundPlace { get; init; }

    /// <summary>Audio streams that can be decoded; only one of them is heard.</summary>
    public int SoundCount { get; init; }

    /// <summary>ffprobe codec_name of that audio stream; null = silent file.</summary>
    public string? AudioCodec { get; init; }

    /// <summary>ffprobe profile of the audio, for example LC.</summary>
    public string? AudioProfile { get; init; }

    public int AudioChannels { get; init; }

    public int AudioSampleRateHertz { get; init; }
}
