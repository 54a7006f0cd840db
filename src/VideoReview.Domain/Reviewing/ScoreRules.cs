using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Reviewing;

/// <summary>What a reviewer wrote on one point, however incomplete.</summary>
/// <param name="Score">Null = not yet scored.</param>
public sealed record PointEntry(decimal? Score, string? Comment);

/// <summary>What may be written into a review, by the rubric's data alone: scale, step and comment rule.</summary>
public static class ScoreRules
{
    public const int LongestComment = 4000;

    /// <summary>How the field of a point's score is called in forms and refusals.</summary>
    public static string ScoreField(string code) => "score-" + code;

    /// <summary>How the field of a point's comment is called in forms and refusals.</summary>
    public static string CommentField(string code) => "comment-" + code;

    /// <summary>A score stands on the rubric's scale, at one of its steps.</summary>
    public static Refusal? WhyNotScore(Rubric rubric, string code, decimal score) =>
        score >= 0 && score <= rubric.HighestScore && score % rubric.Step == 0
            ? null
            : Refusal.Invalid(
                ScoreField(code), "reviewing.score-off-scale", ("highest", rubric.HighestScore), ("step", rubric.Step));

    /// <summary>Must this score be explained?</summary>
    public static bool NeedsComment(Rubric rubric, decimal score) => score <= rubric.CommentUpTo;

    /// <summary>What prevents keeping it as a draft: only what could never become right by further typing.</summary>
    public static IReadOnlyList<Refusal> WhyNotDraft(
        Rubric rubric, IReadOnlyDictionary<string, PointEntry> points, string? generalNote)
    {
        List<Refusal> refusals = [];
        foreach (var (code, entry) in points)
        {
            if (rubric.Points.All(point => point.Code != code))
            {
                refusals.Add(Refusal.Invalid(ScoreField(code), "reviewing.point-unknown"));
            }
            else if (entry.Score is { } score && WhyNotScore(rubric, code, score) is { } off)
            {
                refusals.Add(off);
            }

            if (entry.Comment?.Length > LongestComment)
            {
                refusals.Add(
                    Refusal.Invalid(CommentField(code), "reviewing.comment-too-long", ("most", LongestComment)));
            }
        }

        if (generalNote?.Length > LongestComment)
        {
            refusals.Add(Refusal.Invalid("note", "reviewing.comment-too-long", ("most", LongestComment)));
        }

        return refusals;
    }

    /// <summary>
    /// What is still missing before it can be final: each point's score, and a comment wherever the score asks for one.
    /// </summary>
    public static IReadOnlyList<Refusal> Missing(Rubric rubric, IReadOnlyDictionary<string, PointEntry> points)
    {
        List<Refusal> refusals = [];
        foreach (var point in rubric.Points)
        {
            var entry = points.GetValueOrDefault(point.Code) ?? new PointEntry(null, null);
            if (entry.Score is not { } score)
            {
                refusals.Add(Refusal.Invalid(ScoreField(point.Code), "reviewing.score-missing"));
            }
            else if (WhyNotScore(rubric, point.Code, score) is { } off)
            {
                refusals.Add(off);
            }
            else if (NeedsComment(rubric, score) && string.IsNullOrWhiteSpace(entry.Comment))
            {
                refusals.Add(Refusal.Invalid(
                    CommentField(point.Code), "reviewing.comment-missing", ("score", rubric.CommentUpTo)));
            }
        }

        return refusals;
    }
}
