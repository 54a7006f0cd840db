using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Submissions;

/// <summary>What may happen to an entry; who does it stands beside each in <see cref="SubmissionLife"/>.</summary>
public enum SubmissionMove
{
    Submit,
    Accept,
    FirstDraft,
    Finished,
    Decide,
    Publish,
    Return,
    Resubmit,
    ReturnLapsed,
    Reopen,
    NoReviewLeft,
    UndoDecide,
    Withdraw,
    Unwithdraw,
    Reject,
    UndoReject,
    Disqualify,
    UndoDisqualify,
}

/// <summary>What a move looks at beside the status and the clock. Acts fill in what their move needs.</summary>
public sealed record MoveFacts
{
    public required PeriodStatus Period { get; init; }

    /// <summary>Until when the unit may send it, by <see cref="Closing"/>; exclusive. Submit, Resubmit, Unwithdraw.</summary>
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
    public SubmissionStatus? StatusBeforeEnd { get; init; }
}

/// <summary>
/// The life of an entry.
/// <code>
/// Draft -submit-> Submitted -accept-> Ready -firstDraft-> InReview -finished-> Reviewed -decide-> Decided -publish-> Published
///   ^                ^  ^               ^                   |  ^                 |  ^               |
///   |                |  |               +---noReviewLeft----+  +-----reopen------+  +--undoDecide---+
///   |                |  +--resubmit, returnLapsed-- Returned &lt;-return-- Submitted, Ready, InReview, Reviewed
///   +-unwithdraw-- Withdrawn &lt;-withdraw-- Draft, Submitted, Returned, Ready
///                  Rejected  &lt;-reject--   Submitted, Returned            (undoReject leads back, until decided)
///                  Disqualified &lt;-disqualify-- Ready and all to its right  (undoDisqualify leads back, until decided)
/// </code>
/// Unit: submit, resubmit, withdraw, unwithdraw. Coordinator: accept, return, reject, disqualify, decide, publish and the undoing.
/// Reviews bring about firstDraft, finished, reopen and noReviewLeft; the sweeper returnLapsed.
/// </summary>
public static class SubmissionLife
{
    private const SubmissionStatus Draft = SubmissionStatus.Draft, Submitted = SubmissionStatus.Submitted, Ready = SubmissionStatus.Ready,
        InReview = SubmissionStatus.InReview, Reviewed = SubmissionStatus.Reviewed, Decided = SubmissionStatus.Decided, Published = SubmissionStatus.Published,
        Returned = SubmissionStatus.Returned, Withdrawn = SubmissionStatus.Withdrawn, Rejected = SubmissionStatus.Rejected, Disqualified = SubmissionStatus.Disqualified;

    /// <summary>Where the move leads from this status, or every reason why it may not be made.</summary>
    public static Outcome<SubmissionStatus> Move(SubmissionMove move, SubmissionStatus status, MoveFacts facts, DateTimeOffset now)
    {
        var refusals = WhyNot(move, status, facts, now);
        return refusals.Count > 0 ? Outcome<SubmissionStatus>.Refused(refusals) : Target(move) ?? facts.StatusBeforeEnd!.Value;
    }

    /// <summary>Empty = the move may be made: the same answer shows the button, guards the act and words the refusal.</summary>
    public static IReadOnlyList<Refusal> WhyNot(SubmissionMove move, SubmissionStatus status, MoveFacts facts, DateTimeOffset now)
    {
        if (!LeadsFrom(move, status))
        {
            return [WrongStatus(move, status)];
        }

        if (WhyNotInPeriod(move, facts.Period) is { } refusal)
        {
            return [refusal];
        }

        return move switch
        {
            SubmissionMove.Submit or SubmissionMove.Resubmit => [.. WhyNotInTime(facts, now), .. facts.Missing],
            SubmissionMove.Unwithdraw => WhyNotInTime(facts, now),
            SubmissionMove.Accept => facts.VideoIsPlayable ? [] : [Refusal.Conflict("submissions.video-not-playable")],
            SubmissionMove.Return => WhyNotReturn(facts),
            SubmissionMove.ReturnLapsed => facts.ReturnDueAt <= now ? [] : [Refusal.Conflict("submissions.return-still-open")],
            SubmissionMove.Reject or SubmissionMove.Disqualify or SubmissionMove.UndoDecide => WhyNotReason(facts),
            SubmissionMove.UndoReject or SubmissionMove.UndoDisqualify =>
                facts.StatusBeforeEnd is null ? throw new InvalidOperationException("An ended entry does not say where it stood.") : WhyNotReason(facts),
            _ => [],
        };
    }

    /// <summary>Does the table above draw this move from this status?</summary>
    public static bool LeadsFrom(SubmissionMove move, SubmissionStatus status) => move switch
    {
        SubmissionMove.Submit => status is Draft,
        SubmissionMove.Accept => status is Submitted,
        SubmissionMove.FirstDraft => status is Ready,
        SubmissionMove.Finished => status is InReview,
        SubmissionMove.Decide => status is Reviewed,
        SubmissionMove.Publish => status is Decided,
        SubmissionMove.Return => status is Submitted or Ready or InReview or Reviewed,
        SubmissionMove.Resubmit or SubmissionMove.ReturnLapsed => status is Returned,
        SubmissionMove.Reopen => status is Reviewed,
        SubmissionMove.NoReviewLeft => status is InReview,
        SubmissionMove.UndoDecide => status is Decided,
        SubmissionMove.Withdraw => status is Draft or Submitted or Returned or Ready,
        SubmissionMove.Unwithdraw => status is Withdrawn,
        SubmissionMove.Reject => status is Submitted or Returned,
        SubmissionMove.UndoReject => status is Rejected,
        SubmissionMove.Disqualify => status is Ready or InReview or Reviewed or Decided or Published,
        SubmissionMove.UndoDisqualify => status is Disqualified,
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, null),
    };

    /// <summary>Null = back to where it stood before its end.</summary>
    private static SubmissionStatus? Target(SubmissionMove move) => move switch
    {
        SubmissionMove.Submit or SubmissionMove.Resubmit or SubmissionMove.ReturnLapsed => Submitted,
        SubmissionMove.Accept or SubmissionMove.NoReviewLeft => Ready,
        SubmissionMove.FirstDraft or SubmissionMove.Reopen => InReview,
        SubmissionMove.Finished or SubmissionMove.UndoDecide => Reviewed,
        SubmissionMove.Decide => Decided,
        SubmissionMove.Publish => Published,
        SubmissionMove.Return => Returned,
        SubmissionMove.Withdraw => Withdrawn,
        SubmissionMove.Unwithdraw => Draft,
        SubmissionMove.Reject => Rejected,
        SubmissionMove.Disqualify => Disqualified,
        _ => null,
    };

    /// <summary>A repeated act is told so, which is not the same as a wrong one.</summary>
    private static Refusal WrongStatus(SubmissionMove move, SubmissionStatus status) =>
        Refusal.Conflict(Target(move) == status ? "submissions.already-done" : "submissions.wrong-status", ("status", StatusSentence(status)));

    /// <summary>A decided period's entries stay as they are, disqualification apart; deciding and publishing are the period's own moves.</summary>
    private static Refusal? WhyNotInPeriod(SubmissionMove move, PeriodStatus period) => move switch
    {
        SubmissionMove.Decide or SubmissionMove.Publish or SubmissionMove.UndoDecide => null,
        SubmissionMove.Disqualify when period is PeriodStatus.Decided or PeriodStatus.Published => null,
        _ => period is PeriodStatus.Open or PeriodStatus.Reviewing ? null : Refusal.Conflict("submissions.period-not-running"),
    };

    private static IReadOnlyList<Refusal> WhyNotInTime(MoveFacts facts, DateTimeOffset now) =>
        now < facts.SubmitUntil ? [] : [Refusal.Conflict("submissions.closed", ("at", facts.SubmitUntil))];

    private static IReadOnlyList<Refusal> WhyNotReturn(MoveFacts facts)
    {
        if (facts.BySystem)
        {
            return [];
        }

        return facts.ReturnCount < facts.MaximumReturns
            ? WhyNotReason(facts)
            : [Refusal.Conflict("submissions.returned-too-often", ("most", facts.MaximumReturns))];
    }

    private static IReadOnlyList<Refusal> WhyNotReason(MoveFacts facts) => ReasonRule.WhyNot(facts.Reason) is { } refusal ? [refusal] : [];

    /// <summary>The status as a word to be put into a sentence.</summary>
    public static Sentence StatusSentence(SubmissionStatus status) => Sentence.Of(status switch
    {
        Draft => "submissions.status-draft",
        Submitted => "submissions.status-submitted",
        Ready => "submissions.status-ready",
        InReview => "submissions.status-in-review",
        Reviewed => "submissions.status-reviewed",
        Decided => "submissions.status-decided",
        Published => "submissions.status-published",
        Returned => "submissions.status-returned",
        Withdrawn => "submissions.status-withdrawn",
        Rejected => "submissions.status-rejected",
        Disqualified => "submissions.status-disqualified",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    });
}
