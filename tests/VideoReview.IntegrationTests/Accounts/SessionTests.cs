using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>Sign-in over HTTP.</summary>
public sealed class SessionTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);

    [Fact]
    public async Task Wrong_passwords_end_in_a_lock_that_says_how_long()
    {
        var account = await people.AddAsync(Role.Reviewer);
        var browser = web.NewBrowser();

        var answers = new List<Page>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await SignInAsync(browser, account.Email!, "salah"));
        }

        Assert.Equal(HttpStatusCode.Forbidden, answers[0].Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[4].Status);
        Assert.Contains("5 menit", answers[4].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_on_which_the_owner_has_signed_in_passes_while_the_address_is_locked()
    {
        var account = await people.AddAsync(Role.Coordinator);
        var (own, stranger) = (web.NewBrowser(), web.NewBrowser());
        await SignOutAsync(own, await (await SignInAsync(own, account.Email!, People.Password)).FollowAsync());
        await using (var context = web.Database.NewContext())
        {
            var (key, until) = (
                "account:" + SignInAttempt.MarkOf(account.NormalizedEmail!), web.Time.GetUtcNow().AddHours(1));
            Assert.Equal(1, await context.SignInCounters.Where(c => c.Key == key).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Failures, 50).SetProperty(c => c.LockedUntil, until),
                TestContext.Current.CancellationToken));
        }

        var refused = await SignInAsync(stranger, account.Email!, People.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("perangkat yang pernah dipakai", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await SignInAsync(own, account.Email!, People.Password)).Status);
    }

    [Theory]
    [InlineData("/periods", "/periods")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    public async Task Sign_in_leads_to_our_own_pages_only(string next, string expected)
    {
        var account = await people.AddAsync(Role.Coordinator);
        var page = await Page.OpenAsync(web.NewBrowser(), "/sign-in?next=" + Uri.EscapeDataString(next));

        var answer = await page.SendAsync(
            "sign-in", ("Input.Email", account.Email), ("Input.Password", People.Password));

        Assert.Equal((HttpStatusCode.SeeOther, expected), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task One_time_password_opens_nothing_but_its_own_change()
    {
        var account = await people.AddAsync(Role.Coordinator);
        var admin = People.ActorOf(await people.AddAsync(Role.Admin));
        var access = (await web.ActAsync((OneTimeDesk desk) => desk.SetAsync(
            admin, account.Id, TestContext.Current.CancellationToken))).Value.Password;
        var browser = web.NewBrowser();

        var signedIn = await SignInAsync(browser, account.Email!, access);
        var elsewhere = await Page.OpenAsync(browser, "/periods");
        var change = await signedIn.FollowAsync();
        var same = await change.SendAsync(
            "password", ("Input.Current", access), ("Input.Password", access), ("Input.Again", access));
        var changed = await (await change.SendAsync(
            "password", ("Input.Current", access), ("Input.Password", "hujan turun di bukit"),
            ("Input.Again", "hujan turun di bukit")))
            .FollowAsync();

        Assert.Equal((HttpStatusCode.SeeOther, "/password"), (signedIn.Status, signedIn.Location));
        Assert.Equal((HttpStatusCode.SeeOther, "/password"), (elsewhere.Status, elsewhere.Location));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, same.Status);
        Assert.Contains(
            "Admin membuat kata sandi sekali pakai untuk akun Anda.", changed.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Page.OpenAsync(browser, "/periods")).Status);
    }

    private static async Task SignOutAsync(HttpClient browser, Page page)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", page.Token!)]);
        using var answer = await browser.PostAsync("/sign-out", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task<Page> SignInAsync(HttpClient browser, string email, string password) =>
        await (await Page.OpenAsync(browser, "/sign-in"))
            .SendAsync("sign-in", ("Input.Email", email), ("Input.Password", password));

    private async Task ActAsync(Func<AccountDesk, Actor, Task> act)
    {
        var admin = People.ActorOf(await people.AddAsync(Role.Admin));
        await using var scope = web.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<AccountDesk>(), admin);
    }
}
