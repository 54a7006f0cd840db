using VideoReview.Application.Entries;
using VideoReview.Application.Scoring;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Deciding;

/// <summary>The entries that count before a decision, on a row s of the period @period.</summary>
internal static class DecisionCondition
{
    /// <summary>
    /// Finals are counted once for the period, not per entry. A returned entry lies with its unit, whose next version
    /// makes its finals count no more: nobody can close it, so it holds nothing up and gets no rank.
    /// </summary>
    public static string Of(DecisionFilter which) => which is DecisionFilter.Closable
        ? $"({EntryCondition.IsUnfinished("s")} AND s.current_version_id IN ({EnoughFinals}))"
        : $"({EntryCondition.Is("s", EntryStatus.Returned)} OR ({EntryCondition.IsUnfinished("s")}"
            + $" AND s.current_version_id NOT IN ({EnoughFinals})))";

    private static string EnoughFinals => $"""
        SELECT r.entry_version_id FROM review r WHERE r.period_id = @period AND {MarkCondition.Counts("r")}
        GROUP BY r.entry_version_id HAVING {MarkCondition.AreEnough("count(*)")}
        """;
}
