namespace VideoReview.Domain.Media;

/// <summary>
/// Received -> Inspecting -> Playable | NeedsCopy -> Playable or Refused | Refused (reasons) | Failed
/// (cause) -send again-> Inspecting.
/// </summary>
public enum VideoStatus
{
    Received,
    Inspecting,
    NeedsCopy,
    Playable,
    Refused,
    Failed,
}

/// <summary>One complete upload, immutable in its bytes; what the worker found out about it.</summary>
public sealed class Video
{
    public required Guid Id { get; init; }

    public required Guid EntryId { get; init; }

    public required Guid PeriodId { get; init; }

    public required Guid UnitId { get; init; }

    public required Guid UploadId { get; init; }

    /// <summary>As the browser named it.</summary>
    public required string FileName { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 (hex) of the original.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Container code found in the bytes.</summary>
    public required string Format { get; init; }

    public VideoStatus Status { get; set; } = VideoStatus.Received;

    /// <summary>Where the original lies; null until the store job has moved it out of staging.</summary>
    public string? ObjectKey { get; set; }

    /// <summary>What ffprobe found; null until inspected.</summary>
    public VideoMetadata? Metadata { get; set; }

    /// <summary>Why it was refused, as codes with values.</summary>
    public IReadOnlyList<Sentence> Reasons { get; set; } = [];

    /// <summary>Nobody gets to open it, not even for a look.</summary>
    public bool IsInfected => Reasons.Any(reason => reason.Code == "media.infected");

    /// <summary>What the author should know although it is taken.</summary>
    public IReadOnlyList<Sentence> Notes { get; set; } = [];

    /// <summary>How loud it is; null = silent file, or not yet heard.</summary>
    public SoundLevel? Sound { get; set; }

    /// <summary>Where its decoders complained; null = not yet decoded to its end.</summary>
    public IReadOnlyList<DamagedPart>? Damage { get; set; }

    /// <summary>
    /// Where a browser gave up although no decoder complained, as its player told; null = none did. It gets a copy.
    /// </summary>
    public int? StoppedAtMilliseconds { get; set; }

    /// <summary>
    /// Browsers stop in the middle of it for good: copies are played in its place once there are some, whatever they
    /// save. What <see cref="PlayableKey"/> names stays, for whoever is watching it.
    /// </summary>
    public bool StopsBrowsers => DamageRules.StopBrowsers(Damage);

    /// <summary>Why the last attempt failed.</summary>
    public Sentence? Cause { get; set; }

    /// <summary>What browsers play: the original's key, or the remuxed or encoded copy's.</summary>
    public string? PlayableKey { get; set; }

    public long? PlayableSizeBytes { get; set; }

    /// <summary>Media type of what is played, for example "video/mp4".</summary>
    public string? PlayableType { get; set; }

    /// <summary>Which of its posters stands for it: 1-5; the author may choose another.</summary>
    public int PosterPosition { get; set; } = 1;

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? InspectedAt { get; set; }

    public DateTimeOffset? PlayableAt { get; set; }

    public uint RowVersion { get; init; }
}

/// <summary>What a derived picture is for.</summary>
public enum PictureKind
{
    /// <summary>At most 1280 pixels on the long edge; up to five, of which the author chooses one.</summary>
    Poster,

    /// <summary>The same frames at most 480 pixels wide or high.</summary>
    PosterSmall,

    /// <summary>A sprite of small pictures for the seek bar.</summary>
    Storyboard,

    /// <summary>WebVTT: which part of the sprite belongs to which time.</summary>
    StoryboardCues,

    /// <summary>Nine pictures in one, spread over the video; none black.</summary>
    ContactSheet,
}

/// <summary>One derived picture, or what belongs to one, in object storage.</summary>
public sealed class VideoPicture
{
    public required Guid Id { get; init; }

    public required Guid VideoId { get; init; }

    public required PictureKind Kind { get; init; }

    /// <summary>1..5 among posters, in the order of time; 1 otherwise.</summary>
    public required int Position { get; init; }

    /// <summary>The first frame's time in the video.</summary>
    public required int AtMilliseconds { get; init; }

    public required int WidthPixels { get; init; }

    public required int HeightPixels { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 (hex) of the picture: part of its address, which therefore never changes its content.</summary>
    public required string Sha256 { get; init; }

    public required string ObjectKey { get; init; }

    /// <summary>"image/jpeg", or "text/vtt".</summary>
    public required string MediaType { get; init; }
}
