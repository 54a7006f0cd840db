using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Entries;

/// <summary>What a move looks at beside the status and the clock. Acts fill in what their move needs.</summary>
public sealed record MoveFacts
{
    public required PeriodStatus Period { get; init; }

    /// <summary>
    /// Until when the unit may send it, by <see cref="Closing"/>; exclusive. Submit, Resubmit, Unwithdraw.
    /// </summary>
    public DateTimeOffset SubmitUntil { get; init; }

    /// <summary>What the entry still lacks. Submit, Resubmit.</summary>
    public IReadOnlyList<Refusal> Missing { get; init; } = [];

    /// <summary>Accept.</summary>
    public bool VideoIsPlayable { get; init; }

    /// <summary>As typed. Compulsory for Return, Reject, Disqualify and every Undo.</summary>
    public string? Reason { get; init; }

    /// <summary>A refused video leads to a return that is not counted and needs no note.</summary>
    public bool BySystem { get; init; }

    public int ReturnCount { get; init; }

    public int MaximumReturns { get; init; }

    /// <summary>ReturnLapsed.</summary>
    public DateTimeOffset? ReturnDueAt { get; init; }

    /// <summary>UndoReject, UndoDisqualify.</summary>
    public EntryStatus? StatusBeforeEnd { get; init; }
}
