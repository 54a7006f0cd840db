using System.Net.Http.Headers;
using System.Text;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// Somebody signed in, with one row of each kind that the role's pages and endpoints are about, and what no browser
/// would send to them.
/// </summary>
internal sealed class HostileStage(TestWeb web)
{
    /// <summary>What works beside the requests now and then opens one; each lost one would be one more.</summary>
    public const int FewMore = 6;

    /// <summary>As they stand in a body or an address: numbers, moments, a NUL and bytes that are no UTF-8.</summary>
    public static readonly string[] Short =
        ["-1", "99999999999999999999", "9999-12-31T23%3A59", "0001-01-01", "%00", "%FF%FE"];

    /// <summary>With half a pair of UTF-16, and what is too long to be sent for one field at a time.</summary>
    public static readonly string[] Values = [.. Short, "%ED%A0%80", new string('x', 200_000)];

    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="who">Null = nobody is signed in.</param>
    /// <returns>The ids by the address of their kind.</returns>
    public async Task<(HttpClient Browser, IReadOnlyDictionary<string, string> Ids)> OpenAsync(Role? who)
    {
        // What is answered with "too often" would be attacked no more.
        foreach (var limit in (string[])["DraftsPerHour", "ExportsPerMinute", "ResetsPerHour", "SearchesPerMinute"])
        {
            web.Settings["Limits:" + limit] = "10000";
        }

        if (who is not { } role)
        {
            return (web.NewBrowser(), new Dictionary<string, string>(StringComparer.Ordinal));
        }

        var unit = await people.AddUnitAsync();
        var account = await people.AddAsync(role is Role.Coordinator ? null : unit, role);
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
        var match = await AddMatchAsync(entry, other);
        var browser = await web.NewBrowserAsync(account);
        browser.DefaultRequestHeaders.Add("X-Requested-By", "test");
        browser.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        return (browser, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/own-entries"] = $"{entry.Id}", ["/entries"] = $"{entry.Id}", ["/reviews"] = $"{review.Id}",
            ["/periods"] = $"{period.Id}", ["/results"] = $"{period.Id}", ["/accounts"] = $"{someone.Id}",
            ["/units"] = $"{unit.Id}", ["/matches"] = $"{match.Id}", ["/videos"] = $"{entry.VideoId}",
            ["/uploads"] = role is Role.Submitter ? await BeginUploadAsync(browser, entry) : $"{entry.VideoId}",
            ["/upload-line"] = "x", ["/uploads?"] = $"?entry={entry.Id}",
            ["/entries/assignments?"] = $"?entry={entry.Id}&entry={other.Id}",
        });
    }

    /// <summary>Where the door leads with the rows of the stage; null = there is no row of its kind.</summary>
    public static string? AddressOf(Door door, IReadOnlyDictionary<string, string> ids)
    {
        if (!door.Route.Contains('{', StringComparison.Ordinal))
        {
            return door.Route + ids.GetValueOrDefault(door.Route + "?", "");
        }

        var (before, after) = (door.Route.IndexOf("/{", StringComparison.Ordinal),
            door.Route.IndexOf('}', StringComparison.Ordinal) + 1);
        return ids.TryGetValue(door.Route[..before], out var id)
            && !door.Route[after..].Contains('{', StringComparison.Ordinal)
            ? door.Route[..before] + "/" + id + door.Route[after..]
            : null;
    }

    /// <summary>The status, and what was sent, when it is a failure; otherwise null.</summary>
    public static async Task<string?> SendAsync(
        HttpClient browser, HttpMethod method, string path, string what, HttpContent? content,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return (int)answer.StatusCode >= 500 ? $"{method} {path} {what}: {(int)answer.StatusCode}" : null;
    }

    /// <param name="fields">Values as they stand in the body: whoever sends text escapes it.</param>
    public static HttpContent Form(IEnumerable<(string Name, string Value)> fields) => Body(
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(f => Uri.EscapeDataString(f.Name) + "=" + f.Value))),
        "application/x-www-form-urlencoded");

    public static HttpContent Body(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    public static string Name(string value) =>
        value.Length > 100 ? $"{value.Length} characters" : value;

    public async Task<long> ConnectionsAsync()
    {
        await using var command = web.Database.DataSource.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Where the pages stand that the role may open.</summary>
    public static IEnumerable<string> Paths(Role? role, IReadOnlyDictionary<string, string> ids) =>
        RoleMatrix.Doors.Where(door => door is { IsPage: true, Method: "GET" } && IsOpen(door, role))
            .Select(door => AddressOf(door, ids)).OfType<string>();

    private static bool IsOpen(Door door, Role? role) =>
        role switch
        {
            null => door.IsAnybodys,
            // What is the same to everybody is asked once.
            Role.Submitter => door.Opens(RoleMatrix.NameOf(Role.Submitter)),
            { } signedIn => door.Who.Contains(RoleMatrix.NameOf(signedIn), StringComparer.Ordinal),
        };

    private static async Task<string> BeginUploadAsync(HttpClient browser, Entry entry)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/uploads?entry={entry.Id}");
        request.Headers.Add("Upload-Length", "1000000");
        using var answer = await browser.SendAsync(request, Cancellation);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private async Task<VideoMatch> AddMatchAsync(Entry earlier, Entry later)
    {
        var match = new VideoMatch
        {
            Id = Guid.CreateVersion7(), VideoId = later.VideoId!.Value, OtherVideoId = earlier.VideoId!.Value,
            Kind = MatchKind.Frames, ConfidencePercent = 97, SharePercent = 80, FromMilliseconds = 5_000,
            ToMilliseconds = 65_000, OtherFromMilliseconds = 0, FoundAt = web.Time.GetUtcNow(),
        };
        await using var context = web.Database.NewContext();
        context.VideoMatches.Add(match);
        await context.SaveChangesAsync(Cancellation);
        return match;
    }
}
