using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Reviewing;

/// <summary>What may happen to a review; who does it stands beside each in <see cref="ReviewLife"/>.</summary>
public enum ReviewMove
{
    Assign,
    Claim,
    Save,
    Finish,
    Reopen,
    Lapse,
    Decline,
    DeclareConflict,
    Cancel,
    Supersede,
}

/// <summary>What a move looks at beside the status.</summary>
public sealed record ReviewFacts
{
    /// <summary>As typed. Compulsory for Reopen, Decline, DeclareConflict and a coordinator's Cancel.</summary>
    public string? Reason { get; init; }

    /// <summary>What the review still lacks, by <see cref="ScoreRules"/>. Finish.</summary>
    public IReadOnlyList<Refusal> Missing { get; init; } = [];

    /// <summary>The claim's time is over by the database's clock; false for assignments. Lapse.</summary>
    public bool LeaseIsOver { get; init; }

    /// <summary>The entry was closed with open reviews: nobody types a reason for each. Cancel.</summary>
    public bool BySystem { get; init; }
}

/// <summary>
/// The life of one review.
/// <code>
/// (none) -assign-> Assigned -save-+
///                     ^           +-> Draft -finish-> Final      Final -reopen-> Draft
/// (none) -claim-->  Claimed -save-+
/// Claimed, Draft -lapse-> Expired -claim-> Claimed, -assign-> Assigned       (what was typed is kept for its author)
/// Assigned, Claimed, Draft, Expired          -decline->         Declined     (never offered again)
/// Assigned, Claimed, Draft, Expired          -declareConflict-> Conflict     (never offered again)
/// Assigned, Claimed, Draft, Expired          -cancel->          Cancelled -assign-> Assigned
/// all but Declined, Conflict                 -supersede->       Superseded   (those two are kept for the next version)
/// </code>
/// Reviewer: claim, save, finish, decline, declareConflict. Coordinator: assign, reopen, cancel. The sweeper: lapse. A
/// new entry version: supersede.
/// </summary>
public static class ReviewLife
{
    private const ReviewStatus Assigned = ReviewStatus.Assigned, Claimed = ReviewStatus.Claimed,
        Draft = ReviewStatus.Draft, Final = ReviewStatus.Final,
        Expired = ReviewStatus.Expired, Declined = ReviewStatus.Declined, Conflict = ReviewStatus.Conflict,
        Cancelled = ReviewStatus.Cancelled, Superseded = ReviewStatus.Superseded;

    /// <summary>Where the move leads from this status, or every reason why it may not be made.</summary>
    public static Outcome<ReviewStatus> Move(ReviewMove move, ReviewStatus status, ReviewFacts facts)
    {
        var refusals = WhyNot(move, status, facts);
        return refusals.Count > 0 ? Outcome<ReviewStatus>.Refused(refusals) : Target(move);
    }

    /// <summary>
    /// Empty = the move may be made: the same answer shows the button, guards the act and words the refusal.
    /// </summary>
    public static IReadOnlyList<Refusal> WhyNot(ReviewMove move, ReviewStatus status, ReviewFacts facts)
    {
        if (!LeadsFrom(move, status))
        {
            var code = Target(move) == status ? "reviewing.already-done" : "reviewing.wrong-status";
            return [Refusal.Conflict(code, ("status", StatusSentence(status)))];
        }

        return move switch
        {
            ReviewMove.Finish => facts.Missing,
            ReviewMove.Lapse => facts.LeaseIsOver ? [] : [Refusal.Conflict("reviewing.claim-still-open")],
            ReviewMove.Cancel when facts.BySystem => [],
            ReviewMove.Reopen or ReviewMove.Decline or ReviewMove.DeclareConflict or ReviewMove.Cancel =>
                ReasonRule.WhyNot(facts.Reason) is { } refusal ? [refusal] : [],
            ReviewMove.Assign or ReviewMove.Claim or ReviewMove.Save or ReviewMove.Supersede => [],
        };
    }

    /// <summary>Does the drawing above lead this move from this status?</summary>
    public static bool LeadsFrom(ReviewMove move, ReviewStatus status) => move switch
    {
        ReviewMove.Assign => status is Expired or Cancelled,
        ReviewMove.Claim => status is Expired,
        ReviewMove.Save => status is Assigned or Claimed or Draft,
        ReviewMove.Finish => status is Draft,
        ReviewMove.Reopen => status is Final,
        ReviewMove.Lapse => status is Claimed or Draft,
        ReviewMove.Decline or ReviewMove.DeclareConflict or ReviewMove.Cancel =>
            status is Assigned or Claimed or Draft or Expired,
        ReviewMove.Supersede => status is not (Declined or Conflict or Superseded),
    };

    /// <summary>
    /// Not yet final, and still the reviewer's: whoever holds one sees no other score of the version under any role.
    /// </summary>
    public static bool IsOpen(ReviewStatus status) => status is Assigned or Claimed or Draft or Expired;

    /// <summary>
    /// Given to its reviewer, who has not finished it; a lapsed one is open, but no longer under way.
    /// </summary>
    public static bool IsUnderWay(ReviewStatus status) => status is Assigned or Claimed or Draft;

    /// <summary>Not the reviewer's any more: given back, or taken back by a coordinator.</summary>
    public static bool IsGivenBack(ReviewStatus status) => status is Declined or Conflict or Cancelled;

    /// <summary>The status as a word to be put into a sentence.</summary>
    public static Sentence StatusSentence(ReviewStatus status) => Sentence.Of(status switch
    {
        Assigned => "reviewing.status-assigned",
        Claimed => "reviewing.status-claimed",
        Draft => "reviewing.status-draft",
        Final => "reviewing.status-final",
        Expired => "reviewing.status-expired",
        Declined => "reviewing.status-declined",
        Conflict => "reviewing.status-conflict",
        Cancelled => "reviewing.status-cancelled",
        Superseded => "reviewing.status-superseded",
    });

    private static ReviewStatus Target(ReviewMove move) => move switch
    {
        ReviewMove.Assign => Assigned,
        ReviewMove.Claim => Claimed,
        ReviewMove.Save or ReviewMove.Reopen => Draft,
        ReviewMove.Finish => Final,
        ReviewMove.Lapse => Expired,
        ReviewMove.Decline => Declined,
        ReviewMove.DeclareConflict => Conflict,
        ReviewMove.Cancel => Cancelled,
        ReviewMove.Supersede => Superseded,
    };
}
