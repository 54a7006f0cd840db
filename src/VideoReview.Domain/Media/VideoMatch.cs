namespace VideoReview.Domain.Media;

/// <summary>How two videos were found to be alike.</summary>
public enum MatchKind
{
    /// <summary>The same SHA-256: byte for byte.</summary>
    SameBytes,

    /// <summary>
    /// The same pictures in the same order: encoded anew, cut shorter, with a logo or another beginning.
    /// </summary>
    Frames,
}

/// <summary>
/// Two videos of different entries that seem to be the same. It refuses nothing and moves no status: a coordinator
/// looks at both, and sets it aside where it means nothing.
/// </summary>
public sealed class VideoMatch
{
    public required Guid Id { get; init; }

    /// <summary>Of the two the later one: the greater id (version 7, in the order of time).</summary>
    public required Guid VideoId { get; init; }

    public required Guid OtherVideoId { get; init; }

    public required MatchKind Kind { get; init; }

    /// <summary>0-100; 100 = the same bytes.</summary>
    public required int ConfidencePercent { get; init; }

    /// <summary>How much of the shorter video is in the other, 0-100.</summary>
    public required int SharePercent { get; init; }

    /// <summary>Where in the later video the stretch begins that both have.</summary>
    public int FromMilliseconds { get; init; }

    /// <summary>Null = to the end.</summary>
    public int? ToMilliseconds { get; init; }

    /// <summary>Where in the other video the same stretch begins; it is as long there.</summary>
    public int OtherFromMilliseconds { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When a person set it aside; null = nobody has.</summary>
    public DateTimeOffset? SetAsideAt { get; set; }

    public Guid? SetAsideBy { get; set; }

    public string? SetAsideReason { get; set; }
}
