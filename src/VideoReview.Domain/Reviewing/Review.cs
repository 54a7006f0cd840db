namespace VideoReview.Domain.Reviewing;

/// <summary>Where one review stands; the moves are drawn in ReviewLife.</summary>
public enum ReviewStatus
{
    Assigned,
    Claimed,
    Draft,
    Final,
    Expired,
    Declined,
    Conflict,
    Cancelled,
    Superseded,
}

/// <summary>One reviewer's judgement of one entry version at one stage; unique by these three.</summary>
public sealed class Review
{
    public required Guid Id { get; init; }

    public required Guid PeriodId { get; init; }

    public required Guid EntryId { get; init; }

    public required Guid EntryVersionId { get; init; }

    /// <summary>1 until later stages exist.</summary>
    public required int Stage { get; init; }

    public required Guid ReviewerId { get; init; }

    public required Guid RubricVersionId { get; init; }

    public required ReviewStatus Status { get; set; }

    /// <summary>Who assigned it; null = claimed by the reviewer.</summary>
    public Guid? AssignedBy { get; set; }

    /// <summary>Late when past; never taken away by itself. Null for claims.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>A claim holds its seat until then.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>1, 2, ... in this reviewer's own order.</summary>
    public int Position { get; set; }

    /// <summary>As typed.</summary>
    public string? GeneralNote { get; set; }

    /// <summary>Why it was declined, reopened or cancelled, as typed.</summary>
    public string? Reason { get; set; }

    public List<ReviewScore> Scores { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinalAt { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public uint RowVersion { get; init; }
}

/// <summary>One point's score and comment within a review.</summary>
public sealed class ReviewScore
{
    public required Guid ReviewId { get; init; }

    /// <summary>Code of the rubric's point.</summary>
    public required string PointCode { get; init; }

    /// <summary>Null = not yet scored.</summary>
    public decimal? Score { get; set; }

    /// <summary>As typed.</summary>
    public string? Comment { get; set; }
}

/// <summary>
/// A relation that a reviewer declared (or a coordinator entered) to a unit: never offered, never assigned.
/// </summary>
public sealed class DeclaredConflict
{
    public required Guid Id { get; init; }

    public required Guid ReviewerId { get; init; }

    public required Guid UnitId { get; init; }

    public required string Reason { get; init; }

    public required Guid DeclaredBy { get; init; }

    public required DateTimeOffset DeclaredAt { get; init; }
}
