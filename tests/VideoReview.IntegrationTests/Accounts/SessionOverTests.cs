using System.Net;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>
/// A form that is sent after its session has ended: what was typed is not lost, and is nobody else's.
/// </summary>
public sealed class SessionOverTests(TestWeb web) : IClassFixture<TestWeb>
{
    private const string Typed = "Periode yang diketik lama sekali";

    private readonly People people = new(web.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Form_is_offered_again_to_the_same_account_and_sent_by_its_button()
    {
        var (browser, account) = await SignedInAsync();
        var over = await SendTooLateAsync(browser, account);

        var wrong = await over.SendAsync("sign-in", ("Input.Email", account.Email), ("Input.Password", "bukan ini"));
        var again = await wrong.SendAsync(
            "sign-in", ("Input.Email", account.Email), ("Input.Password", People.Password));
        var sent = await again.SendAsync("period-new");

        Assert.Equal(HttpStatusCode.Unauthorized, over.Status);
        Assert.Contains("Sesi Anda sudah berakhir", over.Text, StringComparison.Ordinal);
        Assert.False(over.Has(Typed));
        Assert.False(wrong.Has(Typed));
        Assert.Contains(Typed, again.Text, StringComparison.Ordinal);
        Assert.Equal(Typed, again.Value("period-new", "Input.Name"));
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, Typed), (sent.Status, sent.Value("period-new", "Input.Name")));
    }

    [Fact]
    public async Task Another_account_is_shown_nothing_of_it()
    {
        var (browser, account) = await SignedInAsync();
        var other = await people.AddAsync(Role.Coordinator);

        var over = await SendTooLateAsync(browser, account);
        var next = await over.SendAsync("sign-in", ("Input.Email", other.Email), ("Input.Password", People.Password));
        var home = await next.FollowAsync();

        Assert.Equal("/", next.Location);
        Assert.Contains("tidak dapat dilanjutkan dengan akun ini", home.Text, StringComparison.Ordinal);
        Assert.False(next.Has(Typed));
        Assert.False(home.Has(Typed));
    }

    [Fact]
    public async Task Form_carried_to_another_browser_is_shown_nobody()
    {
        var (browser, account) = await SignedInAsync();
        var over = await SendTooLateAsync(browser, account);
        var elsewhere = await Page.OpenAsync(web.NewBrowser(), "/status/401");

        var next = await elsewhere.SendAsync(
            "sign-in", ("Input.Email", account.Email), ("Input.Password", People.Password),
            ("Input.Kept", over.Value("sign-in", "Input.Kept")));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (next.Status, next.Location));
        Assert.False(next.Has(Typed));
    }

    [Fact]
    public async Task Passwords_are_never_carried()
    {
        var (browser, account) = await SignedInAsync();
        var page = await Page.OpenAsync(browser, "/password");
        await EndAsync(account);

        var over = await page.SendAsync("password", ("Input.Password", "hujan turun di bukit"));

        Assert.Equal(HttpStatusCode.Unauthorized, over.Status);
        Assert.True(over.HasForm("sign-in"));
        Assert.Null(over.Value("sign-in", "Input.Kept"));
    }

    [Fact]
    public async Task Leaving_after_the_end_leads_to_sign_in()
    {
        var (browser, account) = await SignedInAsync();
        var token = (await Page.OpenAsync(browser, "/")).Token!;
        await EndAsync(account);

        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("/sign-out", content, Cancellation);

        Assert.Equal(
            (HttpStatusCode.SeeOther, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Form_of_somebody_else_in_the_same_browser_says_why_it_is_refused()
    {
        var (browser, _) = await SignedInAsync();
        var left = await Page.OpenAsync(browser, "/periods/new");
        await SignInAsync(browser, await people.AddAsync(Role.Coordinator));

        var refused = await left.SendAsync("period-new", ("Input.Name", Typed));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("dengan akun lain", refused.Text, StringComparison.Ordinal);
    }

    private async Task<(HttpClient Browser, Account Account)> SignedInAsync()
    {
        var account = await people.AddAsync(Role.Coordinator);
        var browser = web.NewBrowser();
        await SignInAsync(browser, account);
        return (browser, account);
    }

    private static async Task SignInAsync(HttpClient browser, Account account)
    {
        // Somebody who is signed in is not shown the page of the sign-in.
        var page = await Page.OpenAsync(browser, "/status/401");
        var signedIn = await page.SendAsync(
            "sign-in", ("Input.Email", account.Email), ("Input.Password", People.Password));
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.Status);
    }

    private async Task<Page> SendTooLateAsync(HttpClient browser, Account account)
    {
        var page = await Page.OpenAsync(browser, "/periods/new");
        await EndAsync(account);
        return await page.SendAsync("period-new", ("Input.Name", Typed), ("Input.Year", ""));
    }

    /// <summary>As the database does it, and long enough ago that no process remembers otherwise.</summary>
    private async Task EndAsync(Account account)
    {
        await using var command = web.Database.DataSource.CreateCommand(
            $"DELETE FROM open_session WHERE account_id = '{account.Id}'");
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
        web.Time.Advance(TimeSpan.FromSeconds(6));
    }
}
