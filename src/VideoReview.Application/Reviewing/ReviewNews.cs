using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>How the moves of a review are told.</summary>
internal static class ReviewNews
{
    /// <summary>
    /// For the reviewers whose reviews somebody else ended: whoever was given one or has written something; a claim
    /// that lapsed untouched is nobody's.
    /// </summary>
    public static IReadOnlyCollection<(Guid AccountId, News News)> OfEnded(
        Actor? actor, LockedEntry locked, IEnumerable<Review> ended, string code) =>
    [
        .. ended.Where(r => r.ReviewerId != actor?.AccountId && (r.StartedAt is not null || r.DueAt is not null))
            .Select(r => (r.ReviewerId, new News(
                code, locked.Period.Id, r.Id, Sentence.Of(code, ("number", locked.Entry.EntryNumber)),
                "/reviews/" + r.Id))),
    ];

    /// <summary>How the event of a move is called; its words stand under "reviewing.act-...".</summary>
    public static string ActOf(ReviewMove move) => move switch
    {
        ReviewMove.Assign => "reviewing.assigned",
        ReviewMove.Claim => "reviewing.claimed",
        ReviewMove.Save => "reviewing.begun",
        ReviewMove.Finish => "reviewing.finished",
        ReviewMove.Reopen => "reviewing.reopened",
        ReviewMove.Lapse => "reviewing.claim-lapsed",
        ReviewMove.Decline => "reviewing.declined",
        ReviewMove.DeclareConflict => "reviewing.conflict-declared",
        ReviewMove.Cancel => "reviewing.cancelled",
        ReviewMove.Supersede => "reviewing.superseded",
    };
}
