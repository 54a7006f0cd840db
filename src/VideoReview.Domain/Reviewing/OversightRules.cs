using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Reviewing;

/// <summary>What a coordinator may do with somebody's review; the same answer shows the button.</summary>
public static class OversightRules
{
    /// <summary>Null = a final review of the entry's current version may be unlocked.</summary>
    public static Refusal? WhyNotReopen(EntryStatus entry, PeriodStatus period) =>
        !PeriodLife.IsRunning(period) ? Refusal.Conflict("entries.period-not-running")
        : entry is EntryStatus.InReview or EntryStatus.Reviewed ? null
        : Refusal.Conflict("reviewing.entry-closed", ("status", EntryLife.StatusSentence(entry)));

    /// <summary>Null = the entry may be given to this reviewer.</summary>
    /// <param name="hasDeclined">Any version of it.</param>
    /// <param name="held">The reviewer's review of the current version; null = none.</param>
    public static Refusal? WhyNotGive(bool hasConflict, bool hasDeclined, ReviewStatus? held) =>
        hasConflict ? Refusal.Conflict("reviewing.has-conflict")
        : hasDeclined ? Refusal.Conflict("reviewing.has-declined")
        : held is { } status && ReviewLife.WhyNot(ReviewMove.Assign, status, new()) is [var refusal, ..] ? refusal
        : null;
}
