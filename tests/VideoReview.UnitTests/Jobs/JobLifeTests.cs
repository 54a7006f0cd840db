using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Jobs;

public sealed class JobLifeTests
{
    /// <summary>
    /// What a person may do with a job: its state, whether its failure was set aside, and
    /// the three acts; "." = refused.
    /// </summary>
    private const string Acts = """
        Queued  kept  cancel .       .
        Running kept  cancel .       .
        Done    kept  .      .       .
        Failed  kept  .      discard again
        Failed  aside .      .       again
        Skipped kept  .      .       .
        """;

    public static TheoryData<JobState, bool, bool, bool, bool> Rows =>
    [
        .. Acts.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(
            p => (Enum.Parse<JobState>(p[0]), p[1] == "aside", p[2] == "cancel", p[3] == "discard", p[4] == "again")),
    ];

    [Fact]
    public void Table_has_every_state() =>
        Assert.Equal(Enum.GetValues<JobState>(), Rows.Select(row => row.Data.Item1).Distinct().Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public void Act_is_allowed_where_the_table_says(
        JobState state, bool isAside, bool mayCancel, bool mayDiscard, bool maySendAgain)
    {
        var aside = isAside ? DateTimeOffset.UnixEpoch : (DateTimeOffset?)null;

        Assert.Equal(mayCancel ? null : "jobs.nothing-to-cancel", JobLife.WhyNotCancel(state)?.Sentence.Code);
        Assert.Equal(mayDiscard ? null : "jobs.nothing-to-discard", JobLife.WhyNotDiscard(state, aside)?.Sentence.Code);
        Assert.Equal(maySendAgain ? null : "jobs.nothing-to-send-again", JobLife.WhyNotSendAgain(state)?.Sentence.Code);
    }

    [Theory]
    [InlineData(Role.Submitter, false)]
    [InlineData(Role.Reviewer, false)]
    [InlineData(Role.Coordinator, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Observer, false)]
    public void Processing_is_the_coordinators_and_the_admins(Role role, bool may)
    {
        var (own, other) = (Guid.NewGuid(), Guid.NewGuid());
        var actor = new Actor(Guid.NewGuid(), Guid.NewGuid(), own, new HashSet<Role> { role });

        Assert.Equal(may, ProcessingRights.MaySee(actor));
        Assert.Equal(may ? null : "shell.forbidden", ProcessingRights.WhyNotAct(actor, other)?.Sentence.Code);
        Assert.Equal(
            may ? "entries.own-units-entry" : "shell.forbidden", ProcessingRights.WhyNotAct(actor, own)?.Sentence.Code);
    }
}
