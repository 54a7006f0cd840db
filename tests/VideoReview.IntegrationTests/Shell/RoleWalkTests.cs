using System.Net;
using System.Text.RegularExpressions;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// Every page that a role can reach by links, from the first one on: no link leads to a refusal, and no act is offered
/// that is always refused.
/// </summary>
public sealed partial class RoleWalkTests(TestWeb web) : IClassFixture<TestWeb>
{
    /// <summary>Pages of one kind are many alike: so many of each route are looked at.</summary>
    private const int MostOfARoute = 3;

    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_of_every_role_lead_somewhere()
    {
        var unit = await people.AddUnitAsync();
        var reviewer = await people.AddAsync(Role.Reviewer);
        await AddPeriodsAsync(unit, reviewer);
        Account[] walkers =
        [
            reviewer, await people.AddAsync(unit, Role.Submitter), await people.AddAsync(Role.Coordinator),
            await people.AddAsync(Role.Observer), await people.AddAsync(Role.Admin),
        ];

        var broken = new List<string>();
        foreach (var walker in walkers)
        {
            broken.AddRange((await WalkAsync(walker)).Select(link => $"{walker.Roles[0]}: {link}"));
        }

        Assert.Empty(broken);
    }

    [Fact]
    public async Task Reviewers_numbers_open_lists_of_that_length()
    {
        var reviewer = await people.AddAsync(Role.Reviewer);
        await AddPeriodsAsync(await people.AddUnitAsync(), reviewer);
        using var browser = await web.NewBrowserAsync(reviewer);

        foreach (var path in (string[])["/", "/reviews"])
        {
            foreach (Match tile in Tile().Matches(await browser.GetStringAsync(path, Cancellation)))
            {
                var address = WebUtility.HtmlDecode(tile.Groups["href"].Value);
                var list = await browser.GetStringAsync(address, Cancellation);
                var shown = address.EndsWith("#finals", StringComparison.Ordinal)
                    ? Finals().Count(list)
                    : Cards().Count(list);
                Assert.True(tile.Groups["count"].Value == $"{shown}", $"{path}: {tile.Value} opens {shown}");
            }
        }
    }

    [Fact]
    public async Task Coordinator_is_not_offered_what_is_always_refused()
    {
        var (period, reviewer) =
            (await entries.AddPeriodAsync(PeriodStatus.Published), await people.AddAsync(Role.Reviewer));
        var published = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Published);
        var final = await entries.AddReviewAsync(published, reviewer, ReviewStatus.Final, 3, 3, 3, 3, 3);
        var running = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(PeriodStatus.Reviewing), await people.AddUnitAsync(), EntryStatus.Ready);
        await entries.AddReviewAsync(running, reviewer, ReviewStatus.Declined);
        await entries.AddVersionAsync(running);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var sheet = await browser.GetStringAsync("/entries/" + published.Id, Cancellation);
        var assignment = await browser.GetStringAsync(
            $"/entries/assignments?entry={running.Id}&text={reviewer.DisplayName}", Cancellation);

        Assert.DoesNotContain($"reopen-review-{final.Id}", sheet, StringComparison.Ordinal);
        Assert.Matches($"value=\"{reviewer.Id}\"\\s+disabled", assignment);
    }

    /// <summary>
    /// One that takes entries, one under review and one that is published, with entries of many states.
    /// </summary>
    private async Task AddPeriodsAsync(Unit unit, Account reviewer)
    {
        foreach (var (status, states) in ((PeriodStatus, EntryStatus[])[])[
            (PeriodStatus.Open, [EntryStatus.Draft, EntryStatus.Submitted, EntryStatus.Returned, EntryStatus.Ready]),
            (PeriodStatus.Reviewing, [EntryStatus.InReview, EntryStatus.InReview, EntryStatus.Reviewed]),
            (PeriodStatus.Published, [EntryStatus.Published, EntryStatus.Published])])
        {
            var period = await entries.AddPeriodAsync(status);
            foreach (var (state, i) in states.Select((state, i) => (state, i)))
            {
                var entry = await entries.AddEntryAsync(period, await people.AddUnitAsync(), state);
                await entries.AddEntryAsync(period, unit, state);
                if (state is EntryStatus.InReview or EntryStatus.Reviewed or EntryStatus.Published)
                {
                    var review = state is EntryStatus.InReview
                        ? i == 0 ? ReviewStatus.Draft : ReviewStatus.Assigned
                        : ReviewStatus.Final;
                    await entries.AddReviewAsync(entry, reviewer, review, 3, 3, 3, 3, 3);
                }
            }
        }
    }

    /// <summary>The links that lead to a refusal or nowhere, and from where.</summary>
    private async Task<List<string>> WalkAsync(Account walker)
    {
        using var browser = await web.NewBrowserAsync(walker);
        var (seen, routes, broken) = (new HashSet<string>(StringComparer.Ordinal) { "/" },
            new Dictionary<string, int>(StringComparer.Ordinal), new List<string>());
        var waiting = new Queue<(string Path, string From)>([("/", "")]);
        while (waiting.TryDequeue(out var next))
        {
            using var answer = await browser.GetAsync(next.Path, Cancellation);
            if (answer.StatusCode is not HttpStatusCode.OK)
            {
                broken.Add($"{next.Path} of {next.From}: {(int)answer.StatusCode}");
                continue;
            }

            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            foreach (Match link in Link().Matches(await answer.Content.ReadAsStringAsync(Cancellation)))
            {
                var path = WebUtility.HtmlDecode(link.Groups["path"].Value).Split('#')[0];
                var route = Id().Replace(path, "ID");
                if (path.Length > 0 && seen.Add(path)
                    && (routes[route] = routes.GetValueOrDefault(route) + 1) <= MostOfARoute)
                {
                    waiting.Enqueue((path, next.Path));
                }
            }
        }

        return broken;
    }

    [GeneratedRegex("<a [^>]*href=\"(?<path>/[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(
        "<a href=\"(?<href>/reviews\\?[^\"]*)\">\\s*<strong>(?<count>\\d+)</strong>",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tile();

    [GeneratedRegex("class=\"card picture\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cards();

    [GeneratedRegex("#check-circle-fill", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Finals();
}
