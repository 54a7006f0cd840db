namespace VideoReview.Domain.Periods;

/// <summary>
/// Draft -open-> Open -review-> Reviewing -decide-> Decided -publish-> Published -archive-> Archived;
/// Decided -undo-> Reviewing. Each move is an act with a reason; time alone moves nothing.
/// </summary>
public enum PeriodStatus
{
    Draft,
    Open,
    Reviewing,
    Decided,
    Published,
    Archived,
}

/// <summary>One yearly assessment: its dates, its rules and where it stands.</summary>
public sealed class Period
{
    public required Guid Id { get; init; }

    /// <summary>As typed; 1-200 characters.</summary>
    public required string Name { get; set; }

    /// <summary>First part of the entry numbers, for example 2026.</summary>
    public required int Year { get; set; }

    public PeriodStatus Status { get; set; } = PeriodStatus.Draft;

    public required DateTimeOffset OpensAt { get; set; }

    /// <summary>Exclusive: a typed 23.59 is stored as the next minute.</summary>
    public required DateTimeOffset ClosesAt { get; set; }

    public required DateTimeOffset ReviewDueAt { get; set; }

    public required DateOnly AnnounceOn { get; set; }

    /// <summary>IANA name: Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT).</summary>
    public required string TimeZone { get; set; }

    /// <summary>How long an upload begun in time may go on after closing; default 120 min.</summary>
    public TimeSpan UploadGrace { get; set; } = TimeSpan.FromMinutes(120);

    /// <summary>Reviews wanted per video, 1-9; default 3.</summary>
    public int SeatsPerVideo { get; set; } = 3;

    /// <summary>Submitted entries with a playable video become ready without a coordinator.</summary>
    public bool AcceptsAutomatically { get; set; } = true;

    /// <summary>How often one entry may be returned, 0-9; default 2.</summary>
    public int MaximumReturns { get; set; } = 2;

    /// <summary>Days that a returned entry has, until the end of the day in the period's zone; default 7.</summary>
    public int ReturnDays { get; set; } = 7;

    public FileRules FileRules { get; set; } = new();

    /// <summary>The rubric that reviews are written on.</summary>
    public required Guid RubricVersionId { get; set; }

    /// <summary>The result that the public sees; null until published.</summary>
    public Guid? PublishedSnapshotId { get; set; }

    /// <summary>Highest entry number given; 0 = none yet.</summary>
    public int LastEntryNumber { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public uint RowVersion { get; init; }
}

/// <summary>A later closing for the whole period (no unit) or for one unit, with the reason for it.</summary>
public sealed class Extension
{
    public required Guid Id { get; init; }

    public required Guid PeriodId { get; init; }

    /// <summary>Null = everybody.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>Exclusive, as the period's own closing.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    public required string Reason { get; init; }

    public required Guid GrantedBy { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }
}
