using System.Net;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>The coordinator's forms as a browser without script posts them.</summary>
public sealed class CoordinatorPagesTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Return_without_note_keeps_the_page_with_its_sentence_and_with_one_returns()
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await people.AddUnitAsync(), EntryStatus.Ready);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var empty = await ActAsync(browser, "/entries/" + entry.Id, ("Input.Act", "return"), ("Input.Reason", ""));
        var full = await ActAsync(
            browser, "/entries/" + entry.Id, ("Input.Act", "return"), ("Input.Reason", "Perjelas dampaknya."),
            ("Input.ShowsFeedback", "true"));

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, true),
            (empty.Status, empty.Html.Contains("Tulis alasannya.", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.SeeOther, full.Status);
        var after = await entries.ReadAsync(entry.Id);
        Assert.Equal((EntryStatus.Returned, true), (after.Status, after.ReturnShowsFeedback));
    }

    [Fact]
    public async Task Act_that_is_no_longer_offered_is_answered_with_its_reason()
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await people.AddUnitAsync(), EntryStatus.Submitted);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var first = await ActAsync(browser, "/entries/" + entry.Id, ("Input.Act", "accept"));
        var second = await ActAsync(browser, "/entries/" + entry.Id, ("Input.Act", "accept"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (first.Status, second.Status));
        Assert.Contains("Siap dinilai", second.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Own_units_entry_can_be_read_but_shows_no_act()
    {
        var unit = await people.AddUnitAsync();
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, EntryStatus.Submitted);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(unit, Role.Coordinator));

        var html = await browser.GetStringAsync("/entries/" + entry.Id, Cancellation);
        var answer = await ActAsync(browser, "/entries/" + entry.Id, ("Input.Act", "accept"));

        Assert.DoesNotContain("act-accept", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task Close_reopen_and_cancel_go_through_the_entrys_page()
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(PeriodStatus.Reviewing), await people.AddUnitAsync(), EntryStatus.InReview);
        var final = await entries.AddReviewAsync(
            entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 3, 3, 3, 3);
        await entries.AddReviewAsync(entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 3, 3, 3, 3);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var page = "/entries/" + entry.Id;

        var shown = await browser.GetStringAsync(page, Cancellation);
        Assert.Contains(
            "Nilai 75,00 · IID: 5 dari 5 unsur, parameter 3, skor 12 dari 12 · 2 penilaian",
            WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await ActAsync(browser, page, ("Input.Act", "close"), ("Input.Reason", "Cukup dua."))).Status);
        Assert.Equal(EntryStatus.Reviewed, (await entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await ActAsync(
            browser, page, ("Input.Act", "reopen-review"), ("Input.Review", final.Id.ToString()),
            ("Input.Reason", "Salah ketik."))).Status);
        Assert.Equal(EntryStatus.InReview, (await entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await ActAsync(
            browser, page, ("Input.Act", "cancel-review"), ("Input.Review", final.Id.ToString()),
            ("Input.Reason", "Berhalangan."))).Status);

        var html = await browser.GetStringAsync(page, Cancellation);
        Assert.Contains("Berhalangan.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada perubahan", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assign_names_each_conflict_and_makes_the_rest()
    {
        var unit = await people.AddUnitAsync();
        var period = await entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var (own, other) = (await entries.AddEntryAsync(period, unit, EntryStatus.Ready),
            await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Ready));
        var kin = await people.AddAsync(unit, Role.Reviewer);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var page = $"/entries/assignments?entry={own.Id}&entry={other.Id}";

        Assert.Contains(
            $"{own.EntryNumber}: benturan kepentingan", await browser.GetStringAsync(page, Cancellation),
            StringComparison.Ordinal);
        var answer = await PostAsync(
            browser, page, ("_handler", "assign"), ("Input.Entries", own.Id.ToString()),
            ("Input.Entries", other.Id.ToString()), ("Input.Reviewers", kin.Id.ToString()));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("1 penugasan disimpan, 1 tidak.", answer.Html, StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        Assert.Equal(
            [(other.Id, ReviewStatus.Assigned)],
            context.Reviews.Where(r => r.ReviewerId == kin.Id).AsEnumerable().Select(r => (r.EntryId, r.Status)));
    }

    [Fact]
    public async Task Result_is_decided_taken_back_decided_again_and_published_on_its_page()
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var entry = await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Reviewed);
        for (var i = 0; i < 2; i++)
        {
            await entries.AddReviewAsync(
                entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 1, 3, 3, 3);
        }

        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var page = "/results/" + period.Id;

        Assert.Contains(
            "Nilai 65,00 · IID: 4 dari 5 unsur, parameter 2, skor 8 dari 12 · belum terpenuhi: penjaringan ide",
            WebUtility.HtmlDecode(await browser.GetStringAsync(page, Cancellation)), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await ActAsync(browser, page, ("Input.Act", "decide"), ("Input.Reason", " "))).Status);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await ActAsync(browser, page, ("Input.Act", "decide"), ("Input.Reason", "Pleno."))).Status);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await ActAsync(browser, page, ("Input.Act", "undo"), ("Input.Reason", "Periksa."))).Status);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await ActAsync(browser, page, ("Input.Act", "decide"), ("Input.Reason", "Pleno."))).Status);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, (await ActAsync(browser, page, ("Input.Act", "publish"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await ActAsync(
            browser, page, ("Input.Act", "publish"), ("Input.Reason", "Pleno."), ("Input.IsSure", "true"))).Status);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await ActAsync(browser, page, ("Input.Act", "undo"), ("Input.Reason", "Terlambat."))).Status);
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Observer)]
    public async Task Entry_and_assignment_pages_are_the_coordinators_alone(Role role)
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await people.AddUnitAsync(), EntryStatus.Submitted);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(role));

        using var sheet = await browser.GetAsync("/entries/" + entry.Id, Cancellation);
        using var assign = await browser.GetAsync("/entries/assignments?entry=" + entry.Id, Cancellation);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (sheet.StatusCode, assign.StatusCode));
    }

    private static Task<(HttpStatusCode Status, string Html)> ActAsync(
        HttpClient browser, string page, params (string Name, string Value)[] fields) =>
        PostAsync(browser, page, [("_handler", "act"), .. fields]);

    private static async Task<(HttpStatusCode Status, string Html)> PostAsync(
        HttpClient browser, string page, params (string Name, string Value)[] fields)
    {
        const string Before = "name=\"__RequestVerificationToken\" value=\"";
        var html = await browser.GetStringAsync(page, Cancellation);
        var start = html.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        var token = html[start..html.IndexOf('"', start)];
        using var content = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
            KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync(page, content, Cancellation);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)));
    }
}
