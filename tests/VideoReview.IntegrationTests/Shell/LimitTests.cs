using System.Net;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// What costs the server much is counted: by account where somebody is signed in, otherwise by address.
/// </summary>
public sealed class LimitTests : IClassFixture<TestWeb>
{
    private const int Most = 2;

    private readonly TestWeb web;
    private readonly People people;

    public LimitTests(TestWeb web)
    {
        (this.web, people) = (web, new(web.Database));
        foreach (var limit in (string[])["ExportsPerMinute", "SearchesPerMinute", "DraftsPerHour", "ResetsPerHour"])
        {
            web.Settings["Limits:" + limit] = $"{Most}";
        }

        web.Settings["Limits:Streams"] = "1";
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Role, string, string> Counted => new()
    {
        { Role.Coordinator, $"/results/{Guid.Empty}/csv", "/results" },
        { Role.Coordinator, "/entries?text=posyandu", "/entries?text=" },
        { Role.Coordinator, "/entries/assignments?text=siti", "/entries/assignments" },
        { Role.Admin, "/accounts?text=siti", "/accounts" },
        { Role.Admin, "/security?text=siti", "/security" },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public async Task Account_that_asks_too_often_is_told_so_and_nobody_else(Role role, string counted, string free)
    {
        using var browser = await web.NewBrowserAsync(await people.AddAsync(role));
        using var other = await web.NewBrowserAsync(await people.AddAsync(role));
        for (var i = 0; i < Most; i++)
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Page.OpenAsync(browser, counted)).Status);
        }

        var refused = await Page.OpenAsync(browser, counted);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Terlalu sering", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Page.OpenAsync(browser, free)).Status);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Page.OpenAsync(other, counted)).Status);
    }

    [Fact]
    public async Task Drafts_begun_are_counted_and_the_page_is_not()
    {
        var (browser, _) = await web.NewSubmitterAsync();
        using var held = browser;
        await new EntryBuilder(web.Database, web.Time).AddPeriodAsync();
        var page = await Page.OpenAsync(browser, "/own-entries/new");
        for (var i = 0; i < Most; i++)
        {
            Assert.Equal(
                HttpStatusCode.SeeOther, (await page.SendAsync("entry-new", ("Input.Title", $"Inovasi {i}"))).Status);
        }

        var refused = await page.SendAsync("entry-new", ("Input.Title", "Satu lagi"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Terlalu sering", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Page.OpenAsync(browser, "/own-entries/new")).Status);
    }

    [Fact]
    public async Task Streams_are_counted_while_they_are_open()
    {
        var account = await people.AddAsync(Role.Coordinator);
        using var browser = await web.NewBrowserAsync(account);
        using var script = await web.NewBrowserAsync(account);
        script.DefaultRequestHeaders.Remove("Accept");
        var address = "/live?topics=period:" + Guid.NewGuid();
        using (var open = await StreamAsync(browser, address))
        {
            using var second = await StreamAsync(script, address);

            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
            Assert.Contains(
                "shell.too-many", await second.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        await Eventually.Async(
            async () =>
            {
                using var again = await StreamAsync(browser, address);
                return again.StatusCode == HttpStatusCode.OK;
            },
            "a stream after the first was left");
    }

    /// <summary>Nobody is signed in, so the address counts, whichever account is meant.</summary>
    [Fact]
    public async Task Links_for_new_passwords_are_counted_by_address()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i <= Most; i++)
        {
            using var browser = web.NewBrowser();
            var page = await Page.OpenAsync(browser, $"/password/reset?account={Guid.NewGuid()}&token=x");
            answers.Add((await page.SendAsync("reset")).Status);
        }

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers[..Most]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    private static Task<HttpResponseMessage> StreamAsync(HttpClient browser, string address) =>
        browser.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Cancellation);
}
