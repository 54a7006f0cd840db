using VideoReview.Application.Jobs;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// What a job brought for its video; each kind fills in its own part, and what is null or was
/// never filled in changes nothing.
/// </summary>
public sealed record VideoResult : JobResult
{
    /// <summary>Store: where the original lies now.</summary>
    public ObjectKey? Original { get; init; }

    /// <summary>Inspect.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>Poster: the first, where there are none yet.</summary>
    public IReadOnlyList<VideoPicture>? EarlyPoster { get; init; }

    /// <summary>Pictures: all of them, in place of any there were.</summary>
    public MadePictures? Pictures { get; init; }

    /// <summary>Quality.</summary>
    public HeardAndSeen? Quality { get; init; }

    /// <summary>Match: all that are worth a look, in place of those found before.</summary>
    public IReadOnlyList<VideoMatch>? Matches { get; init; }

    /// <summary>Playable: why the file plays nowhere and nothing that plays can be made of it.</summary>
    public Sentence? Unfit { get; init; }

    /// <summary>Decode, or playable and copies where they encode: in place of what an earlier one found.</summary>
    public IReadOnlyList<DamagedPart>? Damage { get; init; }

    /// <summary>Playable.</summary>
    public PlayableCopy? Copy { get; init; }

    /// <summary>Playable or copies: all encoded ones, in place of any there were.</summary>
    public IReadOnlyList<VideoCopy>? Copies { get; init; }
}

/// <summary>What was found in the file, and what the period's rules say of it.</summary>
/// <param name="Metadata">Null = it cannot be read as a video.</param>
public sealed record Inspection(VideoMetadata? Metadata, Verdict Verdict)
{
    /// <summary>
    /// What the scanner found in it, by the scanner's own name for it; null = nothing, or none is set.
    /// </summary>
    public string? Signature { get; init; }
}

/// <summary>The pictures of one pass, and the prints of its key frames.</summary>
public sealed record MadePictures(IReadOnlyList<VideoPicture> Pictures, IReadOnlyList<VideoFrame> Frames);

/// <summary>What the quality step found.</summary>
/// <param name="Sound">Null = there is no sound.</param>
public sealed record HeardAndSeen(SoundLevel? Sound, IReadOnlyList<VideoNote> Notes);

/// <summary>An MP4 that browsers play, made from the original.</summary>
public sealed record PlayableCopy(ObjectKey Key, long SizeBytes);
