using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Scoring;

/// <summary>One final review as the marks see it: a score for each of the rubric's points.</summary>
public sealed record FinalScores(Guid ReviewId, IReadOnlyDictionary<string, decimal> Scores);

/// <summary>How one point stands over all final reviews of an entry.</summary>
/// <param name="Mean">Mean score on the rubric's scale; null without reviews.</param>
/// <param name="MetBy">Final reviews that say it is met.</param>
/// <param name="IsMet">More than half say so; an even split is not met.</param>
/// <param name="IsSplit">Exactly half say so: flagged.</param>
public sealed record PointResult(string Code, decimal? Mean, int MetBy, bool IsMet, bool IsSplit);

/// <summary>The IID level that follows from the number of points met.</summary>
/// <param name="Score">Level weight x parameter.</param>
/// <param name="HighestScore">Level weight x the highest parameter of the map.</param>
public sealed record IidLevel(int PointsMet, int PointCount, int Parameter, decimal Score, decimal HighestScore);

/// <summary>Marks by the rubric's data alone; see product.md "The five substance points" and scoring.md 1.</summary>
public static class Marking
{
    /// <summary>0-100: sum of weight x score / highest score, exact, not rounded.</summary>
    public static decimal ReviewMark(Rubric rubric, FinalScores review) =>
        WeightedSum(rubric, review) / rubric.HighestScore;

    /// <summary>
    /// Exact mean of the final marks, rounded half up to two decimals once; null without a final review.
    /// </summary>
    public static decimal? OfficialMark(Rubric rubric, IReadOnlyCollection<FinalScores> finals) =>
        finals.Count == 0
            ? null

            // One division at the end: thirds would otherwise lose digits that decide a rounding.
            : Math.Round(
                finals.Sum(review => WeightedSum(rubric, review)) / (rubric.HighestScore * finals.Count), 2,
                MidpointRounding.AwayFromZero);

    /// <summary>Every point of the rubric, in its order.</summary>
    public static IReadOnlyList<PointResult> Points(Rubric rubric, IReadOnlyCollection<FinalScores> finals) =>
        [.. rubric.Points.Select(point => Point(rubric, point.Code, finals))];

    /// <summary>Level by the rubric's map.</summary>
    public static IidLevel Level(Rubric rubric, IReadOnlyCollection<PointResult> points)
    {
        var met = points.Count(point => point.IsMet);
        var parameter = rubric.Levels.Last(step => step.FromPointsMet <= met).Parameter;
        return new IidLevel(
            met, points.Count, parameter, rubric.LevelWeight * parameter,
            rubric.LevelWeight * rubric.Levels.Max(step => step.Parameter));
    }

    private static decimal WeightedSum(Rubric rubric, FinalScores review) =>
        rubric.Points.Sum(point => point.Weight * review.Scores[point.Code]);

    private static PointResult Point(Rubric rubric, string code, IReadOnlyCollection<FinalScores> finals)
    {
        var met = finals.Count(review => review.Scores[code] >= rubric.MetFrom);
        var mean = finals.Count == 0 ? (decimal?)null : finals.Sum(review => review.Scores[code]) / finals.Count;
        return new PointResult(code, mean, met, met * 2 > finals.Count, finals.Count > 0 && met * 2 == finals.Count);
    }
}
