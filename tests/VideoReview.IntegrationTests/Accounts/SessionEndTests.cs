using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>What ends a session or changes it while it is open, over HTTP.</summary>
public sealed class SessionEndTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);

    [Fact]
    public async Task Right_password_opens_beranda_and_sign_out_ends_it()
    {
        var account = await people.AddAsync(Role.Coordinator);
        var browser = web.NewBrowser();

        var home = await (await SignInAsync(browser, account.Email!, People.Password)).FollowAsync();
        using var signedOut = await PostAsync(browser, home, "/sign-out");

        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Contains(account.DisplayName, home.Text, StringComparison.Ordinal);
        Assert.StartsWith(
            "https://localhost/sign-in", (await Page.OpenAsync(browser, "/periods")).Location,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_copied_before_sign_out_opens_nothing_after_it()
    {
        var account = await people.AddAsync(Role.Coordinator);
        var (browser, copy) = (web.NewBrowser(), web.NewBrowser());
        using var signedIn = await PostAsync(
            browser, await Page.OpenAsync(browser, "/sign-in"), "/sign-in", ("_handler", "sign-in"),
            ("Input.Email", account.Email!), ("Input.Password", People.Password));
        copy.DefaultRequestHeaders.Add(
            "Cookie", signedIn.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, (await Page.OpenAsync(copy, "/periods")).Status);

        using var signedOut = await PostAsync(browser, await Page.OpenAsync(browser, "/"), "/sign-out");

        Assert.Equal(HttpStatusCode.Redirect, (await Page.OpenAsync(copy, "/periods")).Status);
        Assert.Equal(["\"cache\""], signedOut.Headers.GetValues("Clear-Site-Data"));
        Assert.StartsWith(
            "videoreview-session=; expires=Thu, 01 Jan 1970",
            Assert.Single(signedOut.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_account_is_out_at_once()
    {
        var account = await people.AddAsync(Role.Coordinator);
        var browser = await web.NewBrowserAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await Page.OpenAsync(browser, "/periods")).Status);

        await ActAsync(async (desk, admin) => Assert.True((await desk.SetActiveAsync(
            admin, account.Id, false, account.RowVersion, 0, TestContext.Current.CancellationToken)).IsDone));

        await IsOutAsync(browser);
    }

    [Fact]
    public async Task Role_taken_away_ends_the_session_at_once()
    {
        var account = await people.AddAsync(Role.Coordinator, Role.Observer);
        var browser = await web.NewBrowserAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await Page.OpenAsync(browser, "/periods/new")).Status);

        var form = new AccountForm(
            account.DisplayName, account.Email!, null, [Role.Observer], "id", account.RowVersion);
        await ActAsync(async (desk, admin) =>
            Assert.True(
                (await desk.EditAsync(admin, account.Id, form, 0, TestContext.Current.CancellationToken)).IsDone));

        await IsOutAsync(browser);
    }

    [Fact]
    public async Task Role_given_is_there_at_once()
    {
        var account = await people.AddAsync(Role.Observer);
        var browser = await web.NewBrowserAsync(account);
        Assert.Equal(HttpStatusCode.Forbidden, (await Page.OpenAsync(browser, "/accounts")).Status);

        var form = new AccountForm(
            account.DisplayName, account.Email!, null, [Role.Observer, Role.Admin], "id", account.RowVersion);
        await ActAsync(async (desk, admin) =>
            Assert.True(
                (await desk.EditAsync(admin, account.Id, form, 0, TestContext.Current.CancellationToken)).IsDone));

        await Eventually.Async(
            async () => (await Page.OpenAsync(browser, "/accounts")).Status == HttpStatusCode.OK,
            "the role works in the open session");
    }

    [Fact]
    public async Task Changed_password_ends_all_sessions_at_once()
    {
        var account = await people.AddAsync(Role.Observer);
        var (here, elsewhere) = (await web.NewBrowserAsync(account), await web.NewBrowserAsync(account));

        await using (var scope = web.Services.CreateAsyncScope())
        {
            var outcome = await scope.ServiceProvider.GetRequiredService<PasswordDesk>()
                .ChangeAsync(
                    People.ActorOf(account), People.Password, "hujan turun di bukit",
                    TestContext.Current.CancellationToken);
            Assert.True(outcome.IsDone);
        }

        await IsOutAsync(here);
        await IsOutAsync(elsewhere);
    }

    private static async Task<Page> SignInAsync(HttpClient browser, string email, string password) =>
        await (await Page.OpenAsync(browser, "/sign-in"))
            .SendAsync("sign-in", ("Input.Email", email), ("Input.Password", password));

    /// <summary>The clock stands still: what was remembered is forgotten because the end was told.</summary>
    private static Task IsOutAsync(HttpClient browser) => Eventually.Async(
        async () => (await Page.OpenAsync(browser, "/periods")).Location?
            .StartsWith("https://localhost/sign-in", StringComparison.Ordinal) == true,
        "the session ends");

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser, Page page, string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", page.Token!))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        var answer = await browser.PostAsync(action, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer;
    }

    private async Task ActAsync(Func<Departures, Actor, Task> act)
    {
        var admin = People.ActorOf(await people.AddAsync(Role.Admin));
        await using var scope = web.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<Departures>(), admin);
    }
}
