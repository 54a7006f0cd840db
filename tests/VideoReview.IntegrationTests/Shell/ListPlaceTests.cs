using System.Net;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>Ways between lists and what is opened from them.</summary>
public sealed class ListPlaceTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    [Theory]
    [InlineData(Role.Coordinator, "/entries?text=posyandu")]
    [InlineData(Role.Coordinator, "/matches?aside=yes")]
    [InlineData(Role.Coordinator, "/processing/failures?kind=inspect&cause=tool-failed")]
    [InlineData(Role.Admin, "/processing/messages?kind=x&cause=y")]
    [InlineData(Role.Submitter, "/own-entries")]
    public async Task Page_beyond_the_end_leads_to_the_last_one(Role role, string list)
    {
        var unit = await people.AddUnitAsync();
        var account = await people.AddAsync(role is Role.Submitter ? unit : null, role);
        await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, by: account);
        using var browser = await web.NewBrowserAsync(account);
        var sign = list.Contains('?', StringComparison.Ordinal) ? '&' : '?';

        var beyond = await Page.OpenAsync(browser, $"{list}{sign}page=99");
        var last = await beyond.FollowAsync();

        Assert.Equal($"{list}{sign}page=1", beyond.Location);
        Assert.Equal(HttpStatusCode.OK, last.Status);
    }

    [Fact]
    public async Task Results_beyond_the_end_lead_to_the_last_page()
    {
        var period = await entries.AddPeriodAsync(Domain.Periods.PeriodStatus.Reviewing);
        using var browser = await CoordinatorAsync();

        var beyond = await Page.OpenAsync(browser, $"/results/{period.Id}?page=99");

        Assert.Equal($"/results/{period.Id}?page=1", beyond.Location);
    }

    [Fact]
    public async Task Sheet_leads_back_to_the_list_as_it_was_even_after_an_act()
    {
        var period = await entries.AddPeriodAsync();
        var entry = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Submitted);
        using var browser = await CoordinatorAsync();
        var list = $"/entries?period={period.Id}&status=submitted&order=updated&down=yes";

        var table = await Page.OpenAsync(browser, list);
        var address = table.LinkOf(entry.Profile.Title!)!;
        var sheet = await Page.OpenAsync(browser, address);
        using var accept = new FormUrlEncodedContent([
            KeyValuePair.Create("_handler", "act"), KeyValuePair.Create("Input.Act", "accept"),
            KeyValuePair.Create("__RequestVerificationToken", sheet.Token),
        ]);
        using var answer = await browser.PostAsync(address, accept, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var accepted = await Page.OpenAsync(browser, answer.Headers.Location!.ToString());

        Assert.True(table.Has($"id=\"row-{entry.Id}\""));
        Assert.Equal($"{list}#row-{entry.Id}", sheet.LinkOf("‹ Entri"));
        Assert.Equal($"{list}#row-{entry.Id}", accepted.LinkOf("‹ Entri"));
    }

    [Fact]
    public async Task Account_leads_back_to_the_list_as_it_was()
    {
        var account = await people.AddAsync(Role.Reviewer);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Admin));
        var list = $"/accounts?text={account.Email}&role=reviewer";

        var table = await Page.OpenAsync(browser, list);
        var opened = await Page.OpenAsync(browser, table.LinkOf(account.DisplayName)!);

        Assert.Equal($"{list}#row-{account.Id}", opened.LinkOf("‹ Pengguna"));
    }

    [Fact]
    public async Task Draft_that_cannot_be_assigned_is_named_by_its_title()
    {
        var (unit, period) = (await people.AddUnitAsync(), await entries.AddPeriodAsync());
        var draft = await entries.AddEntryAsync(period, unit, title: "Kartu Tani Keliling");
        var reviewer = await people.AddAsync(Role.Reviewer);
        using var browser = await CoordinatorAsync();

        var page = await Page.OpenAsync(browser, $"/entries/assignments?entry={draft.Id}");
        var refused = await page.SendAsync("assign", ("Input.Reviewers", reviewer.Id.ToString()));

        Assert.Contains("Kartu Tani Keliling: ", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" : ", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_password_is_one_link_away_on_every_page()
    {
        using var browser = await CoordinatorAsync();
        using var nobody = web.NewBrowser();

        Assert.Equal("/password", (await Page.OpenAsync(browser, "/periods")).LinkOf("Ganti kata sandi"));
        Assert.Null((await Page.OpenAsync(nobody, "/sign-in")).LinkOf("Ganti kata sandi"));
    }

    private async Task<HttpClient> CoordinatorAsync() =>
        await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
}
