using System.Globalization;
using CsvHelper;
using VideoReview.Application.Deciding;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Deciding;

/// <summary>
/// GET /results/{id}/csv: all lines of the result, written while they are read. Headings in Bahasa Indonesia,
/// numbers with a point, whoever asks.
/// </summary>
internal static class ResultCsv
{
    private static readonly Words Headings = new(Language.Id);

    /// <summary>
    /// A cell that a spreadsheet would take for a formula is written as text (OWASP, "CSV Injection"); the byte
    /// order mark makes it read UTF-8.
    /// </summary>
    private static readonly CsvWriterOptions Written = new()
    {
        FormatProvider = CultureInfo.InvariantCulture, Injection = CsvInjection.Escape, WriteByteOrderMark = true,
    };

    public static async Task ServeAsync(Guid periodId, HttpContext context, Actor actor, ResultList results)
    {
        var cancellation = context.RequestAborted;
        var outcome = await results.ExportAsync(actor, periodId, cancellation);
        if (!outcome.IsDone)
        {
            Answer.Refuse(context, outcome.Refusals);
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"hasil-{periodId}.csv\"";
        context.Response.Headers.CacheControl = "no-store";

        await using var csv = CsvWriter.Create(context.Response.Body, Written, leaveOpen: true);
        WriteHead(csv, outcome.Value.Rubric);
        await csv.EndRecordAsync(cancellation);
        await foreach (var line in outcome.Value.Lines.WithCancellation(cancellation))
        {
            WriteLine(csv, outcome.Value.Rubric, line);
            await csv.EndRecordAsync(cancellation);
        }
    }

    private static void WriteHead(CsvWriter csv, Rubric rubric)
    {
        foreach (var key in (string[])["rank", "number", "title", "unit", "mark", "finals", "points-met", "parameter",
            "iid-score", "unmet-points"])
        {
            csv.WriteField(Headings[$"deciding.csv-{key}"]);
        }

        foreach (var point in rubric.Points)
        {
            csv.WriteField(point.Name.Id);
        }
    }

    private static void WriteLine(CsvWriter csv, Rubric rubric, NamedResultLine line)
    {
        var result = line.Result;
        // Without a final review there is nothing that could be met or not: the cells stay empty, as
        // where the reader may not see.
        var isShown = !line.IsHidden && result.Finals > 0;
        csv.WriteField(result.Rank, default);
        csv.WriteField(result.EntryNumber);
        csv.WriteField(line.Title);
        csv.WriteField(line.UnitName);
        csv.WriteField(result.Mark, "0.00");
        csv.WriteField(line.IsHidden ? null : (int?)result.Finals, default);
        csv.WriteField(isShown ? result.Level.PointsMet : (int?)null, default);
        csv.WriteField(isShown ? result.Level.Parameter : (int?)null, default);
        csv.WriteField(isShown ? result.Level.Score : (decimal?)null, "0.##");
        csv.WriteField(string.Join("; ", result.Points.Where(point => isShown && !point.IsMet)
            .Select(point => ResultWords.Name(Headings, rubric, point.Code))));
        foreach (var point in rubric.Points)
        {
            csv.WriteField(result.Points.FirstOrDefault(p => p.Code == point.Code)?.Mean, "0.00");
        }
    }
}
