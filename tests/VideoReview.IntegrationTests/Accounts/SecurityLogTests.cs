using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>The security log: who tried what from where, and who may read it.</summary>
public sealed class SecurityLogTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_leave_client_and_mark_and_nothing_that_was_typed()
    {
        var (typed, other) = ($"salah-{Guid.NewGuid():N}@kab.example", $"lain-{Guid.NewGuid():N}@kab.example");
        for (var i = 0; i < 5; i++)
        {
            await TryAsync(typed, "rahasia sekali", "10.60.0.1");
        }

        await TryAsync(other, "rahasia sekali", "10.60.0.1");

        var rows = await RowsAsync(e => e.Client == "10.60.0.1");
        Assert.Equal(
            ["SignInFailed 5, Locked 1", "SignInFailed 1"],
            rows.GroupBy(row => row.AddressMark).OrderByDescending(ofOne => ofOne.Count()).Select(
                ofOne => string.Join(
                    ", ",
                    ofOne.CountBy(row => row.Kind).OrderBy(kind => kind.Key).Select(k => $"{k.Key} {k.Value}"))));
        Assert.All(rows, row => Assert.Null(row.SubjectId));
        Assert.DoesNotContain(
            rows, row => $"{row.Detail}{row.AddressMark}".Contains("salah", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sign_in_sign_out_and_refusals_are_written()
    {
        var account = await people.AddAsync(Role.Reviewer);
        var browser = web.NewBrowser();
        var home = await (await (await Page.OpenAsync(browser, "/sign-in")).SendAsync(
            "sign-in", ("Input.Email", account.Email), ("Input.Password", People.Password))).FollowAsync();

        var refused = await Page.OpenAsync(browser, "/accounts?text=rahasia");
        var unknown = await Page.OpenAsync(browser, "/reviews/" + Guid.NewGuid());
        using (var form = new FormUrlEncodedContent([new("__RequestVerificationToken", home.Token!)]))
        {
            using var answer = await browser.PostAsync("/sign-out", form, Cancellation);
        }

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (refused.Status, unknown.Status));
        Assert.Equal(
            [
                (SecurityKind.SignedIn, null), (SecurityKind.Refused, "GET /accounts 403"),
                (SecurityKind.SignedOut, null),
            ],
            (await RowsAsync(e => e.ActorId == account.Id)).Select(row => (row.Kind, row.Detail)));
    }

    [Fact]
    public async Task Act_on_an_account_is_written_with_its_actor()
    {
        var (admin, account) =
            (await people.AddAsync(Role.Admin), await people.AddAsync(Role.Coordinator, Role.Observer));
        var form = new AccountForm(
            account.DisplayName, account.Email!, null, [Role.Observer], "id", account.RowVersion);

        Assert.True((await web.ActAsync((Departures desk) => desk.EditAsync(
            People.ActorOf(admin), account.Id, form, 0, Cancellation))).IsDone);

        Assert.Contains(
            (SecurityKind.AccountChanged, admin.Id, "accounts.roles-set: coordinator observer > observer"),
            (await RowsAsync(e => e.SubjectId == account.Id))
                .Select(row => (row.Kind, row.ActorId!.Value, row.Detail!)));
    }

    [Fact]
    public async Task Admin_finds_what_was_typed_and_downloads_it()
    {
        var admin = await people.AddAsync(Role.Admin);
        var typed = $"cari-{Guid.NewGuid():N}@kab.example";
        await TryAsync(typed, "rahasia", "10.60.0.2");
        await TryAsync($"lain-{Guid.NewGuid():N}@kab.example", "rahasia", "10.60.0.3");
        using var browser = await web.NewBrowserAsync(admin);

        var found = await Page.OpenAsync(browser, "/security?text=" + typed);
        var csv = await browser.GetStringAsync("/security/csv?client=10.60.0.2", Cancellation);

        Assert.Contains("10.60.0.2", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.60.0.3", found.Text, StringComparison.Ordinal);
        Assert.Equal(2, csv.Trim().Split('\n').Length);
        Assert.Contains("Gagal masuk", csv, StringComparison.Ordinal);
        Assert.Contains(
            (SecurityKind.Exported, "GET /security/csv 200"),
            (await RowsAsync(e => e.ActorId == admin.Id)).Select(row => (row.Kind, row.Detail!)));
    }

    [Fact]
    public async Task Pages_of_the_log_follow_each_other_without_gap()
    {
        var admin = People.ActorOf(await people.AddAsync(Role.Admin));
        var account = await people.AddAsync(Role.Observer);
        await using (var context = web.Database.NewContext())
        {
            context.SecurityEvents.AddRange(Enumerable.Range(0, 70).Select(i => new SecurityEvent
            {
                Id = Guid.CreateVersion7(), At = web.Time.GetUtcNow().AddSeconds(-i / 2), Kind = SecurityKind.SignedOut,
                ActorId = account.Id,
            }));
            await context.SaveChangesAsync(Cancellation);
        }

        var search = new SecuritySearch(account.DisplayName, SecurityKind.SignedOut);
        var first = await web.ActAsync((SecurityList list) => list.SearchAsync(admin, search, Cancellation));
        var second = await web.ActAsync(
            (SecurityList list) => list.SearchAsync(admin, search with { After = first.Next }, Cancellation));

        Assert.Equal((50, 20, null), (first.Rows.Count, second.Rows.Count, second.Next));
        Assert.Equal(70, first.Rows.Concat(second.Rows).Select(row => row.Id).Distinct().Count());
    }

    private async Task TryAsync(string email, string password, string client)
    {
        await using var scope = web.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SignInDesk>()
            .VerifyAsync(new(email, IPAddress.Parse(client)), password, Cancellation);
    }

    private async Task<List<SecurityEvent>> RowsAsync(
        System.Linq.Expressions.Expression<Func<SecurityEvent, bool>> which)
    {
        await using var context = web.Database.NewContext();
        return await context.SecurityEvents.AsNoTracking().Where(which).OrderBy(e => e.At).ThenBy(e => e.Id)
            .ToListAsync(Cancellation);
    }
}
