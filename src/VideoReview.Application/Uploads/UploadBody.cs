using System.IO.Pipelines;
using VideoReview.Domain;

namespace VideoReview.Application.Uploads;

/// <summary>What one request brings for an upload.</summary>
/// <param name="OffsetBytes">Where the client says its bytes begin.</param>
/// <param name="LengthBytes">How many it brings; null = until the body ends.</param>
/// <param name="Checksum">Over exactly these bytes; null = none given.</param>
public sealed record UploadBody(long OffsetBytes, long? LengthBytes, PipeReader Body, Checksum? Checksum = null);

/// <summary>A client's checksum of one body.</summary>
/// <param name="Algorithm">One of <see cref="Algorithms"/>.</param>
public sealed record Checksum(string Algorithm, byte[] Value)
{
    /// <summary>A body with a checksum is taken whole or not at all, hence not longer than this.</summary>
    public const long LongestBodyBytes = 16 << 20;

    /// <summary>Names as the tus protocol writes them.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = ["sha1", "sha256"];
}

/// <summary>How a delivery ended.</summary>
public enum UploadEnd
{
    /// <summary>All its bytes are on disk.</summary>
    Stored,

    /// <summary>The last byte is on disk and the video is received; also said again of a finished upload.</summary>
    Complete,

    /// <summary>The bytes do not follow those that are there.</summary>
    WrongOffset,

    /// <summary>The connection went quiet or away, or a newer request took over; what had come is on disk.</summary>
    Cut,

    /// <summary>The holder did not let go in time.</summary>
    Busy,

    /// <summary>The checksum does not fit; nothing was kept.</summary>
    Damaged,

    /// <summary>The disk is full; what was told before is there.</summary>
    NoRoom,

    /// <summary>Cancelled or expired.</summary>
    Gone,

    /// <summary>A rule says no.</summary>
    Refused,
}

/// <summary>What the client is told. An offset stated here is on disk.</summary>
public sealed record UploadAnswer(
    UploadEnd End, long OffsetBytes = 0, DateTimeOffset ExpiresAt = default, Refusal? Refusal = null)
{
    public static implicit operator UploadAnswer(Refusal refusal) => new(UploadEnd.Refused, Refusal: refusal);
}
