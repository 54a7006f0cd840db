using System.Globalization;
using System.Text.RegularExpressions;
using VideoReview.Application.Words;
using VideoReview.Domain;
using VideoReview.Domain.Periods;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Periods;

/// <summary>
/// Changes of the rubric's form itself, made on the server so that they need no script: nothing is stored by them.
/// <code>
/// point-add  point-remove:2  point-up:2  point-down:2  level-add  level-remove:1
/// </code>
/// </summary>
internal static partial class RubricEditing
{
    public const string Save = "save";

    /// <summary>Checks and shows, without saving.</summary>
    public const string Look = "look";

    /// <summary>False = the button asks for something else.</summary>
    public static bool Change(RubricInput input)
    {
        var (act, index) = Parts(input.Act);
        switch (act)
        {
            case "point-add" when input.Points.Count < RubricRules.MostPoints:
                input.Points.Add(new PointInput());
                return true;
            case "point-remove" when index < input.Points.Count:
                input.Points.RemoveAt(index);
                return true;
            case "point-up" when index > 0 && index < input.Points.Count:
                (input.Points[index - 1], input.Points[index]) = (input.Points[index], input.Points[index - 1]);
                return true;
            case "point-down" when index < input.Points.Count - 1:
                (input.Points[index + 1], input.Points[index]) = (input.Points[index], input.Points[index + 1]);
                return true;
            case "level-add" when input.Levels.Count <= RubricRules.MostPoints:
                input.Levels.Add(new LevelInput());
                return true;
            case "level-remove" when index < input.Levels.Count:
                input.Levels.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Gives each point a place for every anchor that the scale as typed wants, in the order of the scale.
    /// </summary>
    public static void Align(RubricInput input)
    {
        foreach (var point in input.Points)
        {
            var missing = (input.AnchoredScores ?? [])
                .Where(score => point.Anchors.TrueForAll(anchor => anchor.At != score));
            point.Anchors.AddRange(
                missing.Select(score => new AnchorInput { Score = AnchorInput.ScoreOf(score) }).ToList());
            point.Anchors = point.Anchors.Where(anchor => anchor.At is not null).DistinctBy(anchor => anchor.At)
                .OrderBy(anchor => anchor.At).Take(2 * (RubricRules.MostSteps + 1)).ToList();
        }
    }

    /// <summary>The id of the element that a refused field stands for.</summary>
    public static string PlaceOf(string field) => field switch
    {
        "points" => "points",
        "levels" => "level-map",
        _ => FieldName.Id("Input." + field.Replace(".name", ".nameId", StringComparison.Ordinal)
            .Replace(".question", ".questionId", StringComparison.Ordinal)),
    };

    /// <summary>Which point or figure a refusal is about: "Unsur 2".</summary>
    public static string? About(Words words, Refusal refusal) => refusal.Field is { } field && Point().Match(field) is
        { Success: true } point
        ? words.Say(
            "periods.point-number",
            ("number", int.Parse(point.Groups["index"].Value, NumberStyles.None, CultureInfo.InvariantCulture) + 1))
        : PeriodWords.About(words, refusal);

    private static (string Act, int Index) Parts(string? act)
    {
        var parts = (act ?? "").Split(':', 2);
        return (parts[0],
            parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? index
                : 0);
    }

    [GeneratedRegex(@"^points\[(?<index>\d{1,3})\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Point();
}
