using System.Net;
using System.Net.Http.Json;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// What is answered while the database is away: never a no of ours, and everything as before once it is back.
/// </summary>
public sealed class FailureTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PATCH", "/uploads/01a21331-a404-740a-8179-954ef1517a40")]
    [InlineData("HEAD", "/uploads/01a21331-a404-740a-8179-954ef1517a40")]
    [InlineData("GET", "/uploads?entry=01a21331-a404-740a-8179-954ef1517a40")]
    public async Task Script_is_told_to_come_again_and_is_answered_once_the_database_is_back(string method, string path)
    {
        using var browser = await web.NewBrowserAsync(
            await people.AddAsync(await people.AddUnitAsync(), Role.Submitter));
        browser.DefaultRequestHeaders.Remove("Accept");
        using var first = await browser.SendAsync(Request(method, path), Cancellation);

        await web.Database.CloseAsync(Cancellation);
        using var during = await browser.SendAsync(Request(method, path), Cancellation);
        await web.Database.OpenAsync();
        using var after = await browser.SendAsync(Request(method, path), Cancellation);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)),
            (during.StatusCode, during.Headers.RetryAfter?.Delta));
        if (method != "HEAD")
        {
            Assert.Equal(
                "shell.error",
                (await during.Content.ReadFromJsonAsync<Dictionary<string, string>>(Cancellation))!["code"]);
        }

        Assert.Equal(first.StatusCode, after.StatusCode);
    }

    [Fact]
    public async Task Person_sees_a_page_that_says_nothing_is_lost()
    {
        using var browser = await web.NewBrowserAsync(
            await people.AddAsync(await people.AddUnitAsync(), Role.Submitter));
        await web.Database.CloseAsync(Cancellation);

        using var answer = await browser.GetAsync("/own-entries", Cancellation);
        await web.Database.OpenAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(
            "Terjadi gangguan", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/own-entries", Cancellation)).StatusCode);
    }

    private static HttpRequestMessage Request(string method, string path)
    {
        var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        if (method == "PATCH")
        {
            request.Headers.Add("Upload-Offset", "0");
            request.Content = new ByteArrayContent([1, 2, 3]);
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
        }

        return request;
    }
}
