using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using VideoReview.Web.Shell;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>What every answer says to a browser, and by which names and to which places it leads.</summary>
public sealed class HeaderTests : IClassFixture<TestWeb>
{
    private readonly TestWeb web;

    public HeaderTests(TestWeb web)
    {
        this.web = web;
        web.Settings["AllowedHosts"] = "video.example;localhost;127.0.0.1;kantor.lan kantor2.lan";
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Seen: X-Frame-Options SAMEORIGIN beside frame-ancestors 'none', and a navigation that we do not ship.
    /// </summary>
    [Fact]
    public async Task Page_with_a_form_says_one_thing_about_frames_and_asks_for_no_permission()
    {
        using var browser = web.NewBrowser();

        using var answer = await browser.GetAsync("/sign-in", Cancellation);

        Assert.Equal(["DENY"], answer.Headers.GetValues("X-Frame-Options"));
        Assert.EndsWith(
            "frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "self", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Key is "blazor-enhanced-nav" or "Server");
        Assert.False(web.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.AddServerHeader);
    }

    [Theory]
    [InlineData("/assets/hash-worker.js", true)]
    [InlineData("/assets/app.js", false)]
    [InlineData("/sign-in", false)]
    public async Task WebAssembly_runs_in_the_worker_that_hashes_alone(string path, bool runs)
    {
        using var browser = web.NewBrowser();

        using var answer = await browser.GetAsync(path, Cancellation);

        Assert.Equal(
            (HttpStatusCode.OK, runs),
            (answer.StatusCode, Assert.Single(answer.Headers.GetValues("Content-Security-Policy"))
                .EndsWith("; script-src 'self' 'wasm-unsafe-eval'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("video.example", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8080", HttpStatusCode.OK)]
    [InlineData("kantor2.lan", HttpStatusCode.OK)]
    [InlineData("jahat.example", HttpStatusCode.BadRequest)]
    [InlineData("video.example.jahat.example", HttpStatusCode.BadRequest)]
    public async Task Site_answers_to_its_own_names_alone(string host, HttpStatusCode status)
    {
        using var browser = web.NewBrowser();
        browser.DefaultRequestHeaders.Host = host;

        using var answer = await browser.GetAsync("/health/live", Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("/own-entries?page=2", "/own-entries?page=2")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("own-entries", "/")]
    [InlineData("https://jahat.example/", "/")]
    [InlineData("//jahat.example/", "/")]
    [InlineData("/\\jahat.example/", "/")]
    [InlineData("/\t/jahat.example/", "/")]
    [InlineData("/\n/jahat.example/", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    [InlineData("/\u007F/jahat.example/", "/")]
    [InlineData("/\u2028/jahat.example/", "/")]
    public async Task Form_leads_to_a_path_of_ours_whatever_it_says(string? next, string path)
    {
        Assert.Equal(path, Answer.OwnPath(next));
        var people = new People(web.Database);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(await people.AddUnitAsync(), Role.Admin));
        var page = await Page.OpenAsync(browser, "/");

        using var content = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", page.Token!), KeyValuePair.Create("language", "id"),
            KeyValuePair.Create("next", next ?? ""),
        ]);
        using var answer = await browser.PostAsync("/language", content, Cancellation);

        Assert.Equal((HttpStatusCode.SeeOther, path), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }
}
