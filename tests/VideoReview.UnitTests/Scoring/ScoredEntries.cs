using FsCheck;
using FsCheck.Fluent;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.UnitTests.Scoring;

/// <summary>A rubric and the final reviews of one entry on it.</summary>
public sealed record Scored(Rubric Rubric, IReadOnlyList<FinalScores> Finals);

/// <summary>
/// Makes rubrics that pass their check (1-6 points, weights with up to two decimals, whole and half
/// steps) and reviews on their scale.
/// </summary>
public static class ScoredEntries
{
    public static Arbitrary<Scored> Scored() => (
        from rubric in Rubrics
        from count in Gen.Choose(0, 7)
        from finals in Finals(rubric, count)
        select new Scored(rubric, finals)).ToArbitrary();

    public static Gen<IReadOnlyList<FinalScores>> Finals(Rubric rubric, int count) =>
        Gen.Choose(0, (int)(rubric.HighestScore / rubric.Step)).ListOf(count * rubric.Points.Count).Select(steps =>
            (IReadOnlyList<FinalScores>)[.. Enumerable.Range(0, count).Select(i => new FinalScores(
                new Guid(i + 1, 0, 0, new byte[8]),
                rubric.Points
                    .Select((point, j) => (point.Code, Score: steps[(i * rubric.Points.Count) + j] * rubric.Step))
                    .ToDictionary(s => s.Code, s => s.Score, StringComparer.Ordinal)))]);

    private static Gen<Rubric> Rubrics =>
        from shares in Gen.Choose(1, 100).NonEmptyListOf().Select(list => list.Take(6).ToList())
        from highest in Gen.Elements(3m, 4m, 5m, 10m)
        from step in Gen.Elements(1m, 0.5m)
        from metAt in Gen.Choose(1, (int)(highest / step))
        from levelWeight in Gen.Choose(1, 10)
        select new Rubric
        {
            Points = [.. Weights(shares).Select(
                (weight, i) => new RubricPoint($"point-{i}", new("a", "b"), new("a", "b"), weight, []))],
            HighestScore = highest,
            Step = step,
            MetFrom = metAt * step,
            Levels = shares.Count == 1 ? [new(0, 0), new(1, 1)] : [new(0, 0), new(1, 1), new(shares.Count, 3)],
            LevelWeight = levelWeight,
        };

    /// <summary>Shares as percentages of two decimals; the last takes what rounding left.</summary>
    private static List<decimal> Weights(List<int> shares)
    {
        var weights = shares.Select(share => Math.Round(100m * share / shares.Sum(), 2)).ToList();
        weights[^1] += 100 - weights.Sum();
        return weights;
    }
}
