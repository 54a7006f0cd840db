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
        var access = "";
        await ActAsync(async (desk, admin) => access = (await desk.SetOneTimePasswordAsync(
            admin, account.Id, TestContext.Current.CancellationToken)).Value.Password);
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
