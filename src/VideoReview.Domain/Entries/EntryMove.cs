namespace VideoReview.Domain.Entries;

/// <summary>What may happen to an entry; who does it stands beside each in <see cref="EntryLife"/>.</summary>
public enum EntryMove
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
