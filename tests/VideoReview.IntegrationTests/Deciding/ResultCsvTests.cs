using System.Text;
using VideoReview.Application.Deciding;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Deciding;

/// <summary>
/// The result as a file for spreadsheets: each language's own signs, and no formula wherever it is split.
/// </summary>
public sealed class ResultCsvTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);
    private readonly ResultStage stage = new(web);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Language.Id, ';', ',')]
    [InlineData(Language.En, ',', '.')]
    public async Task Csv_equals_the_table_in_the_language_asked_for(Language language, char separator, char point)
    {
        var (coordinator, period) = await stage.ReviewedAsync(title: "Posyandu; \"gizi\", timbang");

        var rows = Parse(await ReadAsync(period, language), separator);

        var view = await stage.ShowAsync(coordinator, period);
        var words = new Words(language);
        string[] points = [.. view.Rubric.Points.Select(p => language is Language.En ? p.Name.En : p.Name.Id)];
        Assert.Equal(
            [
                .. ((string[])["rank", "number", "title", "unit", "mark", "finals", "points-met", "parameter",
                    "iid-score", "unmet-points"]).Select(key => words["deciding.csv-" + key]),
                .. points,
            ],
            rows[0]);
        Assert.Equal(view.Lines.Select(line => Expected(line, points, point)), rows.Skip(1));
    }

    [Fact]
    public async Task Csv_claims_nothing_about_an_entry_without_a_final_review()
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var unit = await people.AddUnitAsync();
        var entry = await entries.AddEntryAsync(period, unit, EntryStatus.Ready);

        var rows = Parse(await ReadAsync(period, Language.Id), ';');

        Assert.Equal(
            [["", entry.EntryNumber!, entry.Profile.Title!, unit.Name, "", "0", .. Enumerable.Repeat("", 9)]],
            rows.Skip(1));
    }

    /// <summary>Seen: ";=1" stood as it is, and a spreadsheet that splits at ";" took it for a formula.</summary>
    [Fact]
    public async Task Csv_is_no_formula_wherever_a_spreadsheet_splits_it()
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["=HYPERLINK(\"http://jahat\")"] = "'=HYPERLINK(\"http://jahat\")",
            [";=1"] = ";'=1",
            ["a,=1"] = "a,'=1",
            ["a\t+1"] = "a\t'+1",
            ["a\n-1"] = "a\n'-1",
            ["a | @SUM(1)"] = "a |' @SUM(1)",
            ["a;\"=1"] = "a;'\"=1",
            [" =1"] = "' =1",
            ["a;\uFF1D1"] = "a;'\uFF1D1",
            ["Kader - balita = 2 + 3, lalu 4"] = "Kader - balita = 2 + 3, lalu 4",
        };
        var (period, unit) = (await entries.AddPeriodAsync(PeriodStatus.Reviewing), await people.AddUnitAsync());
        var by = await people.AddAsync(unit, Role.Submitter);
        foreach (var title in titles.Keys)
        {
            await entries.AddEntryAsync(
                period, unit, EntryStatus.Ready, by: by, change: e => e.Profile = e.Profile with { Title = title });
        }

        foreach (var language in Enum.GetValues<Language>())
        {
            var text = await ReadAsync(period, language);

            Assert.Equal(
                titles.Values.Order(StringComparer.Ordinal),
                Parse(text, language is Language.En ? ',' : ';').Skip(1).Select(row => row[2])
                    .Order(StringComparer.Ordinal));
            Assert.DoesNotContain(
                ((char[])[',', ';', '\t']).SelectMany(separator => Parse(text, separator)).SelectMany(row => row),
                cell => cell.TrimStart(' ', '"') is ['=' or '+' or '@' or '-' or '\uFF1D', ..]);
        }
    }

    private static string[] Expected(NamedResultLine line, string[] points, char point)
    {
        var result = line.Result;
        return
        [
            $"{result.Rank}", result.EntryNumber!, line.Title!, line.UnitName, Two(result.Mark), $"{result.Finals}",
            $"{result.Level.PointsMet}", $"{result.Level.Parameter}", $"{result.Level.Score:0}",
            result.Points.Any(p => !p.IsMet) ? string.Join(" | ", points) : "",
            .. result.Points.Select(p => Two(p.Mean)),
        ];

        string Two(decimal? number) =>
            number!.Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture).Replace('.', point);
    }

    private async Task<string> ReadAsync(Period period, Language language)
    {
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var cookie = browser.DefaultRequestHeaders.GetValues("Cookie").Single();
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", $"{cookie}; bahasa={language.Code()}");
        using var answer = await browser.GetAsync(
            $"/results/{period.Id}/csv", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal('\uFEFF', text[0]);
        return text[1..];
    }

    /// <summary>As spreadsheets do: a quote counts where a cell begins with it (RFC 4180).</summary>
    private static List<string[]> Parse(string text, char separator)
    {
        var (rows, row, cell, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (quoted && sign == '"' && text.ElementAtOrDefault(at + 1) == '"')
            {
                cell.Append(text[at++]);
            }
            else if (sign == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted && (sign == separator || sign is '\r' or '\n'))
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (sign == '\r' && text.ElementAtOrDefault(at + 1) == '\n')
                {
                    at++;
                }

                if (sign != separator)
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                cell.Append(sign);
            }
        }

        return rows;
    }
}
