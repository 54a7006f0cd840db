namespace VideoReview.Application.Reviewing;

/// <summary>
/// Conflict of interest as the database asks for it; Domain's UnitTree says the same of rows at hand. Every claim,
/// assignment, page, save and media request uses it.
/// </summary>
internal static class ConflictCondition
{
    /// <summary>
    /// True when the reviewer @reviewer must not judge the entry on row s: kin by the unit tree, or a declared
    /// relation to the entry's unit.
    /// </summary>
    public const string Sql = $"""
        (EXISTS (
            SELECT FROM account me JOIN unit mine ON mine.id = me.unit_id JOIN unit theirs ON theirs.id = s.unit_id
            WHERE me.id = @reviewer AND {Kin})
        OR EXISTS (SELECT FROM declared_conflict c WHERE c.reviewer_id = @reviewer AND c.unit_id = s.unit_id))
        """;

    /// <summary>
    /// The same, as the ids of all units whose entries the reviewer must not judge: for lists, which would
    /// otherwise ask once for each entry.
    /// </summary>
    public const string Units = $"""
        SELECT theirs.id FROM account me JOIN unit mine ON mine.id = me.unit_id JOIN unit theirs ON {Kin} WHERE me.id = @reviewer
        UNION ALL SELECT c.unit_id FROM declared_conflict c WHERE c.reviewer_id = @reviewer
        """;

    /// <summary>Of units mine and theirs: one is above the other, or they are the same.</summary>
    public const string Kin = "(mine.id = theirs.id OR theirs.id = ANY (mine.kin) OR mine.id = ANY (theirs.kin))";
}
