namespace VideoReview.Application.Reviewing;

/// <summary>Which entries a reviewer @reviewer may claim, as the database asks for it on rows s (entry) and p (its period).</summary>
internal static class ClaimCondition
{
    public const string From = "FROM submission s JOIN period p ON p.id = s.period_id";

    /// <summary>Ready or under review, in a running period.</summary>
    public const string IsOpen = "s.status IN ('ready', 'in_review') AND p.status IN ('open', 'reviewing')";

    /// <summary>Final, draft, assigned, or claimed and not yet lapsed; the reviewer's own lapsed draft does not stand in its own way.</summary>
    public const string SeatsHeld = """
        (SELECT count(*) FROM review h WHERE h.submission_id = s.id AND h.entry_version_id = s.current_version_id
            AND (h.status IN ('final', 'draft', 'assigned') OR (h.status = 'claimed' AND h.lease_until > now())))
        """;

    /// <summary>No conflict by unit or declaration. The reviewer's conflicting units are looked up once, not once for each entry.</summary>
    public const string IsClean = $"""
        s.unit_id <> ALL (ARRAY(SELECT s.unit_id FROM (SELECT u.id AS unit_id FROM unit u) s WHERE {ConflictCondition.Sql}))
        """;

    /// <summary>Never had, never declined: neither this version nor an earlier one. An own lapsed claim may be taken again.</summary>
    public const string IsNotHad = """
        NOT EXISTS (SELECT FROM review o WHERE o.submission_id = s.id AND o.reviewer_id = @reviewer
            AND (o.status IN ('declined', 'conflict')
                OR (o.entry_version_id = s.current_version_id AND NOT (o.status = 'expired' OR (o.status = 'claimed' AND o.lease_until <= now())))))
        """;

    public const string IsOffered = IsClean + " AND " + IsNotHad;
}
