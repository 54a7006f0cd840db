namespace VideoReview.Domain.Scoring;

/// <summary>A decided result of a whole period: computed again from the same input it gives the same bytes.</summary>
public sealed class ResultSnapshot
{
    public required Guid Id { get; init; }

    public required Guid PeriodId { get; init; }

    /// <summary>1, 2, ... within the period.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 (hex) over all that went in: rubric, final reviews, entries.</summary>
    public required string InputHash { get; init; }

    /// <summary>Marks and ranks as canonical JSON.</summary>
    public required string Content { get; init; }

    public required Guid DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required string Reason { get; init; }

    /// <summary>Set when the decision was undone.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    public Guid? RevokedBy { get; set; }

    public string? RevokeReason { get; set; }
}
