using VideoReview.Application.Deciding;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Deciding;

/// <summary>
/// GET /results/{id}/csv: all lines of the result, written while they are read, in the asker's language.
/// </summary>
internal static class ResultCsv
{
    public static async Task ServeAsync(
        Guid periodId, HttpContext context, Actor actor, ResultList results, Words words)
    {
        var outcome = await results.ExportAsync(actor, periodId, context.RequestAborted);
        if (!outcome.IsDone)
        {
            Answer.Refuse(context, outcome.Refusals);
            return;
        }

        await using var rows = CsvRows.Begin(context, words, $"hasil-{periodId}");
        WriteHead(rows, words, outcome.Value.Rubric);
        await rows.EndRowAsync();
        await foreach (var line in outcome.Value.Lines.WithCancellation(context.RequestAborted))
        {
            WriteLine(rows, words, outcome.Value.Rubric, line);
            await rows.EndRowAsync();
        }
    }

    private static void WriteHead(CsvRows rows, Words words, Rubric rubric)
    {
        foreach (var key in (string[])["rank", "number", "title", "unit", "mark", "finals", "points-met", "parameter",
            "iid-score", "unmet-points"])
        {
            rows.Text(words[$"deciding.csv-{key}"]);
        }

        foreach (var point in rubric.Points)
        {
            rows.Text(ResultWords.Name(words, rubric, point.Code));
        }
    }

    private static void WriteLine(CsvRows rows, Words words, Rubric rubric, NamedResultLine line)
    {
        var result = line.Result;
        // Without a final review there is nothing that could be met or not: the cells stay empty, as
        // where the reader may not see.
        var isShown = !line.IsHidden && result.Finals > 0;
        rows.Count(result.Rank);
        rows.Text(result.EntryNumber);
        rows.Text(line.Title);
        rows.Text(line.UnitName);
        rows.Number(result.Mark, "0.00");
        rows.Count(line.IsHidden ? null : result.Finals);
        rows.Count(isShown ? result.Level.PointsMet : null);
        rows.Count(isShown ? result.Level.Parameter : null);
        rows.Number(isShown ? result.Level.Score : null, "0.##");
        rows.List(result.Points.Where(point => isShown && !point.IsMet)
            .Select(point => ResultWords.Name(words, rubric, point.Code)));
        foreach (var point in rubric.Points)
        {
            rows.Number(result.Points.FirstOrDefault(p => p.Code == point.Code)?.Mean, "0.00");
        }
    }
}
