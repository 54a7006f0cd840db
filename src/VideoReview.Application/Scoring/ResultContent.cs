using VideoReview.Application.Database;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Scoring;

/// <summary>
/// What a snapshot keeps: the rules and every line, as canonical JSON. The same input gives the same bytes.
/// </summary>
internal sealed record ResultContent(Guid RubricVersionId, Rubric Rubric, IReadOnlyList<ResultLine> Lines)
{
    public static string Write(ResultInput input) =>
        Json.Canonical(
            new ResultContent(input.RubricVersionId, input.Rubric, ResultTable.Compute(input.Rubric, input.Entries)));

    public static (Rubric Rubric, IReadOnlyList<ResultLine> Lines) Read(string content)
    {
        var read = Json.Read<ResultContent>(content);
        return (read.Rubric, read.Lines);
    }
}
