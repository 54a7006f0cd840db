using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Media;

/// <summary>
/// Until when the author may choose another of a video's posters. It is a face, not a content: sending the entry does
/// not end it, the first review does.
/// </summary>
public static class PosterRules
{
    /// <summary>Null = it may be chosen now.</summary>
    public static Refusal? WhyNotChoose(EntryStatus entry, PeriodStatus period) =>
        entry is (EntryStatus.Draft or EntryStatus.Returned or EntryStatus.Submitted or EntryStatus.Ready)
            && period is (PeriodStatus.Open or PeriodStatus.Reviewing)
            ? null
            : Refusal.Conflict("media.poster-closed");
}
