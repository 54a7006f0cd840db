using System.Globalization;
using System.Text;
using VideoReview.Domain;
using VideoReview.Domain.Periods;

namespace VideoReview.Web.Periods;

/// <summary>
/// The fields of a rubric as a form posts them: text, so that nothing typed is lost when it cannot be read.
/// </summary>
public sealed class RubricInput
{
    public string? HighestScore { get; set; }

    public string? Step { get; set; }

    public string? MetFrom { get; set; }

    public string? CommentUpTo { get; set; }

    public string? LevelWeight { get; set; }

    public List<PointInput> Points { get; set; } = [];

    public List<LevelInput> Levels { get; set; } = [];

    public string? RowVersion { get; set; }

    /// <summary>
    /// Which button was pressed: "save", "look", or a change of the form itself; see <see cref="RubricEditing"/>.
    /// </summary>
    public string? Act { get; set; }

    public static RubricInput Of(RubricVersion version, CultureInfo culture)
    {
        var rubric = version.Rubric;
        return new()
        {
            HighestScore = TypedReader.Show(rubric.HighestScore, culture),
            Step = TypedReader.Show(rubric.Step, culture),
            MetFrom = TypedReader.Show(rubric.MetFrom, culture),
            CommentUpTo = TypedReader.Show(rubric.CommentUpTo, culture),
            LevelWeight = TypedReader.Show(rubric.LevelWeight, culture),
            Points = rubric.Points.Select(point => PointInput.Of(point, culture)).ToList(),
            Levels = rubric.Levels.Select(LevelInput.Of).ToList(),
            RowVersion = version.RowVersion.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>What the weights that can be read add up to.</summary>
    internal decimal WeightSum => Points.Sum(point => TypedReader.NumberOf(point.Weight) ?? 0);

    /// <summary>The scores that carry an anchor on the scale as typed; null while that is none.</summary>
    internal IReadOnlyList<decimal>? AnchoredScores =>
        TypedReader.NumberOf(HighestScore) is { } highest and > 0 && highest <= RubricRules.HighestAllowed
        && TypedReader.NumberOf(Step) is { } step and > 0 && highest % step == 0
        && highest / step <= RubricRules.MostSteps
            ? RubricRules.AnchoredScores(new Rubric { Points = [], Levels = [], HighestScore = highest, Step = step })
            : null;

    /// <summary>
    /// The rubric of what was typed, or everything in it that cannot be read, and what is wrong beside.
    /// </summary>
    internal Outcome<Rubric> Read()
    {
        var typed = new TypedReader();
        var scores = AnchoredScores;
        var rubric = new Rubric
        {
            HighestScore = typed.Number(HighestScore, "highestScore"),
            Step = typed.Number(Step, "step"),
            MetFrom = typed.Number(MetFrom, "metFrom"),
            CommentUpTo = typed.Number(CommentUpTo, "commentUpTo"),
            LevelWeight = typed.Number(LevelWeight, "levelWeight"),
            Points = Points.Select((point, i) => point.Read(typed, i, scores)).ToList(),
            Levels = Levels.Select(level => new LevelStep(
                typed.Whole(level.FromPointsMet, "levels"), typed.Whole(level.Parameter, "levels")))
                .ToList(),
        };
        var unread = typed.Refusals.Distinct().ToList();
        return unread.Count > 0
            ? Outcome<Rubric>.Refused([.. unread,
                .. RubricRules.Check(rubric).Where(wrong => unread.TrueForAll(field => field.Field != wrong.Field))])
            : rubric;
    }
}

/// <summary>One point of the rubric as a form posts it.</summary>
public sealed class PointInput
{
    public string? Code { get; set; }

    public string? NameId { get; set; }

    public string? NameEn { get; set; }

    public string? QuestionId { get; set; }

    public string? QuestionEn { get; set; }

    public string? Weight { get; set; }

    public List<AnchorInput> Anchors { get; set; } = [];

    internal static PointInput Of(RubricPoint point, CultureInfo culture) => new()
    {
        Code = point.Code,
        NameId = point.Name.Id,
        NameEn = point.Name.En,
        QuestionId = point.Question.Id,
        QuestionEn = point.Question.En,
        Weight = TypedReader.Show(point.Weight, culture),
        Anchors = point.Anchors.Select(AnchorInput.Of).ToList(),
    };

    /// <param name="scores">
    /// Anchors of other scores are left out: they stay in the form, should the scale be put back.
    /// </param>
    internal RubricPoint Read(TypedReader typed, int index, IReadOnlyList<decimal>? scores) => new(
        string.IsNullOrWhiteSpace(Code) ? CodeOf(NameEn) : Code.Trim(),
        new(NameId?.Trim() ?? "", NameEn?.Trim() ?? ""),
        new(QuestionId?.Trim() ?? "", QuestionEn?.Trim() ?? ""),
        typed.Number(Weight, $"points[{index}].weight"),
        Anchors.Where(anchor => anchor.At is { } at && scores?.Contains(at) != false)
            .Select(anchor => new Anchor(anchor.At!.Value, new(anchor.Id?.Trim() ?? "", anchor.En?.Trim() ?? "")))
            .ToList());

    /// <summary>
    /// "Choosing the idea" becomes "choosing-the-idea": whoever leaves the code empty need not know what one is.
    /// </summary>
    private static string CodeOf(string? name)
    {
        var code = new StringBuilder();
        foreach (var letter in (name ?? "").ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(letter) || (char.IsAsciiDigit(letter) && code.Length > 0))
            {
                code.Append(letter);
            }
            else if (code.Length > 0 && code[^1] != '-')
            {
                code.Append('-');
            }
        }

        var text = code.ToString();
        return (text.Length > RubricRules.LongestCode ? text[..RubricRules.LongestCode] : text).TrimEnd('-');
    }
}

/// <summary>What a score looks like, as a form posts it.</summary>
public sealed class AnchorInput
{
    /// <summary>With a point before the decimals; not typed by people.</summary>
    public string? Score { get; set; }

    public string? Id { get; set; }

    public string? En { get; set; }

    internal decimal? At => TypedReader.NumberOf(Score);

    internal static AnchorInput Of(Anchor anchor) =>
        new() { Score = ScoreOf(anchor.Score), Id = anchor.Text.Id, En = anchor.Text.En };

    internal static string ScoreOf(decimal score) => TypedReader.Show(score, CultureInfo.InvariantCulture);
}

/// <summary>One step of the level map as a form posts it.</summary>
public sealed class LevelInput
{
    public string? FromPointsMet { get; set; }

    public string? Parameter { get; set; }

    internal static LevelInput Of(LevelStep step) => new()
    {
        FromPointsMet = step.FromPointsMet.ToString(CultureInfo.InvariantCulture),
        Parameter = step.Parameter.ToString(CultureInfo.InvariantCulture),
    };
}
