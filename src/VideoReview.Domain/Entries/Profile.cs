namespace VideoReview.Domain.Entries;

/// <summary>
/// What a unit tells about its innovation. Text is kept as typed; choices are codes (see
/// ProfileChoices); null = not yet filled in.
/// </summary>
public sealed record Profile
{
    /// <summary>1-200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Initiative, trial or implementation.</summary>
    public string? Stage { get; init; }

    /// <summary>Digital or non-digital.</summary>
    public string? Kind { get; init; }

    /// <summary>Form of regional innovation: governance, public service, other.</summary>
    public string? Form { get; init; }

    /// <summary>Government sector.</summary>
    public string? Sector { get; init; }

    /// <summary>Who began it: head of region, council, civil servant, unit, society.</summary>
    public string? Initiator { get; init; }

    public DateOnly? ImplementedOn { get; init; }

    /// <summary>Up to 2,000 characters.</summary>
    public string? Summary { get; init; }
}

/// <summary>Immutable snapshot made at each submit: what reviewers see and what is scored.</summary>
public sealed class EntryVersion
{
    public required Guid Id { get; init; }

    public required Guid EntryId { get; init; }

    /// <summary>1, 2, ... within the entry.</summary>
    public required int Number { get; init; }

    public required Profile Profile { get; init; }

    public required string[] Declarations { get; init; }

    public required Guid VideoId { get; init; }

    public required Guid SubmittedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>SHA-256 (hex) over the snapshot's canonical JSON: printed on the receipt.</summary>
    public required string ReceiptHash { get; init; }
}
