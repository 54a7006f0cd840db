namespace VideoReview.Domain.Entries;

/// <summary>Where an entry stands; the moves between them are drawn in EntryLife.</summary>
public enum EntryStatus
{
    Draft,
    Submitted,
    Ready,
    InReview,
    Reviewed,
    Decided,
    Published,
    Returned,
    Withdrawn,
    Rejected,
    Disqualified,
}

/// <summary>One innovation that a unit sends to a period.</summary>
public sealed class Entry
{
    public required Guid Id { get; init; }

    public required Guid PeriodId { get; init; }

    public required Guid UnitId { get; init; }

    /// <summary>Given at the first submit, for example "2026-0042"; never unit or title.</summary>
    public string? EntryNumber { get; set; }

    public EntryStatus Status { get; set; } = EntryStatus.Draft;

    /// <summary>As typed, however incomplete.</summary>
    public Profile Profile { get; set; } = new();

    /// <summary>Codes of the declarations agreed to so far.</summary>
    public string[] Declarations { get; set; } = [];

    /// <summary>The video that the next submit sends; null = none yet.</summary>
    public Guid? VideoId { get; set; }

    /// <summary>The version under review; null = never submitted.</summary>
    public Guid? CurrentVersionId { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>Returns counted against the period's maximum.</summary>
    public int ReturnCount { get; set; }

    /// <summary>Own due date of a returned entry (exclusive); replaces the closing in every rule.</summary>
    public DateTimeOffset? ReturnDueAt { get; set; }

    /// <summary>As the coordinator typed it.</summary>
    public string? ReturnNote { get; set; }

    /// <summary>The unit sees feedback per point with this return.</summary>
    public bool ReturnShowsFeedback { get; set; }

    /// <summary>Where an undo of a rejection or disqualification leads back to.</summary>
    public EntryStatus? StatusBeforeEnd { get; set; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public uint RowVersion { get; init; }

    /// <summary>What its last return said is over.</summary>
    public void ForgetReturn() => (ReturnDueAt, ReturnNote, ReturnShowsFeedback) = (null, null, false);
}
