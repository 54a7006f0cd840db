using VideoReview.Domain;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using Xunit;

namespace VideoReview.UnitTests.Reviewing;

public sealed class ScoreRulesTests
{
    private static readonly Rubric Whole = StandardRubric.Make();
    private static readonly Rubric Halves = Whole with { Step = 0.5m };

    [Theory]
    [InlineData("0", true, true)]
    [InlineData("4", true, true)]
    [InlineData("0.5", false, true)]
    [InlineData("3.5", false, true)]
    [InlineData("3.25", false, false)]
    [InlineData("4.5", false, false)]
    [InlineData("5", false, false)]
    [InlineData("-1", false, false)]
    public void Score_stands_on_the_scale_of_the_data(string text, bool whole, bool halves)
    {
        var score = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((whole, halves), (ScoreRules.WhyNotScore(Whole, "benefit", score) is null,
            ScoreRules.WhyNotScore(Halves, "benefit", score) is null));
    }

    [Fact]
    public void Draft_takes_what_is_incomplete_and_refuses_what_can_never_be_right()
    {
        var typed = Points(
            ("benefit", null, ""), ("impact", 1, null), ("background", 7, null), ("else", 1, null),
            ("idea-gathering", 2, new string('a', 4001)));

        var refusals = ScoreRules.WhyNotDraft(Whole, typed, new string('a', 4001));

        Assert.Equal(
            ["score-background", "score-else", "comment-idea-gathering", "note"], refusals.Select(r => r.Field!));
    }

    [Fact]
    public void Final_needs_every_score_and_a_comment_up_to_one()
    {
        var typed = Points(
            ("background", 0, " "), ("idea-gathering", 1, "Hanya disebut."), ("idea-selection", 2, null),
            ("benefit", null, "Bagus"));

        var refusals = ScoreRules.Missing(Whole, typed);

        Assert.Equal(
            [
                Refusal.Invalid("comment-background", "reviewing.comment-missing", ("score", 1m)),
                Refusal.Invalid("score-benefit", "reviewing.score-missing"),
                Refusal.Invalid("score-impact", "reviewing.score-missing"),
            ],
            refusals);
    }

    [Fact]
    public void Complete_review_misses_nothing() =>
        Assert.Empty(ScoreRules.Missing(
            Halves, Points([.. Halves.Points.Select(p => (p.Code, (decimal?)2.5m, (string?)null))])));

    [Fact]
    public void Sixth_point_is_asked_for_by_data_alone()
    {
        var six = Whole with { Points = [.. Whole.Points, Whole.Points[0] with { Code = "cost" }] };

        Assert.Equal(
            ["score-cost"],
            ScoreRules.Missing(six, Points([.. Whole.Points.Select(p => (p.Code, (decimal?)2, (string?)null))]))
                .Select(r => r.Field!));
    }

    private static Dictionary<string, PointEntry> Points(
        params (string Code, decimal? Score, string? Comment)[] points) =>
        points.ToDictionary(p => p.Code, p => new PointEntry(p.Score, p.Comment), StringComparer.Ordinal);
}
