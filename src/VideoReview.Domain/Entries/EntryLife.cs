using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Entries;

/// <summary>
/// The life of an entry.
/// <code>
/// Draft -submit-> Submitted -accept-> Ready -firstDraft-> InReview -finished-> Reviewed -decide->
/// Decided -publish-> Published
///   ^                ^  ^               ^                   |  ^                 |  ^               |
///   |                |  |               +---noReviewLeft----+  +-----reopen------+  +--undoDecide---+
///   |                |  +--resubmit, returnLapsed-- Returned &lt;-return-- Submitted, Ready, InReview, Reviewed
///   +-unwithdraw-- Withdrawn &lt;-withdraw-- Draft, Submitted, Returned, Ready
///                  Rejected  &lt;-reject--   Submitted, Returned            (undoReject leads back, until decided)
/// Disqualified &lt;-disqualify-- Ready and all to its right (undoDisqualify leads back, until decided)
/// </code>
/// Unit: submit, resubmit, withdraw, unwithdraw. Coordinator: accept, return, reject, disqualify, decide, publish and
/// the undoing. Reviews bring about firstDraft, finished, reopen and noReviewLeft; the sweeper returnLapsed.
/// </summary>
public static class EntryLife
{
    private const EntryStatus Draft = EntryStatus.Draft, Submitted = EntryStatus.Submitted, Ready = EntryStatus.Ready,
        InReview = EntryStatus.InReview, Reviewed = EntryStatus.Reviewed, Decided = EntryStatus.Decided,
        Published = EntryStatus.Published, Returned = EntryStatus.Returned, Withdrawn = EntryStatus.Withdrawn,
        Rejected = EntryStatus.Rejected, Disqualified = EntryStatus.Disqualified;

    /// <summary>Where the move leads from this status, or every reason why it may not be made.</summary>
    public static Outcome<EntryStatus> Move(EntryMove move, EntryStatus status, MoveFacts facts, DateTimeOffset now)
    {
        var refusals = WhyNot(move, status, facts, now);
        return refusals.Count > 0
            ? Outcome<EntryStatus>.Refused(refusals)
            : Target(move) ?? facts.StatusBeforeEnd!.Value;
    }

    /// <summary>
    /// Empty = the move may be made: the same answer shows the button, guards the act and words the refusal.
    /// </summary>
    public static IReadOnlyList<Refusal> WhyNot(EntryMove move, EntryStatus status, MoveFacts facts, DateTimeOffset now)
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
            EntryMove.Submit or EntryMove.Resubmit => [.. WhyNotInTime(facts, now), .. facts.Missing],
            EntryMove.Unwithdraw => WhyNotInTime(facts, now),
            EntryMove.Accept => facts.VideoIsPlayable ? [] : [Refusal.Conflict("entries.video-not-playable")],
            EntryMove.Return => WhyNotReturn(facts),
            EntryMove.ReturnLapsed => facts.ReturnDueAt <= now ? [] : [Refusal.Conflict("entries.return-still-open")],
            EntryMove.Reject or EntryMove.Disqualify or EntryMove.UndoDecide => WhyNotReason(facts),
            EntryMove.UndoReject or EntryMove.UndoDisqualify =>
                facts.StatusBeforeEnd is null
                    ? throw new InvalidOperationException("An ended entry does not say where it stood.")
                    : WhyNotReason(facts),
            EntryMove.FirstDraft or EntryMove.Finished or EntryMove.Decide or EntryMove.Publish or EntryMove.Reopen
                or EntryMove.NoReviewLeft or EntryMove.Withdraw => [],
        };
    }

    /// <summary>Does the table above draw this move from this status?</summary>
    public static bool LeadsFrom(EntryMove move, EntryStatus status) => move switch
    {
        EntryMove.Submit => status is Draft,
        EntryMove.Accept => status is Submitted,
        EntryMove.FirstDraft => status is Ready,
        EntryMove.Finished => status is InReview,
        EntryMove.Decide => status is Reviewed,
        EntryMove.Publish => status is Decided,
        EntryMove.Return => status is Submitted or Ready or InReview or Reviewed,
        EntryMove.Resubmit or EntryMove.ReturnLapsed => status is Returned,
        EntryMove.Reopen => status is Reviewed,
        EntryMove.NoReviewLeft => status is InReview,
        EntryMove.UndoDecide => status is Decided,
        EntryMove.Withdraw => status is Draft or Submitted or Returned or Ready,
        EntryMove.Unwithdraw => status is Withdrawn,
        EntryMove.Reject => status is Submitted or Returned,
        EntryMove.UndoReject => status is Rejected,
        EntryMove.Disqualify => status is Ready or InReview or Reviewed or Decided or Published,
        EntryMove.UndoDisqualify => status is Disqualified,
    };

    /// <summary>Null = back to where it stood before its end.</summary>
    private static EntryStatus? Target(EntryMove move) => move switch
    {
        EntryMove.Submit or EntryMove.Resubmit or EntryMove.ReturnLapsed => Submitted,
        EntryMove.Accept or EntryMove.NoReviewLeft => Ready,
        EntryMove.FirstDraft or EntryMove.Reopen => InReview,
        EntryMove.Finished or EntryMove.UndoDecide => Reviewed,
        EntryMove.Decide => Decided,
        EntryMove.Publish => Published,
        EntryMove.Return => Returned,
        EntryMove.Withdraw => Withdrawn,
        EntryMove.Unwithdraw => Draft,
        EntryMove.Reject => Rejected,
        EntryMove.Disqualify => Disqualified,
        EntryMove.UndoReject or EntryMove.UndoDisqualify => null,
    };

    /// <summary>A repeated act is told so, which is not the same as a wrong one.</summary>
    private static Refusal WrongStatus(EntryMove move, EntryStatus status) =>
        Refusal.Conflict(
            Target(move) == status ? "entries.already-done" : "entries.wrong-status",
            ("status", StatusSentence(status)));

    /// <summary>
    /// A decided period's entries stay as they are, disqualification apart; deciding and
    /// publishing are the period's own moves.
    /// </summary>
    private static Refusal? WhyNotInPeriod(EntryMove move, PeriodStatus period) => move switch
    {
        EntryMove.Decide or EntryMove.Publish or EntryMove.UndoDecide => null,
        EntryMove.Disqualify when period is PeriodStatus.Decided or PeriodStatus.Published => null,
        EntryMove.Submit or EntryMove.Accept or EntryMove.FirstDraft or EntryMove.Finished or EntryMove.Return
            or EntryMove.Resubmit or EntryMove.ReturnLapsed or EntryMove.Reopen or EntryMove.NoReviewLeft
            or EntryMove.Withdraw or EntryMove.Unwithdraw or EntryMove.Reject or EntryMove.UndoReject
            or EntryMove.Disqualify or EntryMove.UndoDisqualify =>
            PeriodLife.IsRunning(period) ? null : Refusal.Conflict("entries.period-not-running"),
    };

    private static IReadOnlyList<Refusal> WhyNotInTime(MoveFacts facts, DateTimeOffset now) =>
        now < facts.SubmitUntil ? [] : [Refusal.Conflict("entries.closed", ("at", facts.SubmitUntil))];

    private static IReadOnlyList<Refusal> WhyNotReturn(MoveFacts facts)
    {
        if (facts.BySystem)
        {
            return [];
        }

        return facts.ReturnCount < facts.MaximumReturns
            ? WhyNotReason(facts)
            : [Refusal.Conflict("entries.returned-too-often", ("most", facts.MaximumReturns))];
    }

    private static IReadOnlyList<Refusal> WhyNotReason(MoveFacts facts) =>
        ReasonRule.WhyNot(facts.Reason) is { } refusal ? [refusal] : [];

    /// <summary>The status as a word to be put into a sentence.</summary>
    public static Sentence StatusSentence(EntryStatus status) => Sentence.Of(status switch
    {
        Draft => "entries.status-draft",
        Submitted => "entries.status-submitted",
        Ready => "entries.status-ready",
        InReview => "entries.status-in-review",
        Reviewed => "entries.status-reviewed",
        Decided => "entries.status-decided",
        Published => "entries.status-published",
        Returned => "entries.status-returned",
        Withdrawn => "entries.status-withdrawn",
        Rejected => "entries.status-rejected",
        Disqualified => "entries.status-disqualified",
    });
}
