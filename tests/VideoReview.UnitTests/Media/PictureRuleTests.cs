using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using Xunit;

namespace VideoReview.UnitTests.Media;

/// <summary>Posters, storyboard and key frames.</summary>
public sealed class PictureRuleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Posters_are_the_busiest_of_each_fifth_and_none_is_black()
    {
        SeenFrame[] candidates = [.. Enumerable.Range(0, 15)
            .Select(i => Candidate(4 * i, contrast: i % 3 == 1 ? 90 : 20, dark: i < 2 ? 100 : 0, hash: Apart(i)))];

        Assert.Equal([2, 4, 7, 10, 13], PosterChoice.Choose(candidates, Minute));
    }

    [Fact]
    public void Posters_of_a_dark_beginning_are_filled_up_from_the_rest()
    {
        SeenFrame[] candidates =
        [
            .. Enumerable.Range(0, 15).Select(i => Candidate(4 * i, contrast: i, dark: i < 9 ? 96 : 0, hash: Apart(i))),
        ];

        Assert.Equal([10, 11, 12, 13, 14], PosterChoice.Choose(candidates, Minute));
    }

    [Fact]
    public void Posters_do_not_show_the_same_picture_twice_where_there_is_another()
    {
        SeenFrame[] candidates =
        [
            Candidate(1, 90, 0, Apart(0)), Candidate(13, 90, 0, Apart(0) ^ 1), Candidate(14, 20, 0, Apart(2)),
            Candidate(30, 20, 0, Apart(3)), Candidate(40, 20, 0, Apart(4)), Candidate(50, 20, 0, Apart(5)),
        ];

        Assert.Equal([0, 2, 3, 4, 5], PosterChoice.Choose(candidates, Minute));
    }

    [Fact]
    public void Posters_of_a_black_video_are_the_least_black_one()
    {
        Assert.Equal(
            [1],
            PosterChoice.Choose([Candidate(0, 0, 100, 0), Candidate(9, 0, 97, 0), Candidate(20, 0, 99, 0)], Minute));
        Assert.Empty(PosterChoice.Choose([], Minute));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(20, 7, 1)]
    [InlineData(60, 10, 2)]
    [InlineData(180, 10, 6)]
    [InlineData(300, 10, 10)]
    [InlineData(4000, 10, 10)]
    public void Storyboard_has_a_picture_each_three_seconds_and_never_more_than_a_hundred(
        int seconds, int columns, int rows)
    {
        var plan = StoryboardPlan.Of(TimeSpan.FromSeconds(seconds), (160, 90));

        Assert.Equal((columns, rows), (plan.Columns, plan.Rows));
        Assert.InRange(plan.Columns * plan.Rows, 1, StoryboardPlan.MostTiles);
        Assert.True(plan.Every >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Cues_stand_on_the_true_times_of_their_pictures()
    {
        var plan = StoryboardPlan.Of(TimeSpan.FromSeconds(40), (90, 160));

        var cues = plan.Cues(
            "abc", [TimeSpan.FromSeconds(0.04), TimeSpan.FromSeconds(8.3333)], TimeSpan.FromSeconds(40));

        Assert.Equal(
            """
            WEBVTT

            00:00:00.000 --> 00:00:08.333
            abc#xywh=0,0,90,160

            00:00:08.333 --> 00:00:40.000
            abc#xywh=90,0,90,160

            """, cues);
    }

    [Fact]
    public void Cues_go_on_in_the_next_row()
    {
        var cues = StoryboardPlan.Of(Minute, (160, 90))
            .Cues("abc", [.. Enumerable.Range(0, 12).Select(i => TimeSpan.FromSeconds(5 * i))], Minute);

        Assert.EndsWith("00:00:55.000 --> 00:01:00.000\nabc#xywh=160,90,160,90\n", cues, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(180, 10, true)]
    [InlineData(180, 11, false)]
    [InlineData(60, 10, true)]
    [InlineData(30, 5, true)]
    [InlineData(30, 6, false)]
    [InlineData(7, 1, true)]
    [InlineData(7, 2, false)]
    [InlineData(5, 1, true)]
    [InlineData(4, 1, false)]
    public void Key_frames_are_enough_when_no_stretch_without_one_is_long(int seconds, int gap, bool areEnough) =>
        Assert.Equal(areEnough, KeyFrameRules.AreEnough(
            [.. Enumerable.Range(0, seconds).Where(at => at % gap == 0).Select(at => Candidate(at, 20, 0, 0))],
            TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Key_frames_are_not_enough_when_fewer_than_five_can_be_posters() =>
        Assert.False(KeyFrameRules.AreEnough(
            [.. Enumerable.Range(0, 12).Select(i => Candidate(5 * i, 20, i < 8 ? 100 : 0, 0))], Minute));

    [Fact]
    public void No_key_frame_is_never_enough() => Assert.False(KeyFrameRules.AreEnough([], TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData(EntryStatus.Draft, PeriodStatus.Open, null)]
    [InlineData(EntryStatus.Submitted, PeriodStatus.Reviewing, null)]
    [InlineData(EntryStatus.Returned, PeriodStatus.Reviewing, null)]
    [InlineData(EntryStatus.Ready, PeriodStatus.Open, null)]
    [InlineData(EntryStatus.InReview, PeriodStatus.Reviewing, "media.poster-closed")]
    [InlineData(EntryStatus.Withdrawn, PeriodStatus.Open, "media.poster-closed")]
    [InlineData(EntryStatus.Draft, PeriodStatus.Decided, "media.poster-closed")]
    public void Poster_may_be_chosen_until_the_first_review(EntryStatus entry, PeriodStatus period, string? refusal) =>
        Assert.Equal(refusal, PosterRules.WhyNotChoose(entry, period)?.Sentence.Code);

    private static SeenFrame Candidate(int seconds, int contrast, int dark, long hash) =>
        new(TimeSpan.FromSeconds(seconds), new(hash, 100, contrast, dark));

    /// <summary>Hashes that differ in many bits.</summary>
    private static long Apart(int number) => unchecked(number * (long)0x9E3779B97F4A7C15);
}
