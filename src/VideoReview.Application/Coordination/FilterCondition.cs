using VideoReview.Application.Entries;
using VideoReview.Application.Reviewing;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Coordination;

/// <summary>
/// The words of the filters in SQL, once for the board's numbers and once for the lists behind them.
/// @now is the moment of asking.
/// </summary>
internal static class FilterCondition
{
    /// <summary>The uploads that are under way, on a row o.</summary>
    public const string OpenUpload = "o.status = 'open' AND o.expires_at > @now";

    /// <summary>The last thing that moved the entry, on a row s, was a return date that passed.</summary>
    public static string Lapsed => $"""
        ({EntryCondition.Is("s", EntryStatus.Submitted)} AND (SELECT e.act FROM event e WHERE e.entry_id = s.id AND e.subject = 'entry' AND e."to" = 'submitted'
            ORDER BY e.seq DESC LIMIT 1) = 'entries.return-lapsed')
        """;

    /// <summary>
    /// Final reviews disagree on a point, by half the scale or on whether it is met, on a row s (scoring.md 8); a
    /// trigger keeps the row. Not told to @viewer, who has an open review of the same version and must see
    /// nothing of what others scored.
    /// </summary>
    public static string Split => $"""
        (s.is_split AND {EntryCondition.IsBegun("s")} AND NOT EXISTS (SELECT FROM review o
            WHERE o.entry_version_id = s.current_version_id AND o.reviewer_id = @viewer AND {ReviewCondition.IsOpen("o")}))
        """;

    /// <summary>The reviews that count in <paramref name="which"/>, on a row r.</summary>
    public static string Review(ReviewFilter which) => which switch
    {
        ReviewFilter.Done => ReviewCondition.Is("r", ReviewStatus.Final),
        ReviewFilter.Late => $"{ReviewCondition.IsUnderWay("r")} AND r.due_at < @now",
        ReviewFilter.Ending => $"{ReviewCondition.MayLapse("r")} AND r.lease_until < now() + interval '15 minutes'",
        ReviewFilter.Given => ReviewCondition.IsGiven("r"),
    };

    /// <summary>Somebody has such a review of the entry's current version, on a row s.</summary>
    public static string Reviewed(ReviewFilter which) =>
        $"EXISTS (SELECT FROM review r WHERE r.entry_version_id = s.current_version_id AND {Review(which)})";

    /// <summary>The reviewer @reviewer has.</summary>
    public static string ReviewedBy(ReviewFilter which) =>
        "EXISTS (SELECT FROM review r WHERE r.entry_version_id = s.current_version_id AND "
            + $"r.reviewer_id = @reviewer AND {Review(which)})";

    /// <summary>
    /// The videos that count in <paramref name="which"/>, on a row v; @stuck_before is the moment
    /// before which waiting is too long.
    /// </summary>
    public static string Video(VideoFilter which) => which switch
    {
        VideoFilter.Refused => "v.status = 'refused'",
        VideoFilter.Playable => "v.status = 'playable'",
        VideoFilter.Stuck => "(v.status = 'failed' OR (v.status IN ('received', 'inspecting', "
            + "'needs_copy') AND v.received_at < @stuck_before))",
        VideoFilter.Processing => "v.status IN ('received', 'inspecting', 'needs_copy')",
    };
}
