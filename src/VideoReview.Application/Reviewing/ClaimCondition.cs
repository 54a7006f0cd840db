namespace VideoReview.Application.Reviewing;

/// <summary>Which entries a reviewer @reviewer may claim, as the database asks for it on rows s (entry) and p (its period).</summary>
internal static class ClaimCondition
{
    public const string From = "FROM entry s JOIN period p ON p.id = s.period_id";

    /// <summary>Ready or under review, in a running period.</summary>
    public const string IsOpen = "s.status IN ('ready', 'in_review') AND p.status IN ('open', 'reviewing')";

    /// <summary>Final, draft, assigned, or claimed and not yet lapsed: a review on row h that holds a seat.</summary>
    public const string HoldsSeat = "(h.status IN ('final', 'draft', 'assigned') OR (h.status = 'claimed' AND h.lease_until > now()))";

    /// <summary>How many seats of the entry's current version are held.</summary>
    public const string SeatsHeld = $"(SELECT count(*) FROM review h WHERE h.entry_id = s.id AND h.entry_version_id = s.current_version_id AND {HoldsSeat})";

    /// <summary>No conflict by unit or declaration.</summary>
    public const string IsClean = $"s.unit_id NOT IN ({ConflictCondition.Units})";

    /// <summary>
    /// Never had, never declined: a review that is not superseded stands on the current version, or was declined for good. An own lapsed claim may be taken again.
    /// </summary>
    public const string IsNotHad = """
        s.id NOT IN (SELECT o.entry_id FROM review o
            WHERE o.reviewer_id = @reviewer AND o.status NOT IN ('superseded', 'expired') AND NOT (o.status = 'claimed' AND o.lease_until <= now()))
        """;

    public const string IsOffered = IsClean + " AND " + IsNotHad;
}
