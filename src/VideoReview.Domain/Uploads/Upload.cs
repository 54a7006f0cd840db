namespace VideoReview.Domain.Uploads;

/// <summary>Open -last byte-> Complete; Open -> Cancelled (unit) or Expired (unfinished for 7 days).</summary>
public enum UploadStatus
{
    Open,
    Complete,
    Cancelled,
    Expired,
}

/// <summary>One file on its way in, by tus.</summary>
public sealed class Upload
{
    public required Guid Id { get; init; }

    public required Guid EntryId { get; init; }

    public required Guid PeriodId { get; init; }

    public required Guid UnitId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>As the browser named it, any Unicode; kept, never used as a path or key.</summary>
    public required string FileName { get; init; }

    /// <summary>Reserved in the unit's quota from the start.</summary>
    public required long LengthBytes { get; init; }

    /// <summary>How much is on disk for certain (fsynced): what the client was told.</summary>
    public long OffsetBytes { get; set; }

    public UploadStatus Status { get; set; } = UploadStatus.Open;

    /// <summary>The request that may write; a newer one evicts it.</summary>
    public Guid? HolderToken { get; set; }

    public DateTimeOffset? HeldUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first 64 KB were stored: the moment that closing rules look at.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Code of the container found in the first 64 KB.</summary>
    public string? Format { get; set; }

    /// <summary>SHA-256 (hex) of the bytes as received.</summary>
    public string? Sha256 { get; set; }

    /// <summary>SHA-256 (hex) that the browser computed; null = not told.</summary>
    public string? ClientSha256 { get; set; }
}
