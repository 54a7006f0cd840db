using static VideoReview.Domain.Entries.EntryStatus;

namespace VideoReview.Domain.Entries;

/// <summary>Which statuses belong together, for rules and for what the database is asked.</summary>
public static class EntrySets
{
    /// <summary>The unit writes it.</summary>
    public static bool IsWritten(EntryStatus status) => status is Draft or Returned;

    /// <summary>Sent, and no review has begun.</summary>
    public static bool AwaitsReview(EntryStatus status) => status is Submitted or Ready;

    /// <summary>Lies with coordinators and reviewers, who have to finish it before a decision.</summary>
    public static bool IsUnfinished(EntryStatus status) => status is Submitted or Ready or InReview;

    /// <summary>Reviews of it may be written.</summary>
    public static bool IsReviewable(EntryStatus status) => status is Ready or InReview;

    /// <summary>Reviewers may be given it; a reviewed one is then under review again.</summary>
    public static bool TakesReviewers(EntryStatus status) => status is Ready or InReview or Reviewed;

    /// <summary>Somebody has begun to review it, or more.</summary>
    public static bool IsBegun(EntryStatus status) => status is InReview or Reviewed or Decided or Published;

    /// <summary>Its reviewing is over: it may have a rank.</summary>
    public static bool IsComplete(EntryStatus status) => status is Reviewed or Decided or Published;

    /// <summary>Taken into the assessment: it wants its seats filled.</summary>
    public static bool IsAccepted(EntryStatus status) =>
        status is Ready or InReview or Reviewed or Decided or Published;

    /// <summary>Stands in the result of its period, with or without a rank.</summary>
    public static bool IsInResult(EntryStatus status) => status is Submitted or Returned || IsAccepted(status);

    /// <summary>Out of the assessment; an undo leads back.</summary>
    public static bool IsEnded(EntryStatus status) => status is Withdrawn or Rejected or Disqualified;
}
