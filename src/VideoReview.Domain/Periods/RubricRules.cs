using System.Text.RegularExpressions;

namespace VideoReview.Domain.Periods;

/// <summary>What makes a rubric one that can be scored on, and when it may no longer change.</summary>
public static partial class RubricRules
{
    public const int MostPoints = 12;
    public const int LongestCode = 50;
    public const int LongestName = 120;
    public const int LongestText = 1000;
    public const decimal HighestAllowed = 100;

    /// <summary>More steps would not fit beside each other as buttons.</summary>
    public const int MostSteps = 20;

    /// <summary>Frozen from the first review draft on: what was scored on one scale is never read on another.</summary>
    public static Refusal? WhyNotEdit(RubricVersion version) =>
        version.FrozenAt is { } at ? Refusal.Conflict("periods.rubric-frozen", ("at", at)) : null;

    /// <summary>Everything that is wrong, each beside its field; empty = good to open a period with.</summary>
    public static IReadOnlyList<Refusal> Check(Rubric rubric)
    {
        var scale = Scale(rubric).ToList();
        if (scale.Count > 0)
        {
            return scale;
        }

        return [.. Points(rubric), .. rubric.Points.SelectMany((point, i) => Point(rubric, point, i)),
            .. Levels(rubric)];
    }

    /// <summary>Every score of the scale, from 0 up: 0, 1, 2, 3, 4.</summary>
    public static IReadOnlyList<decimal> Scores(Rubric rubric) =>
        [.. Enumerable.Range(0, (int)(rubric.HighestScore / rubric.Step) + 1).Select(i => i * rubric.Step)];

    private static IEnumerable<Refusal> Scale(Rubric rubric)
    {
        if (rubric.HighestScore is <= 0 or > HighestAllowed)
        {
            yield return Refusal.Invalid("highestScore", "periods.highest-score-range", ("most", HighestAllowed));
        }
        else if (rubric.Step <= 0 || rubric.HighestScore % rubric.Step != 0)
        {
            yield return Refusal.Invalid("step", "periods.step-divides-scale", ("highest", rubric.HighestScore));
        }
        else if (rubric.HighestScore / rubric.Step > MostSteps)
        {
            yield return Refusal.Invalid("step", "periods.too-many-steps", ("most", MostSteps));
        }
        else
        {
            if (rubric.MetFrom <= 0 || rubric.MetFrom > rubric.HighestScore || rubric.MetFrom % rubric.Step != 0)
            {
                yield return Refusal.Invalid("metFrom", "periods.met-from-range", ("highest", rubric.HighestScore));
            }

            if (rubric.CommentUpTo < 0 || rubric.CommentUpTo > rubric.HighestScore
                || rubric.CommentUpTo % rubric.Step != 0)
            {
                yield return Refusal.Invalid(
                    "commentUpTo", "periods.comment-up-to-range", ("highest", rubric.HighestScore));
            }
        }
    }

    private static IEnumerable<Refusal> Points(Rubric rubric)
    {
        if (rubric.Points.Count is 0 or > MostPoints)
        {
            yield return Refusal.Invalid("points", "periods.point-count", ("most", MostPoints));
        }

        if (rubric.Points.Select(p => p.Code).Distinct(StringComparer.Ordinal).Count() != rubric.Points.Count)
        {
            yield return Refusal.Invalid("points", "periods.codes-not-unique");
        }

        if (rubric.Points.Sum(p => p.Weight) is var sum && sum != 100)
        {
            yield return Refusal.Invalid("points", "periods.weights-sum", ("sum", sum));
        }
    }

    private static IEnumerable<Refusal> Point(Rubric rubric, RubricPoint point, int index)
    {
        if (!Code().IsMatch(point.Code) || point.Code.Length > LongestCode)
        {
            yield return Refusal.Invalid($"points[{index}].code", "periods.code-form", ("most", LongestCode));
        }

        if (point.Weight is <= 0 or > 100)
        {
            yield return Refusal.Invalid($"points[{index}].weight", "periods.weight-range");
        }

        if (!IsText(point.Name, LongestName))
        {
            yield return Refusal.Invalid($"points[{index}].name", "periods.point-name", ("most", LongestName));
        }

        if (!IsText(point.Question, LongestText))
        {
            yield return Refusal.Invalid($"points[{index}].question", "periods.point-question", ("most", LongestText));
        }

        var scores = point.Anchors.Select(a => a.Score).Order().ToList();
        if (!scores.SequenceEqual(AnchoredScores(rubric)) || !point.Anchors.All(a => IsText(a.Text, LongestText)))
        {
            yield return Refusal.Invalid(
                $"points[{index}].anchors", "periods.anchors-incomplete", ("point", point.Name.Id),
                ("highest", rubric.HighestScore));
        }
    }

    /// <summary>
    /// Whole scores carry an anchor, half steps between them do not: "also half points" changes the step alone.
    /// </summary>
    public static IReadOnlyList<decimal> AnchoredScores(Rubric rubric) =>
        [.. Scores(rubric).Where(score => rubric.Step >= 1 || score % 1 == 0)];

    private static IEnumerable<Refusal> Levels(Rubric rubric)
    {
        var levels = rubric.Levels;
        var ascends = levels.Count > 0 && levels[0].FromPointsMet == 0
            && levels.Zip(levels.Skip(1)).All(pair => pair.First.FromPointsMet < pair.Second.FromPointsMet
                && pair.First.Parameter <= pair.Second.Parameter)
            && levels[0].Parameter >= 0 && levels[^1].FromPointsMet <= rubric.Points.Count;
        if (!ascends)
        {
            yield return Refusal.Invalid("levels", "periods.levels-ascend", ("points", rubric.Points.Count));
        }

        if (rubric.LevelWeight is <= 0 or > 100)
        {
            yield return Refusal.Invalid("levelWeight", "periods.level-weight-range");
        }
    }

    private static bool IsText(Bilingual text, int longest) =>
        !string.IsNullOrWhiteSpace(text.Id) && !string.IsNullOrWhiteSpace(text.En) && text.Id.Length <= longest
            && text.En.Length <= longest;

    [GeneratedRegex(
        "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
