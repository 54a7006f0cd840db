using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Deciding;

/// <summary>
/// When a period's result may be fixed, published or taken back:
/// Reviewing -decide-> Decided -publish-> Published; Decided -undo-> Reviewing.
/// </summary>
public static class Decision
{
    /// <summary>Null = may be decided. Entries without enough reviews stay unranked, and only when the coordinator says so.</summary>
    /// <param name="incomplete">Entries that would stand in the result as "belum lengkap".</param>
    /// <param name="closable">Entries with enough finals that a coordinator can still accept or close: these come first, or they would lose their rank by oversight.</param>
    public static Refusal? WhyNotDecide(PeriodStatus status, int incomplete, int closable, bool acceptsIncomplete, string? reason) =>
        status != PeriodStatus.Reviewing ? Refusal.Conflict("deciding.decide-not-reviewing")
        : closable > 0 ? Refusal.Conflict("deciding.decide-closable", ("count", closable))
        : incomplete > 0 && !acceptsIncomplete ? Refusal.Conflict("deciding.decide-incomplete", ("count", incomplete))
        : WithoutReason(reason);

    /// <summary>Null = the decided result may be published.</summary>
    public static Refusal? WhyNotPublish(PeriodStatus status) =>
        status == PeriodStatus.Decided ? null : Refusal.Conflict("deciding.publish-not-decided");

    /// <summary>Null = the decision may be taken back; after publishing it stands.</summary>
    public static Refusal? WhyNotUndo(PeriodStatus status, string? reason) =>
        status != PeriodStatus.Decided ? Refusal.Conflict("deciding.undo-not-decided") : WithoutReason(reason);

    private static Refusal? WithoutReason(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("reason", "deciding.reason-missing") : null;
}
