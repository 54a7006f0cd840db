using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;
using Xunit;

namespace VideoReview.UnitTests.Scoring;

public sealed class ResultTableTests
{
    private static readonly Rubric Standard = StandardRubric.Make();

    [Property]
    public bool Order_of_entries_changes_nothing(int[] seeds)
    {
        var entries = Entries(seeds);
        var random = new Random(seeds.Length);

        return Compute(entries).SequenceEqual(Compute([.. entries.OrderBy(_ => random.Next())]));
    }

    [Property]
    public bool Rank_is_one_more_than_the_number_of_better_marks(int[] seeds)
    {
        var lines = ResultTable.Compute(Standard, Entries(seeds));
        var ranked = lines.Where(line => line.Rank is not null).ToList();

        return ranked.TrueForAll(line => line.Rank == 1 + ranked.Count(other => other.Mark > line.Mark))
            && lines.Take(ranked.Count).SequenceEqual(ranked);
    }

    [Property]
    public bool Ranked_are_those_that_are_complete_with_two_finals(int[] seeds)
    {
        var entries = Entries(seeds).ToDictionary(entry => entry.EntryId);

        return ResultTable.Compute(Standard, entries.Values).All(
            line => (line.Rank is not null) == (entries[line.EntryId] is { IsComplete: true, Finals.Count: >= 2 }));
    }

    [Fact]
    public void Equal_marks_share_a_rank_and_the_next_is_skipped()
    {
        var lines = ResultTable.Compute(Standard, [Entry(1, 2), Entry(2, 4), Entry(3, 3), Entry(4, 3), Entry(5, 1)]);

        Assert.Equal([(2, 1), (3, 2), (4, 2), (1, 4), (5, 5)], lines.Select(line =>
            (int.Parse(line.EntryNumber[5..], System.Globalization.CultureInfo.InvariantCulture), line.Rank!.Value)));
    }

    [Fact]
    public void Marks_that_are_equal_only_after_rounding_share_a_rank()
    {
        // 100/3 and 33.33: a third of the points at the top, and 33.33 % by weight.
        var rubric = Standard with
        {
            Points = [.. new[] { 33.33m, 33.34m, 33.33m }
                .Select((weight, i) => new RubricPoint($"p{i}", new("a", "b"), new("a", "b"), weight, []))],
            Levels = [new(0, 0)],
        };

        var lines = ResultTable.Compute(
            rubric, [Thirds(1, [(4, 0, 0), (0, 4, 0), (0, 0, 4)]), Thirds(2, [(4, 0, 0), (4, 0, 0), (4, 0, 0)])]);

        Assert.Equal([(33.33m, 1), (33.33m, 1)], lines.Select(line => (line.Mark!.Value, line.Rank!.Value)));
    }

    [Fact]
    public void Half_a_hundredth_is_rounded_up_once()
    {
        // 0.5 % x 1 of 4 = 0.125; a mean of two reviews at 0.12 and 0.13, each rounded first, would be the same by
        // luck, one of 0.125 and 0 is not: 0.0625, not 0.065.
        var rubric = Standard with
        {
            Points = [.. Standard.Points.Select((p, i) => p with { Weight = i == 0 ? 0.5m : i == 1 ? 39.5m : 20 })],
        };

        Assert.Equal(0.13m, Marking.OfficialMark(rubric, [Mixed(1, 1, 0, 0, 0, 0)]));
        Assert.Equal(0.06m, Marking.OfficialMark(rubric, [Mixed(1, 1, 0, 0, 0, 0), Same(2, 0)]));
        Assert.Equal(78.33m, Marking.OfficialMark(Standard, [Same(1, 3), Same(2, 3), Mixed(3, 4, 4, 3, 3, 3)]));
    }

    [Fact]
    public void Without_finals_there_is_no_mark_no_rank_and_nothing_met()
    {
        var line = Assert.Single(
            ResultTable.Compute(Standard, [new(Guid.NewGuid(), "2026-0001", Guid.NewGuid(), true, [])]));

        Assert.Equal((null, null, 0, 0), (line.Mark, line.Rank, line.Finals, line.Level.PointsMet));
        Assert.All(line.Points, point => Assert.Equal((null, false, false), (point.Mean, point.IsMet, point.IsSplit)));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 4)]
    [InlineData(2, 1, 4)]
    [InlineData(3, 2, 8)]
    [InlineData(4, 2, 8)]
    [InlineData(5, 3, 12)]
    public void Level_follows_from_the_number_of_points_met(int met, int parameter, int score)
    {
        var points = Standard.Points
            .Select((point, i) => new PointResult(point.Code, 2, i < met ? 3 : 0, i < met, false)).ToList();

        Assert.Equal(new IidLevel(met, 5, parameter, score, 12), Marking.Level(Standard, points));
    }

    [Fact]
    public void Even_split_is_not_met_and_flagged()
    {
        var points = Marking.Points(Standard, [Same(1, 2), Same(2, 1)]);

        Assert.All(points, point =>
            Assert.Equal((1, false, true, (decimal?)1.5m), (point.MetBy, point.IsMet, point.IsSplit, point.Mean)));
    }

    [Fact]
    public void Half_points_and_a_sixth_point_are_data()
    {
        var rubric = Standard with
        {
            Step = 0.5m,
            Points = [.. Standard.Points.Select(p => p with { Weight = 16 }), new(
                "keeps-going", new("a", "b"), new("a", "b"), 20, [])],
            Levels = [new(0, 0), new(6, 4)],
        };
        var scores = rubric.Points.ToDictionary(p => p.Code, _ => 3.5m, StringComparer.Ordinal);

        Assert.Equal(87.5m, Marking.OfficialMark(rubric, [new(Guid.NewGuid(), scores)]));
        Assert.Equal(
            new IidLevel(6, 6, 4, 16, 16),
            Marking.Level(rubric, Marking.Points(rubric, [new(Guid.NewGuid(), scores)])));
    }

    /// <summary>One entry per seed: its number, completeness, 0-4 finals and all scores follow from the seed.</summary>
    private static List<ResultEntry> Entries(int[] seeds) => [.. seeds.Select((seed, i) =>
    {
        var random = new Random(seed);
        var finals = Enumerable.Range(0, random.Next(5))
            .Select(r => Mixed(r + 1, [.. Enumerable.Range(0, 5).Select(_ => (decimal)random.Next(5))])).ToList();
        return new ResultEntry(
            new Guid(i + 1, 0, 0, new byte[8]), $"2026-{i + 1:0000}", new Guid(i + 1, 1, 0, new byte[8]),
            random.Next(4) > 0, finals);
    })];

    private static IEnumerable<(string, int?, decimal?)> Compute(IReadOnlyList<ResultEntry> entries) =>
        ResultTable.Compute(Standard, entries).Select(line => (line.EntryNumber, line.Rank, line.Mark));

    private static ResultEntry Entry(int number, decimal score) =>
        new(Guid.NewGuid(), $"2026-{number:0000}", Guid.NewGuid(), true, [Same(1, score), Same(2, score)]);

    private static ResultEntry Thirds(int number, (decimal A, decimal B, decimal C)[] reviews) => new(
        Guid.NewGuid(), $"2026-{number:0000}", Guid.NewGuid(), true,
        [.. reviews.Select(r => new FinalScores(Guid.NewGuid(), new Dictionary<string, decimal>(StringComparer.Ordinal)
        {
            ["p0"] = r.A, ["p1"] = r.B, ["p2"] = r.C,
        }))]);

    private static FinalScores Same(int review, decimal score) => Mixed(review, score, score, score, score, score);

    private static FinalScores Mixed(int review, params decimal[] scores) => new(
        new Guid(review, 0, 0, new byte[8]),
        Standard.Points.Zip(scores).ToDictionary(pair => pair.First.Code, pair => pair.Second, StringComparer.Ordinal));
}
