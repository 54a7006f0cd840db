using System.Globalization;
using VideoReview.Application.Reviewing;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Web.Reviewing;

/// <summary>
/// A review as the page posts it: fields are named by the rubric's points, so that a sixth point is data alone.
/// </summary>
internal static class ReviewInput
{
    public const string Note = "note";
    public const string Version = "version";

    public static ReviewForm Of(IFormCollection form)
    {
        var codes = form.Keys.Where(key => key.StartsWith(ScoreRules.CommentField(""), StringComparison.Ordinal))
            .Select(key => key[ScoreRules.CommentField("").Length..]);
        return new(
            codes.ToDictionary(code => code, code => Point(form, code), StringComparer.Ordinal), form[Note],
            form[Version].ToString());
    }

    public static string Write(decimal score) => score.ToString("0.###", CultureInfo.InvariantCulture);

    private static PointEntry Point(IFormCollection form, string code)
    {
        // Browsers send line breaks as CR LF, whatever was typed.
        var comment = form[ScoreRules.CommentField(code)].ToString().ReplaceLineEndings("\n");
        return new(
            decimal.TryParse(
                form[ScoreRules.ScoreField(code)], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var score)
                ? score
                : null,
            comment);
    }
}
