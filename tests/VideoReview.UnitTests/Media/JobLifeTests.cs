using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class JobLifeTests
{
    /// <summary>What a person may do with a job: its state, whether its failure was set aside, and the two acts; "." = refused.</summary>
    private const string Acts = """
        Queued  kept  cancel .
        Running kept  cancel .
        Done    kept  .      .
        Failed  kept  .      discard
        Failed  aside .      .
        Skipped kept  .      .
        """;

    public static TheoryData<MediaJobState, bool, bool, bool> Rows =>
        [.. Acts.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(p => (Enum.Parse<MediaJobState>(p[0]), p[1] == "aside", p[2] == "cancel", p[3] == "discard"))];

    [Fact]
    public void Table_has_every_state() => Assert.Equal(Enum.GetValues<MediaJobState>(), Rows.Select(row => row.Data.Item1).Distinct().Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public void Act_is_allowed_where_the_table_says(MediaJobState state, bool isAside, bool mayCancel, bool mayDiscard)
    {
        var aside = isAside ? DateTimeOffset.UnixEpoch : (DateTimeOffset?)null;

        Assert.Equal(mayCancel ? null : "media.nothing-to-cancel", JobLife.WhyNotCancel(state, "sudah dikirim ulang")?.Sentence.Code);
        Assert.Equal(mayDiscard ? null : "media.nothing-to-discard", JobLife.WhyNotDiscard(state, aside, "sudah dikirim ulang")?.Sentence.Code);
    }

    [Fact]
    public void Act_without_a_reason_is_refused()
    {
        Assert.Equal("periods.reason-missing", JobLife.WhyNotCancel(MediaJobState.Running, " ")?.Sentence.Code);
        Assert.Equal("periods.reason-missing", JobLife.WhyNotDiscard(MediaJobState.Failed, null, null)?.Sentence.Code);
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
        Assert.Equal(may ? "entries.own-units-entry" : "shell.forbidden", ProcessingRights.WhyNotAct(actor, own)?.Sentence.Code);
    }

    [Theory]
    [InlineData(Language.Id)]
    [InlineData(Language.En)]
    public void Every_kind_and_lane_has_words(Language language)
    {
        var words = Words.File(language, "media");
        var keys = Enum.GetNames<MediaJobKind>().Select(kind => $"media.job-{kind.ToLowerInvariant()}").Concat(Enum.GetNames<MediaLane>().Select(lane => $"media.lane-{lane.ToLowerInvariant()}"));

        Assert.DoesNotContain(keys, key => !words.ContainsKey(key));
    }
}
