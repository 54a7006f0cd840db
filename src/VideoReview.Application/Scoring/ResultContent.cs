using VideoReview.Application.Database;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Scoring;

/// <summary>
/// What a snapshot keeps: the rules, every line, and the names that they had then, as canonical JSON. The same input
/// gives the same bytes, and whoever is renamed later is not renamed here.
/// </summary>
/// <param name="PeriodName">Null in what was frozen before names were kept.</param>
internal sealed record ResultContent(
    Guid RubricVersionId, Rubric Rubric, IReadOnlyList<ResultLine> Lines, string? PeriodName = null)
{
    public static string Write(ResultInput input) =>
        Json.Canonical(new ResultContent(
            input.RubricVersionId, input.Rubric, ResultTable.Compute(input.Rubric, input.Entries), input.PeriodName));

    public static ResultContent Read(string content) => Json.Read<ResultContent>(content);
}
