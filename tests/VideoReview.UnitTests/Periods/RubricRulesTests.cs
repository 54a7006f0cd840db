using VideoReview.Domain;
using VideoReview.Domain.Periods;
using Xunit;

namespace VideoReview.UnitTests.Periods;

public sealed class RubricRulesTests
{
    private static readonly Rubric Standard = StandardRubric.Make();

    [Fact]
    public void Standard_rubric_is_the_products()
    {
        Assert.Equal(
            ["background", "idea-gathering", "idea-selection", "benefit", "impact"],
            Standard.Points.Select(p => p.Code));
        Assert.All(Standard.Points, point => Assert.Equal([0m, 1m, 2m, 3m, 4m], point.Anchors.Select(a => a.Score)));
        Assert.Equal(
            [0, 1, 1, 2, 2, 3],
            Enumerable.Range(0, 6).Select(met => Standard.Levels.Last(l => l.FromPointsMet <= met).Parameter));
        Assert.Equal([], RubricRules.Check(Standard));
    }

    [Fact]
    public void Half_points_change_the_step_and_nothing_else() =>
        Assert.Equal([], RubricRules.Check(Standard with { Step = 0.5m }));

    [Fact]
    public void Sixth_point_is_data_alone()
    {
        var sixth =
            Standard.Points[0] with { Code = "collaboration", Weight = 10, Name = new("Kolaborasi", "Collaboration") };
        var points = Standard.Points.Select(p => p with { Weight = 18 }).Append(sixth).ToList();

        Assert.Equal([], RubricRules.Check(Standard with { Points = points }));
    }

    public static TheoryData<string, Rubric> Wrong => new()
    {
        { "highestScore:periods.highest-score-range", Standard with { HighestScore = 0 } },
        { "step:periods.step-divides-scale", Standard with { Step = 0.3m } },
        { "step:periods.step-divides-scale", Standard with { Step = 0 } },
        { "step:periods.too-many-steps", Standard with { Step = 0.1m } },
        { "metFrom:periods.met-from-range", Standard with { MetFrom = 5 } },
        { "metFrom:periods.met-from-range", Standard with { MetFrom = 1.5m } },
        { "commentUpTo:periods.comment-up-to-range", Standard with { CommentUpTo = -1 } },
        { "points:periods.point-count", Standard with { Points = [], Levels = [new(0, 0)] } },
        {
            "points:periods.weights-sum",
            Standard with { Points = [Standard.Points[0] with { Weight = 19.5m }, .. Standard.Points.Skip(1)] }
        },
        {
            "points:periods.codes-not-unique",
            Standard with { Points = [Standard.Points[1], .. Standard.Points.Skip(1)] }
        },
        { "points[0].code:periods.code-form", First(p => p with { Code = "Latar Belakang" }) },
        { "points[0].weight:periods.weight-range", Standard with { Points =
        [
            Standard.Points[0] with { Weight = 0 }, Standard.Points[1] with { Weight = 40 }, .. Standard.Points.Skip(2),
        ] } },
        { "points[0].name:periods.point-name", First(p => p with { Name = new("Latar belakang", " ") }) },
        {
            "points[0].question:periods.point-question",
            First(p => p with { Question = new(new string('x', 1001), "x") })
        },
        { "points[0].anchors:periods.anchors-incomplete", First(p => p with { Anchors = [.. p.Anchors.Skip(1)] }) },
        {
            "points[0].anchors:periods.anchors-incomplete",
            First(p => p with { Anchors = [.. p.Anchors.SkipLast(1), new Anchor(4, new("ada", ""))] })
        },
        { "levels:periods.levels-ascend", Standard with { Levels = [new(1, 1)] } },
        { "levels:periods.levels-ascend", Standard with { Levels = [new(0, 0), new(3, 2), new(1, 3)] } },
        { "levels:periods.levels-ascend", Standard with { Levels = [new(0, 2), new(3, 1)] } },
        { "levels:periods.levels-ascend", Standard with { Levels = [new(0, 0), new(6, 1)] } },
        { "levelWeight:periods.level-weight-range", Standard with { LevelWeight = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_names_field_and_fault(string expected, Rubric rubric) =>
        Assert.Contains(expected, RubricRules.Check(rubric).Select(r => $"{r.Field}:{r.Sentence.Code}"));

    [Fact]
    public void Frozen_rubric_is_not_edited()
    {
        var at = new DateTimeOffset(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);
        var version = new RubricVersion
        {
            Id = Guid.NewGuid(), PeriodId = Guid.NewGuid(), Number = 1, Rubric = Standard, CreatedAt = at,
        };

        Assert.Null(RubricRules.WhyNotEdit(version));
        version.FrozenAt = at;
        Assert.Equal(Refusal.Conflict("periods.rubric-frozen", ("at", at)), RubricRules.WhyNotEdit(version));
    }

    private static Rubric First(Func<RubricPoint, RubricPoint> change) =>
        Standard with { Points = [change(Standard.Points[0]), .. Standard.Points.Skip(1)] };
}
