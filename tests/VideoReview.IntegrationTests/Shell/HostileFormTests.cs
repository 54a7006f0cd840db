using System.Net;
using Npgsql;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// Every form of every page, posted as no browser would: no answer is a failure, and no connection is lost to the
/// database. Pages are found by <see cref="RoleMatrix"/>, forms and fields on the pages.
/// </summary>
public sealed class HostileFormTests(TestWeb web) : IClassFixture<TestWeb>
{
    private const int Repeats = 40;

    private static readonly string[] Hostile =
        ["-1", "99999999999999999999", "9999-12-31T23:59", "0001-01-01", "\0", "\ud800", new string('x', 200_000)];

    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Admin)]
    public async Task Form_posted_empty_in_part_or_with_nonsense_is_never_a_failure(Role role)
    {
        var (browser, ids) = await StageAsync(role);
        using var held = browser;
        var (failures, forms) = (new List<string>(), 0);

        foreach (var path in Paths(role, ids))
        {
            var page = await Page.OpenAsync(browser, path);
            foreach (var form in page.Forms)
            {
                forms++;
                foreach (var (what, fields) in Variants(page, form))
                {
                    var status = await PostAsync(browser, path, [("_handler", form), Token(page), .. fields]);
                    if ((int)status >= 500)
                    {
                        failures.Add($"{path} {form} {what}: {(int)status}");
                    }
                }
            }
        }

        Assert.NotEqual(0, forms);
        Assert.Equal([], failures);
    }

    [Fact]
    public async Task Empty_form_again_and_again_costs_no_connection()
    {
        var (browser, _) = await StageAsync(Role.Submitter);
        using var held = browser;
        await entries.AddPeriodAsync();
        var page = await Page.OpenAsync(browser, "/own-entries/new");
        var before = await ConnectionsAsync();

        for (var i = 0; i < Repeats; i++)
        {
            Assert.NotEqual(500, (int)await PostAsync(
                browser, "/own-entries/new", [("_handler", "entry-new"), Token(page)]));
        }

        Assert.InRange(await ConnectionsAsync(), 0, before + 2);
    }

    private static (string Name, string Value) Token(Page page) => ("__RequestVerificationToken", page.Token!);

    /// <summary>Nothing; each field left out; each with each value; all of them; the same one twice.</summary>
    private static IEnumerable<(string What, (string Name, string Value)[] Fields)> Variants(Page page, string form)
    {
        var names = page.FieldsOf(form);
        (string Name, string Value)[] typed = [.. names.Select(name => (name, page.Value(form, name) ?? "true"))];
        yield return ("empty", []);
        yield return ("twice", [.. typed, .. typed]);
        foreach (var name in names)
        {
            yield return ("without " + name, [.. typed.Where(field => field.Name != name)]);
        }

        foreach (var value in Hostile)
        {
            var seen =
                value.Length > 30 ? $"{value.Length} characters" : Uri.EscapeDataString(value.Replace('\ud800', '?'));
            yield return ("all " + seen, [.. names.Select(name => (name, value))]);
            foreach (var name in names.Where(_ => value.Length <= 30))
            {
                yield return ($"{name} {seen}", [.. typed.Select(f => f.Name == name ? (name, value) : f)]);
            }
        }
    }

    private static async Task<HttpStatusCode> PostAsync(
        HttpClient browser, string path, IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await browser.PostAsync(path, content, Cancellation);
        return answer.StatusCode;
    }

    private async Task<long> ConnectionsAsync()
    {
        await using var command = web.Database.DataSource.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Somebody signed in, with one row of each kind that the role's pages are about.</summary>
    private async Task<(HttpClient Browser, Dictionary<string, Guid> Ids)> StageAsync(Role role)
    {
        web.Settings["Limits:DraftsPerHour"] = web.Settings["Limits:ResetsPerHour"] = "10000";
        var unit = await people.AddUnitAsync();
        var account = await people.AddAsync(unit, role);
        var period = await entries.AddPeriodAsync(
            role is Role.Submitter ? PeriodStatus.Open : PeriodStatus.Reviewing);
        var entry = await entries.AddEntryAsync(
            period, unit, role is Role.Submitter ? EntryStatus.Draft : EntryStatus.Ready,
            by: role is Role.Submitter ? account : null);
        var other = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Ready);
        var reviewer =
            role is Role.Reviewer ? account : await people.AddAsync(await people.AddUnitAsync(), Role.Reviewer);
        var review = await entries.AddReviewAsync(other, reviewer, ReviewStatus.Assigned);
        var someone = await people.AddAsync(await people.AddUnitAsync(), Role.Submitter);
        return (await web.NewBrowserAsync(account), new(StringComparer.Ordinal)
        {
            ["/own-entries"] = entry.Id, ["/entries"] = entry.Id, ["/reviews"] = review.Id, ["/periods"] = period.Id,
            ["/results"] = period.Id, ["/accounts"] = someone.Id, ["/units"] = unit.Id,
        });
    }

    private static IEnumerable<string> Paths(Role role, Dictionary<string, Guid> ids) =>
        RoleMatrix.Doors.Where(door => door.Method == "GET" && door.Opens(role.ToString().ToLowerInvariant()))
            .Select(door => door.Route)
            .Where(route => route is not "/live" && !route.Contains("sha256", StringComparison.Ordinal))
            .Select(route => ids.FirstOrDefault(known => route.StartsWith(known.Key + "/{", StringComparison.Ordinal))
                is { Key: { } kind } known
                ? kind + "/" + known.Value + route[(route.IndexOf('}', StringComparison.Ordinal) + 1)..]
                : route)
            .Where(path => !path.Contains('{', StringComparison.Ordinal)
                && !path.StartsWith("/health", StringComparison.Ordinal)
                && !path.StartsWith("/_", StringComparison.Ordinal)
                && !path.EndsWith("/csv", StringComparison.Ordinal));
}
