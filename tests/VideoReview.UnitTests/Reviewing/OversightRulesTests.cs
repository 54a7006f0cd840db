using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using Xunit;

namespace VideoReview.UnitTests.Reviewing;

public sealed class OversightRulesTests
{
    [Theory]
    [InlineData(EntryStatus.InReview, PeriodStatus.Reviewing, null)]
    [InlineData(EntryStatus.Reviewed, PeriodStatus.Open, null)]
    [InlineData(EntryStatus.Ready, PeriodStatus.Reviewing, "reviewing.entry-closed")]
    [InlineData(EntryStatus.Published, PeriodStatus.Published, "entries.period-not-running")]
    [InlineData(EntryStatus.Decided, PeriodStatus.Decided, "entries.period-not-running")]
    public void Final_review_can_be_reopened_while_its_entry_is_reviewed(
        EntryStatus entry, PeriodStatus period, string? expected) =>
        Assert.Equal(expected, OversightRules.WhyNotReopen(entry, period)?.Sentence.Code);

    [Theory]
    [InlineData(false, false, null, null)]
    [InlineData(false, false, ReviewStatus.Cancelled, null)]
    [InlineData(false, false, ReviewStatus.Expired, null)]
    [InlineData(false, false, ReviewStatus.Assigned, "reviewing.already-done")]
    [InlineData(false, false, ReviewStatus.Final, "reviewing.wrong-status")]
    [InlineData(false, true, null, "reviewing.has-declined")]
    [InlineData(true, true, ReviewStatus.Final, "reviewing.has-conflict")]
    public void Entry_is_given_to_whom_nothing_stands_against(
        bool hasConflict, bool hasDeclined, ReviewStatus? held, string? expected) =>
        Assert.Equal(expected, OversightRules.WhyNotGive(hasConflict, hasDeclined, held)?.Sentence.Code);
}
