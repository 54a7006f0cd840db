using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// Which entries a reviewer @reviewer may claim, as the database asks for it on rows s (entry) and p (its period).
/// </summary>
internal static class ClaimCondition
{
    public const string From = "FROM entry s JOIN period p ON p.id = s.period_id";

    /// <summary>No conflict by unit or declaration.</summary>
    public const string IsClean = $"s.unit_id NOT IN ({ConflictCondition.Units})";

    /// <summary>Ready or under review, in a running period.</summary>
    public static string IsOpen => $"{EntryCondition.IsReviewable("s")} AND {PeriodCondition.IsRunning("p")}";

    /// <summary>How many seats of the entry's current version are held.</summary>
    public static string SeatsHeld =>
        "(SELECT count(*) FROM review h WHERE h.entry_id = s.id AND h.entry_version_id = "
            + $"s.current_version_id AND {ReviewCondition.HoldsSeat("h")})";

    /// <summary>
    /// Never had, never declined: a review that is not superseded stands on the current version, or was declined for
    /// good. An own lapsed claim may be taken again.
    /// </summary>
    public static string IsNotHad => $"""
        s.id NOT IN (SELECT o.entry_id FROM review o
            WHERE o.reviewer_id = @reviewer AND NOT {ReviewCondition.Is("o", ReviewStatus.Superseded)} AND NOT {ReviewCondition.MayBeClaimedAgain("o")})
        """;

    /// <summary>
    /// An own review, on rows r, s and p, that can go on: under way on the current version, or lapsed with something
    /// typed.
    /// </summary>
    public static string IsOwnWork => $"""
        (r.entry_version_id = s.current_version_id AND {IsOpen}
            AND ({ReviewCondition.IsUnderWay("r")} OR ({ReviewCondition.Is("r", ReviewStatus.Expired)} AND r.started_at IS NOT NULL)))
        """;

    public static string IsOffered => $"{IsClean} AND {IsNotHad}";
}
