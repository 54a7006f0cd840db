using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using Xunit;

namespace VideoReview.UnitTests.Entries;

public sealed class DraftRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);

    private static readonly Actor Submitter = new(
        Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), new HashSet<Role> { Role.Submitter });

    [Fact]
    public void Submitter_begins_from_the_opening_until_the_closing()
    {
        Assert.Null(DraftRules.WhyNotBegin(Submitter, PeriodStatus.Open, Now, Now.AddTicks(1), Now));
        Assert.Equal(
            Refusal.Conflict("entries.not-yet-open", ("at", Now.AddTicks(1))),
            DraftRules.WhyNotBegin(Submitter, PeriodStatus.Open, Now.AddTicks(1), Now.AddDays(1), Now));
        Assert.Equal(
            Refusal.Conflict("entries.closed", ("at", Now)),
            DraftRules.WhyNotBegin(Submitter, PeriodStatus.Open, Now.AddDays(-1), Now, Now));
    }

    [Fact]
    public void Only_a_submitter_with_a_unit_begins()
    {
        var reviewer = Submitter with { Roles = new HashSet<Role> { Role.Reviewer, Role.Coordinator } };

        Assert.Equal(Refusal.Forbidden, DraftRules.WhyNotBegin(reviewer, PeriodStatus.Open, Now, Now.AddDays(1), Now));
        Assert.Equal(
            Refusal.Forbidden,
            DraftRules.WhyNotBegin(Submitter with { UnitId = null }, PeriodStatus.Open, Now, Now.AddDays(1), Now));
    }

    [Theory]
    [InlineData(PeriodStatus.Draft, false)]
    [InlineData(PeriodStatus.Open, true)]
    [InlineData(PeriodStatus.Reviewing, true)]
    [InlineData(PeriodStatus.Decided, false)]
    [InlineData(PeriodStatus.Published, false)]
    [InlineData(PeriodStatus.Archived, false)]
    public void Only_a_running_period_is_written_in(PeriodStatus period, bool runs)
    {
        Assert.Equal(runs, DraftRules.WhyNotBegin(Submitter, period, Now, Now.AddDays(1), Now) is null);
        Assert.Equal(runs, DraftRules.WhyNotWrite(EntryStatus.Draft, period, Now.AddDays(1), Now) is null);
    }

    public static TheoryData<EntryStatus> Statuses => [.. Enum.GetValues<EntryStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Only_draft_and_returned_are_written(EntryStatus status) =>
        Assert.Equal(
            status is EntryStatus.Draft or EntryStatus.Returned
                ? null
                : Refusal.Conflict("entries.not-writable", ("status", EntryLife.StatusSentence(status))),
            DraftRules.WhyNotWrite(status, PeriodStatus.Open, Now.AddDays(1), Now));

    [Fact]
    public void Writing_ends_at_its_moment_and_not_before()
    {
        Assert.Null(DraftRules.WhyNotWrite(EntryStatus.Returned, PeriodStatus.Reviewing, Now.AddTicks(1), Now));
        Assert.Equal(
            Refusal.Conflict("entries.closed", ("at", Now)),
            DraftRules.WhyNotWrite(EntryStatus.Returned, PeriodStatus.Reviewing, Now, Now));
    }
}
