using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>The keys of cookies and forms stand in the database: every web process reads what another wrote.</summary>
public sealed class KeysTests(TestWeb first) : IClassFixture<TestWeb>
{
    [Fact]
    public async Task Cookie_of_one_web_opens_another_on_the_same_database()
    {
        await using var second = new TestWeb();
        await second.InitializeAsync();
        second.Settings["Database:ConnectionString"] = first.Database.ConnectionString;
        var cookie = (await first.NewBrowserAsync(await new People(first.Database)
            .AddAsync(Role.Observer))).DefaultRequestHeaders.GetValues("Cookie");

        var browser = second.NewBrowser();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        var page = await Page.OpenAsync(browser, "/periods");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        await using var context = first.Database.NewContext();
        Assert.Equal(1, await context.DataProtectionKeys.CountAsync());
    }
}
