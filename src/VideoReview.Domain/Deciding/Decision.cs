using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Deciding;

/// <summary>What holds a decision up beside the period's own life: entries that would be left without a rank.</summary>
public static class Decision
{
    /// <summary>
    /// Empty = may be decided. Entries without enough reviews stay unranked, and only when the coordinator says so.
    /// </summary>
    /// <param name="incomplete">Entries that would stand in the result as "belum lengkap".</param>
    /// <param name="closable">
    /// Entries with enough finals that a coordinator can still accept or close: these come first, or they would
    /// lose their rank by oversight.
    /// </param>
    public static IReadOnlyList<Refusal> WhyNotDecide(
        PeriodStatus status, PeriodFacts facts, int incomplete, int closable, bool acceptsIncomplete,
        DateTimeOffset now)
    {
        var refusals = PeriodLife.WhyNot(PeriodMove.Decide, status, facts, now);
        return PeriodLife.LeadsFrom(PeriodMove.Decide, status)
            && WhyNotUnfinished(incomplete, closable, acceptsIncomplete) is { } unfinished
            ? [unfinished, .. refusals]
            : refusals;
    }

    private static Refusal? WhyNotUnfinished(int incomplete, int closable, bool acceptsIncomplete) =>
        closable > 0 ? Refusal.Conflict("deciding.decide-closable", ("count", closable))
        : incomplete > 0 && !acceptsIncomplete ? Refusal.Conflict("deciding.decide-incomplete", ("count", incomplete))
        : null;
}
