using VideoReview.Application.Words;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Web.Deciding;

/// <summary>Marks and levels in words: the local mark never stands without the IID level beside it.</summary>
internal static class ResultWords
{
    /// <summary>"Nilai 78,33"; "belum ada nilai" without final reviews.</summary>
    public static string Mark(Words words, decimal? mark) =>
        mark is { } known ? words.Say("deciding.mark-is", ("mark", Two(words, known))) : words["deciding.mark-none"];

    /// <summary>"IID: 4 dari 5 unsur, parameter 2, skor 8 dari 12".</summary>
    public static string Level(Words words, IidLevel level) => words.Say(
        "deciding.iid", ("met", level.PointsMet), ("points", level.PointCount), ("parameter", level.Parameter),
        ("score", level.Score), ("highest", level.HighestScore));

    /// <summary>Mark, level, what is not met and the number of final reviews, in one line.</summary>
    public static string Standing(Words words, Rubric rubric, EntryStanding standing) =>
        standing.Mark is null ? words["deciding.mark-none"] : string.Join(
            " · ",
            new[]
            {
                Mark(words, standing.Mark), Level(words, standing.Level), Unmet(words, rubric, standing.Points),
                words.Say("deciding.finals", ("count", standing.Finals)),
            }
                .OfType<string>());

    /// <summary>"belum terpenuhi: penjaringan ide, dampak inovasi"; null when all are met.</summary>
    private static string? Unmet(Words words, Rubric rubric, IReadOnlyList<PointResult> points)
    {
        var unmet = points.Where(point => !point.IsMet)
            .Select(point => Lower(Name(words, rubric, point.Code))).ToList();
        return unmet.Count == 0 ? null : words.Say("deciding.unmet", ("points", string.Join(", ", unmet)));
    }

    public static string Name(Words words, Rubric rubric, string code)
    {
        var point = rubric.Points.FirstOrDefault(p => p.Code == code);
        return point is null ? code : words.Language is Language.En ? point.Name.En : point.Name.Id;
    }

    /// <summary>Two decimals, as ranks see them.</summary>
    public static string Two(Words words, decimal value) => value.ToString("0.00", words.Culture);

    private static string Lower(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
