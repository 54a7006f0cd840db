using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>What a job brought; each kind fills in its own part.</summary>
public sealed record JobResult
{
    /// <summary>Store: where the original lies now.</summary>
    public ObjectKey? Original { get; init; }

    /// <summary>Inspect.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>Pictures: all of them, in place of any there were. Poster: the first, where there are none yet.</summary>
    public IReadOnlyList<VideoPicture> Pictures { get; init; } = [];

    /// <summary>Pictures: the prints of its key frames, in place of any there were.</summary>
    public IReadOnlyList<VideoFrame> Frames { get; init; } = [];

    /// <summary>Quality: null = there is no sound.</summary>
    public SoundLevel? Sound { get; init; }

    /// <summary>Quality: all of them, in place of any there were.</summary>
    public IReadOnlyList<VideoNote> QualityNotes { get; init; } = [];

    /// <summary>Match: all that are worth a look, in place of those found before.</summary>
    public IReadOnlyList<VideoMatch> Matches { get; init; } = [];

    /// <summary>Playable.</summary>
    public PlayableCopy? Copy { get; init; }

    /// <summary>Playable or copies: all encoded ones, in place of any there were. Null = none were to be made.</summary>
    public IReadOnlyList<VideoCopy>? Copies { get; init; }
}

/// <summary>What was found in the file, and what the period's rules say of it.</summary>
/// <param name="Metadata">Null = it cannot be read as a video.</param>
public sealed record Inspection(VideoMetadata? Metadata, Verdict Verdict)
{
    /// <summary>What the scanner found in it, by the scanner's own name for it; null = nothing, or none is set.</summary>
    public string? Signature { get; init; }
}

/// <summary>An MP4 that browsers play, made from the original.</summary>
public sealed record PlayableCopy(ObjectKey Key, long SizeBytes);

/// <summary>An attempt ended without a result; <see cref="Fault"/> decides what follows.</summary>
/// <param name="tool">Which tool failed and how; null = none did.</param>
public sealed class JobFaultException(JobFault fault, Sentence cause, string detail, ToolEnd? tool = null) : Exception(cause.Code + ": " + detail)
{
    public JobFault Fault { get; } = fault;

    /// <summary>For the author.</summary>
    public Sentence Cause { get; } = cause;

    /// <summary>For coordinator and admin: what the tool said last.</summary>
    public string Detail { get; } = detail;

    public ToolEnd? Tool { get; } = tool;
}

/// <summary>How a tool was called and ended.</summary>
/// <param name="ExitStatus">128 + n = ended by signal n.</param>
public sealed record ToolEnd(string Command, int ExitStatus);

/// <summary>A fault as it is written on the job.</summary>
public sealed record JobFailure(JobFault Fault, Sentence Cause, string Detail, ToolEnd? Tool = null);
