using System.Net;
using System.Text.RegularExpressions;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

public sealed partial class BoardTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/board?period=")]
    [InlineData("/")]
    public async Task Every_number_opens_exactly_the_list_that_it_counts(string page)
    {
        var period = await FilledAsync();
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var html = await browser.GetStringAsync(page == "/" ? page : page + period.Id, Cancellation);
        var numbers = NumberLink().Matches(html).Select(m => (Href: WebUtility.HtmlDecode(m.Groups["href"].Value),
            Count: int.Parse(m.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture)))
            .Where(n => n.Href.Contains(period.Id.ToString(), StringComparison.Ordinal)).ToList();

        Assert.True(numbers.Count >= (page == "/" ? 4 : 25), $"Only {numbers.Count} numbers");
        Assert.Contains(numbers, n => n.Count > 1);
        Assert.Equal(
            page == "/" ? [] : [("review=late", 2), ("review=ending", 1), ("split=yes", 1)],
            numbers.Where(n => !n.Href.Contains("reviewer=", StringComparison.Ordinal))
                .Select(n => (n.Href.Split('&')[^1], n.Count))
                .Where(n => n.Item1 is "review=late" or "review=ending" or "split=yes"));
        foreach (var (href, count) in numbers)
        {
            Assert.Equal((href, count), (href, await FoundAsync(browser, href)));
        }
    }

    [Fact]
    public async Task Observers_numbers_open_their_lists_too_but_name_no_reviewer()
    {
        var period = await FilledAsync();
        var reviewer = await people.AddAsync(Role.Reviewer);
        await entries.AddReviewAsync(
            await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.InReview), reviewer,
            ReviewStatus.Draft, 3);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Observer));

        var board = await browser.GetStringAsync("/board?period=" + period.Id, Cancellation);
        using var byReviewer = await browser.GetAsync(
            $"/entries?period={period.Id}&reviewer={reviewer.Id}", Cancellation);
        using var bySplit = await browser.GetAsync($"/entries?period={period.Id}&split=yes", Cancellation);
        using var sheet = await browser.GetAsync("/entries/" + Guid.CreateVersion7(), Cancellation);

        Assert.All(
            [reviewer.DisplayName, "split=yes"], leak => Assert.DoesNotContain(leak, board, StringComparison.Ordinal));
        Assert.Contains("review=late", board, StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (byReviewer.StatusCode, bySplit.StatusCode, sheet.StatusCode));
    }

    [Fact]
    public async Task Coordinator_who_still_reviews_an_entry_is_not_told_that_others_disagree_on_it()
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var entry = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.InReview);
        await entries.AddReviewAsync(entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 4, 4, 4, 4, 4);
        await entries.AddReviewAsync(entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 1, 1, 1, 1, 1);
        var both = await people.AddAsync(Role.Coordinator, Role.Reviewer);
        await entries.AddReviewAsync(entry, both, ReviewStatus.Assigned);
        using var browser = await web.NewBrowserAsync(both);
        using var other = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        Assert.Equal(0, await FoundAsync(browser, $"/entries?period={period.Id}&split=yes"));
        Assert.Equal(1, await FoundAsync(other, $"/entries?period={period.Id}&split=yes"));
        Assert.Contains(
            "split=yes\"><strong>0<", await browser.GetStringAsync("/board?period=" + period.Id, Cancellation),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_finds_number_title_and_unit_and_takes_wildcards_as_typed()
    {
        var period = await entries.AddPeriodAsync();
        var unit = await people.AddUnitAsync("Dinas Persandian " + Guid.NewGuid().ToString("N"));
        await entries.AddEntryAsync(
            period, unit, EntryStatus.Ready, change: e => e.Profile = e.Profile with { Title = "Diskon 100%_asli" });
        await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Ready);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        Assert.Equal(1, await FoundAsync(browser, $"/entries?period={period.Id}&text=2026-0001"));
        Assert.Equal(1, await FoundAsync(browser, $"/entries?period={period.Id}&text=persandian"));
        Assert.Equal(1, await FoundAsync(browser, $"/entries?period={period.Id}&text={Uri.EscapeDataString("100%_")}"));
        Assert.Equal(0, await FoundAsync(browser, $"/entries?period={period.Id}&text={Uri.EscapeDataString("%kon%")}"));
    }

    /// <summary>Something of everything that the board counts.</summary>
    private async Task<Period> FilledAsync()
    {
        var period = await entries.AddPeriodAsync(
            PeriodStatus.Reviewing, p => p.ReviewDueAt = web.Time.GetUtcNow().AddHours(-1));
        var unit = await people.AddUnitAsync();
        foreach (var status in Enum.GetValues<EntryStatus>()
            .Where(s => s is not (EntryStatus.Decided or EntryStatus.Published)))
        {
            await entries.AddEntryAsync(period, unit, status);
            await entries.AddEntryAsync(period, await people.AddUnitAsync(), status);
        }

        var (late, done) = (await people.AddAsync(Role.Reviewer), await people.AddAsync(Role.Reviewer));
        var entry = await entries.AddEntryAsync(period, unit, EntryStatus.InReview);
        await entries.AddReviewAsync(entry, late, ReviewStatus.Assigned);
        await entries.AddReviewAsync(entry, done, ReviewStatus.Final, 3, 3, 3, 3, 3);
        await entries.AddReviewAsync(entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 1, 3, 3, 3);
        await entries.AddReviewAsync(
            await entries.AddEntryAsync(period, unit, EntryStatus.Ready), done, ReviewStatus.Claimed);
        await SoonOverAsync(await entries.AddReviewAsync(
            await entries.AddEntryAsync(period, unit, EntryStatus.Ready), late, ReviewStatus.Claimed));
        await entries.AddReviewAsync(
            await entries.AddEntryAsync(period, unit, EntryStatus.InReview), late, ReviewStatus.Draft, 3);
        foreach (var video in Enum.GetValues<VideoStatus>())
        {
            await entries.AddEntryAsync(period, unit, EntryStatus.Draft, video);
        }

        await LapseAsync(await entries.AddEntryAsync(period, unit, EntryStatus.Submitted));
        await UploadTwiceAsync(await entries.AddEntryAsync(period, unit, EntryStatus.Draft, video: null));
        return period;
    }

    private async Task SoonOverAsync(Review claim)
    {
        await using var command = web.Database.DataSource.CreateCommand(
            $"UPDATE review SET lease_until = now() + interval '14 minutes' WHERE id = '{claim.Id}'");
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task LapseAsync(Entry entry)
    {
        await using var context = web.Database.NewContext();
        context.Events.Add(new Domain.Event
        {
            At = web.Time.GetUtcNow(), Act = "entries.return-lapsed", Subject = "entry", SubjectId = entry.Id,
            EntryId = entry.Id, PeriodId = entry.PeriodId,
            From = "returned", To = "submitted", Audience = Domain.EventAudience.Unit,
        });
        await context.SaveChangesAsync(Cancellation);
    }

    private async Task UploadTwiceAsync(Entry entry)
    {
        await using var context = web.Database.NewContext();
        for (var i = 0; i < 2; i++)
        {
            context.Uploads.Add(new Upload
            {
                Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId,
                AccountId = entry.CreatedBy, FileName = "video.mp4",
                LengthBytes = 1000, CreatedAt = web.Time.GetUtcNow(), ExpiresAt = web.Time.GetUtcNow().AddDays(1),
            });
        }

        await context.SaveChangesAsync(Cancellation);
    }

    private static async Task<int> FoundAsync(HttpClient browser, string href)
    {
        var found = Found().Match(await browser.GetStringAsync(href, Cancellation));
        return int.Parse(found.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        """<a (class="number" )?href="(?<href>/entries\?[^"]*)">(<strong>)?(<svg.*?</svg>)?\s*(?<count>\d+)""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex NumberLink();

    [GeneratedRegex("""role="status">(?<count>\d+) entri""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Found();
}
