using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;
using Xunit;

namespace VideoReview.UnitTests.Scoring;

/// <summary>What holds for every rubric that passes its check and every set of final reviews on it.</summary>
public sealed class MarkingProperties
{
    [Property(Arbitrary = [typeof(ScoredEntries)])]
    public bool Marks_lie_between_0_and_100(Scored scored) =>
        scored.Finals.All(review => Marking.ReviewMark(scored.Rubric, review) is >= 0 and <= 100)
            && Marking.OfficialMark(scored.Rubric, scored.Finals) is null or (>= 0 and <= 100);

    [Property(Arbitrary = [typeof(ScoredEntries)])]
    public bool All_lowest_make_0_and_all_highest_make_100(Scored scored) =>
        Marking.OfficialMark(scored.Rubric, [All(scored.Rubric, 0)]) == 0
            && Marking.OfficialMark(scored.Rubric, [All(scored.Rubric, scored.Rubric.HighestScore)]) == 100;

    [Property(Arbitrary = [typeof(ScoredEntries)])]
    public bool Higher_score_never_lowers_mark_points_met_or_level(Scored scored, PositiveInt which)
    {
        if (scored.Finals.Count == 0)
        {
            return true;
        }

        var raised = Raised(scored, which.Get);
        var (before, after) = (Line(scored.Rubric, scored.Finals), Line(scored.Rubric, raised));
        return after.Mark >= before.Mark && after.Level.PointsMet >= before.Level.PointsMet
            && after.Level.Score >= before.Level.Score;
    }

    [Property(Arbitrary = [typeof(ScoredEntries)])]
    public bool One_step_on_a_point_is_worth_its_weight(Scored scored, PositiveInt which)
    {
        if (scored.Finals.Count == 0)
        {
            return true;
        }

        var point = scored.Rubric.Points[which.Get % scored.Rubric.Points.Count];
        var review = scored.Finals[which.Get % scored.Finals.Count];
        var other = With(review, point.Code, review.Scores[point.Code] == 0 ? scored.Rubric.HighestScore : 0);
        var difference = Marking.ReviewMark(scored.Rubric, other) - Marking.ReviewMark(scored.Rubric, review);
        var expected =
            point.Weight * (other.Scores[point.Code] - review.Scores[point.Code]) / scored.Rubric.HighestScore;
        return Math.Abs(difference - expected) < 0.000_000_000_1m;
    }

    [Property(Arbitrary = [typeof(ScoredEntries)])]
    public bool Order_of_reviews_and_points_changes_nothing(Scored scored)
    {
        var turned = scored.Rubric with { Points = [.. scored.Rubric.Points.Reverse()] };
        var (one, other) = (Line(scored.Rubric, scored.Finals), Line(turned, [.. scored.Finals.Reverse()]));
        return one.Mark == other.Mark && one.Level == other.Level
            && one.Points.OrderBy(p => p.Code, StringComparer.Ordinal)
                .SequenceEqual(other.Points.OrderBy(p => p.Code, StringComparer.Ordinal));
    }

    [Property(Arbitrary = [typeof(ScoredEntries)])]
    public bool Official_mark_is_the_exact_mean_rounded_half_up_once(Scored scored)
    {
        if (scored.Finals.Count == 0)
        {
            return Marking.OfficialMark(scored.Rubric, scored.Finals) is null;
        }

        // In whole numbers, where nothing is rounded on the way: weights and scores have at most three decimals each.
        var sum = scored.Finals.SelectMany(review => scored.Rubric.Points.Select(
            point => new BigInteger(point.Weight * review.Scores[point.Code] * 1_000_000m)))
            .Aggregate(BigInteger.Zero, (total, term) => total + term);
        var (numerator, denominator) =
            (sum * 100, new BigInteger(scored.Rubric.HighestScore * 1_000_000m) * scored.Finals.Count);
        var hundredths = ((2 * numerator) + denominator) / (2 * denominator);
        return Marking.OfficialMark(scored.Rubric, scored.Finals) == (decimal)hundredths / 100m;
    }

    [Property(Arbitrary = [typeof(ScoredEntries)])]
    public bool Point_is_met_by_more_than_half_and_split_by_exactly_half(Scored scored) =>
        Marking.Points(scored.Rubric, scored.Finals).All(point =>
        {
            var met = scored.Finals.Count(review => review.Scores[point.Code] >= scored.Rubric.MetFrom);
            return point.MetBy == met && point.IsMet == (met > scored.Finals.Count - met)
                && point.IsSplit == (scored.Finals.Count > 0 && met == scored.Finals.Count - met);
        });

    private static ResultLine Line(Rubric rubric, IReadOnlyList<FinalScores> finals) =>
        ResultTable.Compute(rubric, [new(Guid.Empty, "2026-0001", Guid.Empty, true, finals)])[0];

    private static IReadOnlyList<FinalScores> Raised(Scored scored, int which)
    {
        var (review, point) =
            (scored.Finals[which % scored.Finals.Count], scored.Rubric.Points[which % scored.Rubric.Points.Count]);
        var raised = With(
            review, point.Code, Math.Min(scored.Rubric.HighestScore, review.Scores[point.Code] + scored.Rubric.Step));
        return [.. scored.Finals.Select(final => final == review ? raised : final)];
    }

    private static FinalScores With(FinalScores review, string code, decimal score) =>
        review with
        {
            Scores = new Dictionary<string, decimal>(review.Scores, StringComparer.Ordinal) { [code] = score },
        };

    private static FinalScores All(Rubric rubric, decimal score) =>
        new(Guid.Empty, rubric.Points.ToDictionary(p => p.Code, _ => score, StringComparer.Ordinal));
}
