using System.Text.RegularExpressions;
using CsvHelper;
using VideoReview.Application.Words;

namespace VideoReview.Web.Shell;

/// <summary>
/// The rows of a download as the asker's spreadsheet reads them. One set to Bahasa Indonesia splits at ";" and reads
/// "." as thousands: cells are parted by ";" and decimals by ","; in English by "," and ".". The byte order mark makes
/// it read UTF-8.
/// </summary>
internal sealed partial class CsvRows : IAsyncDisposable
{
    /// <summary>Between the items of a list inside one cell: no spreadsheet splits there.</summary>
    private const string BetweenItems = " | ";

    private readonly CsvWriter csv;
    private readonly CancellationToken cancellation;

    private CsvRows(CsvWriter csv, CancellationToken cancellation) =>
        (this.csv, this.cancellation) = (csv, cancellation);

    /// <summary>Begins the answer; each row is written out as it ends.</summary>
    /// <param name="name">Of the file, without ".csv"; plain letters, digits and dashes.</param>
    public static CsvRows Begin(HttpContext context, Words words, string name)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        context.Response.Headers.CacheControl = "no-store";
        return new(
            CsvWriter.Create(
                context.Response.Body,
                new()
                {
                    FormatProvider = words.Culture, Separator = words.Language is Language.En ? ',' : ';',
                    WriteByteOrderMark = true,
                },
                leaveOpen: true),
            context.RequestAborted);
    }

    public void Text(string? text) => csv.WriteField(Guarded(text ?? ""));

    public void List(IEnumerable<string> items) => Text(string.Join(BetweenItems, items));

    public void Count(int? number) => csv.WriteField(number, default);

    /// <param name="format">Such as "0.00"; the sign between is the language's.</param>
    public void Number(decimal? number, string format) => csv.WriteField(number, format);

    public ValueTask EndRowAsync() => csv.EndRecordAsync(cancellation);

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    /// <summary>
    /// What a spreadsheet would take for a formula is made text by an apostrophe (OWASP, "CSV Injection"): at the
    /// beginning, and behind whatever sign a spreadsheet set to another country, or to tabs, may split the cell at.
    /// </summary>
    public static string Guarded(string text) => Formula().Replace(text, "${before}'");

    [GeneratedRegex(
        "(?<before>^|[;,|\t\r\n])(?=[\\s\"']*[=+@\uFF1D\uFF0B\uFF20\uFF0D-])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Formula();
}
