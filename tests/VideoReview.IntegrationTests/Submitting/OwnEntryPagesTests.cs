using System.Net;
using VideoReview.Application.Submitting;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

/// <summary>The pages of an entry as its unit walks them without script, and the autosave of its island.</summary>
public sealed class OwnEntryPagesTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly SubmitStage stage = new(web.Desks);

    [Fact]
    public async Task Unit_begins_fills_in_and_sends_an_entry()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        await stage.Entries.AddPeriodAsync(change: period => period.ClosesAt = web.Time.GetUtcNow().AddSeconds(-1));
        await stage.Entries.AddPeriodAsync();

        var created = await (await Page.OpenAsync(browser, "/own-entries/new"))
            .SendAsync("entry-new", ("Input.Title", "Posyandu Digital"));
        var draft = await created.FollowAsync();
        Assert.Contains("Unggah video.", draft.Text, StringComparison.Ordinal);
        var entry = await stage.Entries.ReadAsync(Guid.Parse(created.Location!.Split('/')[^1]));
        await stage.Entries.AddVideoAsync(entry);
        var sent = await draft.SendAsync("draft", [.. Filled, .. Ticks, ("Input.Sends", "true")]);
        var page = await sent.FollowAsync();

        Assert.Contains("Tanda terima", page.Text, StringComparison.Ordinal);
        Assert.Contains("Siap dinilai", page.Text, StringComparison.Ordinal);
        Assert.Equal(account.Id, (await stage.Entries.ReadAsync(entry.Id)).CreatedBy);
    }

    [Fact]
    public async Task Entry_that_cannot_be_sent_keeps_what_was_typed_and_says_why_beside_the_field()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account), by: account);

        var refused = await (await Page.OpenAsync(browser, "/own-entries/" + entry.Id))
            .SendAsync(
                "draft", ("Input.Title", "Judul baru"), ("Input.Summary", "pendek"),
                ("Input.Declarations", "original_work"), ("Input.Sends", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(
            ("Judul baru", "pendek"), (refused.Value("draft", "Input.Title"), refused.Value("draft", "Input.Summary")));
        Assert.Contains("Ringkasan paling sedikit 50 huruf.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Centang semua pernyataan.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Judul baru", (await stage.Entries.ReadAsync(entry.Id)).Profile.Title);
    }

    [Fact]
    public async Task Unreadable_day_is_refused_and_stays_in_the_field()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account), by: account);

        var refused = await (await Page.OpenAsync(browser, "/own-entries/" + entry.Id))
            .SendAsync("draft", ("Input.ImplementedOn", "kapan-kapan"));

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "kapan-kapan"),
            (refused.Status, refused.Value("draft", "Input.ImplementedOn")));
    }

    [Fact]
    public async Task Stale_form_shows_both_texts_and_can_then_be_saved()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account), by: account);
        var (mine, other) = (await Page.OpenAsync(browser, "/own-entries/" + entry.Id),
            await Page.OpenAsync(browser, "/own-entries/" + entry.Id));

        Assert.Equal(HttpStatusCode.SeeOther, (await other.SendAsync("draft", ("Input.Title", "Punya rekan"))).Status);
        var stale = await mine.SendAsync("draft", ("Input.Title", "Punya saya"));
        var saved = await stale.SendAsync("draft");

        Assert.Equal((HttpStatusCode.Conflict, "Punya saya"), (stale.Status, stale.Value("draft", "Input.Title")));
        Assert.Contains("Punya rekan", stale.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("Punya saya", (await stage.Entries.ReadAsync(entry.Id)).Profile.Title);
    }

    [Fact]
    public async Task Autosave_answers_version_and_time_and_a_stale_one_409()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account), by: account);
        var opened = await Page.OpenAsync(browser, "/own-entries/" + entry.Id);

        var (first, saved) = await Autosave.SendAsync(
            browser, entry, opened, ("Input.Title", "Terketik"), ("Input.Declarations", "decent_content"));
        var (second, refused) = await Autosave.SendAsync(browser, entry, opened, ("Input.Title", "Tertinggal"));

        var row = await stage.Entries.ReadAsync(entry.Id);
        Assert.Equal(
            (HttpStatusCode.OK, DraftForm.VersionOf(row)), (first, saved.GetProperty("rowVersion").GetString()));
        Assert.Matches(@"^\d\d\.\d\d\.\d\d$", saved.GetProperty("savedAt").GetString());
        Assert.Equal((HttpStatusCode.Conflict, "shell.stale"), (second, refused.GetProperty("code").GetString()));
        Assert.Equal("Terketik", row.Profile.Title);
        Assert.Equal(["decent_content"], row.Declarations);
    }

    [Fact]
    public async Task Autosave_without_token_is_refused()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account), by: account);

        using var answer = await browser.PostAsync(
            $"/own-entries/{entry.Id}/profile",
            new FormUrlEncodedContent([new("Input.Title", "Palsu"), new("Input.Version", DraftForm.VersionOf(entry))]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(EntryBuilder.CompleteProfile, (await stage.Entries.ReadAsync(entry.Id)).Profile);
    }

    [Fact]
    public async Task Unit_withdraws_and_takes_it_back()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account), EntryStatus.Ready, by: account);

        var withdrawn = await (await (await Page.OpenAsync(browser, "/own-entries/" + entry.Id))
            .SendAsync("withdrawal", ("Withdrawal.Reason", "salah video"))).FollowAsync();
        Assert.Contains("salah video", withdrawn.Text, StringComparison.Ordinal);
        await (await withdrawn.SendAsync("unwithdraw")).FollowAsync();

        Assert.Equal(EntryStatus.Draft, (await stage.Entries.ReadAsync(entry.Id)).Status);
    }

    [Fact]
    public async Task Withdrawal_that_comes_too_late_is_refused_on_the_page()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account), EntryStatus.Ready, by: account);
        var page = await Page.OpenAsync(browser, "/own-entries/" + entry.Id);
        await using (var context = web.Database.NewContext())
        {
            context.Entries.Single(s => s.Id == entry.Id).Status = EntryStatus.InReview;
            await context.SaveChangesAsync();
        }

        var refused = await page.SendAsync("withdrawal");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Entri ini berstatus Sedang dinilai", refused.Text, StringComparison.Ordinal);
        Assert.False(refused.HasForm("withdrawal"));
    }

    [Fact]
    public async Task Text_that_comes_after_the_closing_is_shown_again_with_the_reason()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var period = await stage.Entries.AddPeriodAsync();
        var entry = await stage.Entries.AddEntryAsync(period, await stage.UnitOfAsync(account), by: account);
        var page = await Page.OpenAsync(browser, "/own-entries/" + entry.Id);
        await using (var context = web.Database.NewContext())
        {
            context.Periods.Single(p => p.Id == period.Id).ClosesAt = web.Time.GetUtcNow();
            await context.SaveChangesAsync();
        }

        var refused = await page.SendAsync("draft", ("Input.Title", "Terlambat"), ("Input.Sends", "true"));

        Assert.Equal((HttpStatusCode.Conflict, "Terlambat"), (refused.Status, refused.Value("draft", "Input.Title")));
        Assert.Contains("Batas waktu sudah lewat", refused.Text, StringComparison.Ordinal);
    }

    private static (string, string?)[] Filled =>
    [
        ("Input.Stage", "trial"), ("Input.Kind", "digital"), ("Input.Form", "public_service"),
        ("Input.Sector", "health"), ("Input.Initiator", "civil_servant"),
        ("Input.Summary", new string('a', ProfileRules.ShortestSummary)),
    ];

    private static (string, string?)[] Ticks =>
        [.. ProfileChoices.Declarations.Select(code => ("Input.Declarations", (string?)code))];
}
