
namespace VideoReview.Domain.Periods;

/// <summary>What a coordinator may do with a whole period.</summary>
public enum PeriodMove
{
    Open,
    Review,
    Decide,
    UndoDecide,
    Publish,
    Archive,
}

/// <summary>What a move looks at beside the status and the clock.</summary>
/// <param name="Reason">As typed; compulsory for every move.</param>
/// <param name="ClosesAt">The period's closing with its whole-period extensions.</param>
/// <param name="RubricProblems">What <see cref="RubricRules.Check"/> found.</param>
public sealed record PeriodFacts(string? Reason, DateTimeOffset ClosesAt, IReadOnlyList<Refusal> RubricProblems);

/// <summary>
/// The life of a period.
/// <code>
/// Draft -open-> Open -review-> Reviewing -decide-> Decided -publish-> Published -archive-> Archived
///                                  ^                  |
///                                  +---undoDecide-----+
/// </code>
/// Deciding and publishing also freeze and show a snapshot: those acts live with the result.
/// </summary>
public static class PeriodLife
{
    /// <summary>Where the move leads, or every reason why it may not be made.</summary>
    public static Outcome<PeriodStatus> Move(
        PeriodMove move, PeriodStatus status, PeriodFacts facts, DateTimeOffset now)
    {
        var refusals = WhyNot(move, status, facts, now);
        return refusals.Count > 0 ? Outcome<PeriodStatus>.Refused(refusals) : Target(move);
    }

    /// <summary>Empty = the move may be made.</summary>
    public static IReadOnlyList<Refusal> WhyNot(
        PeriodMove move, PeriodStatus status, PeriodFacts facts, DateTimeOffset now)
    {
        if (WhyNotYet(move, status, facts, now) is { Count: > 0 } refusals)
        {
            return refusals;
        }

        return ReasonRule.WhyNot(facts.Reason) is { } refusal ? [refusal] : [];
    }

    /// <summary>As <see cref="WhyNot"/>, the reason apart: what shows the button before anything was typed.</summary>
    public static IReadOnlyList<Refusal> WhyNotYet(
        PeriodMove move, PeriodStatus status, PeriodFacts facts, DateTimeOffset now)
    {
        if (!LeadsFrom(move, status))
        {
            return [Refusal.Conflict(
                Target(move) == status ? "periods.already-done" : "periods.wrong-status",
                ("status", StatusSentence(status)))];
        }

        return move switch
        {
            PeriodMove.Open when facts.ClosesAt <= now => [Refusal.Conflict("periods.closing-passed")],
            PeriodMove.Open => facts.RubricProblems,
            PeriodMove.Review when now < facts.ClosesAt =>
                [Refusal.Conflict("periods.not-yet-closed", ("at", facts.ClosesAt))],
            PeriodMove.Review or PeriodMove.Decide or PeriodMove.UndoDecide or PeriodMove.Publish
                or PeriodMove.Archive => [],
        };
    }

    /// <summary>Does the drawing above lead this move from this status?</summary>
    public static bool LeadsFrom(PeriodMove move, PeriodStatus status) => From(move) == status;

    /// <summary>Entries are sent and reviewed.</summary>
    public static bool IsRunning(PeriodStatus status) => status is PeriodStatus.Open or PeriodStatus.Reviewing;

    /// <summary>The status as a word to be put into a sentence.</summary>
    public static Sentence StatusSentence(PeriodStatus status) => Sentence.Of(status switch
    {
        PeriodStatus.Draft => "periods.status-draft",
        PeriodStatus.Open => "periods.status-open",
        PeriodStatus.Reviewing => "periods.status-reviewing",
        PeriodStatus.Decided => "periods.status-decided",
        PeriodStatus.Published => "periods.status-published",
        PeriodStatus.Archived => "periods.status-archived",
    });

    private static PeriodStatus From(PeriodMove move) => move switch
    {
        PeriodMove.Open => PeriodStatus.Draft,
        PeriodMove.Review => PeriodStatus.Open,
        PeriodMove.Decide => PeriodStatus.Reviewing,
        PeriodMove.UndoDecide or PeriodMove.Publish => PeriodStatus.Decided,
        PeriodMove.Archive => PeriodStatus.Published,
    };

    private static PeriodStatus Target(PeriodMove move) => move switch
    {
        PeriodMove.Open => PeriodStatus.Open,
        PeriodMove.Review or PeriodMove.UndoDecide => PeriodStatus.Reviewing,
        PeriodMove.Decide => PeriodStatus.Decided,
        PeriodMove.Publish => PeriodStatus.Published,
        PeriodMove.Archive => PeriodStatus.Archived,
    };
}
