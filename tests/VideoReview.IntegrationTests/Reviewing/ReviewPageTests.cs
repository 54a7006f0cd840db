using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>The reviewer's pages as a browser without script uses them, and what its islands call.</summary>
public sealed class ReviewPageTests : IAsyncLifetime
{
    private readonly TestWeb web = new();
    private Panel panel = null!;
    private ReviewBrowsers browsers = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await web.InitializeAsync();
        panel = new(web.Desks);
        browsers = new(web, panel);
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    [Fact]
    public async Task Reviewer_claims_scores_and_finishes_without_script()
    {
        var entry = await panel.AddEntryAsync();
        var (browser, reviewer) = await browsers.NewAsync();

        var claimed = await ReviewBrowsers.PostAsync(browser, "/reviews", "/reviews/claims");
        var page = await Page.OpenAsync(browser, claimed.Headers.Location!.ToString());
        Assert.Contains("5 substansi", page.Text, StringComparison.Ordinal);
        Assert.Contains("Latar belakang inovasi", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sangat kuat: data terukur", page.Text, StringComparison.Ordinal);
        var missing = await page.SendAsync(
            "review", ("act", "finish"), ("score-background", "1"), ("score-impact", "4"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        Assert.Contains("Nilai 1 atau kurang perlu komentar", missing.Text, StringComparison.Ordinal);
        // Beside each point, and above with the point's name.
        Assert.Equal(
            2 * 3,
            Regex.Count(missing.Text, "Pilih nilai untuk substansi ini", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var done = await missing.SendAsync(
            "review", ("act", "finish"), ("comment-background", "Data belum ada."), ("score-idea-gathering", "2"),
            ("score-idea-selection", "3"), ("score-benefit", "4"));

        var final = await done.FollowAsync();

        Assert.Contains("Penilaian final tersimpan", final.Text, StringComparison.Ordinal);
        Assert.Contains("Ambil berikutnya", final.Text, StringComparison.Ordinal);
        Assert.Contains("Nilai 70", final.Text, StringComparison.Ordinal);
        Assert.False(final.HasForm("review"));
        Assert.Equal(1, await panel.ScalarAsync<long>($"""
            SELECT count(*) FROM review WHERE entry_id = '{entry.Id}' AND reviewer_id = '{reviewer.Id}'
            AND status = 'final'
            """));
    }

    [Fact]
    public async Task Autosave_answers_with_time_and_version_and_refuses_a_stale_tab()
    {
        var (browser, review) = await browsers.AssignedAsync();
        var page = await Page.OpenAsync(browser, "/reviews/" + review.Id);
        var (token, version) = (page.Value("review", "__RequestVerificationToken")!, page.Value("review", "version")!);

        using var saved = await DraftAsync(browser, review.Id, token, version, "Satu");
        var answer = JsonDocument.Parse(await saved.Content.ReadAsStringAsync(Cancellation)).RootElement;
        using var stale = await DraftAsync(browser, review.Id, token, version, "Dua");
        using var again = await DraftAsync(
            browser, review.Id, token, answer.GetProperty("rowVersion").GetString()!, "Tiga");

        Assert.Matches(@"^\d\d\.\d\d\.\d\d$", answer.GetProperty("savedAt").GetString()!);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (stale.StatusCode, again.StatusCode));
        Assert.Equal("shell.stale", JsonDocument.Parse(await stale.Content.ReadAsStringAsync(Cancellation)).RootElement
            .GetProperty("code").GetString());
        Assert.Equal("Tiga", (await panel.ReadAsync(review.Id)).GeneralNote);
    }

    [Fact]
    public async Task Stale_form_shows_both_texts()
    {
        var (browser, review) = await browsers.AssignedAsync();
        var (here, there) = (await Page.OpenAsync(browser, "/reviews/" + review.Id),
            await Page.OpenAsync(browser, "/reviews/" + review.Id));
        await there.SendAsync("review", ("act", "save"), ("note", "dari tab lain"));

        var refused = await here.SendAsync("review", ("act", "save"), ("note", "dari tab ini"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("dari tab lain", refused.Text, StringComparison.Ordinal);
        Assert.Equal("dari tab ini", refused.Value("review", "note"));
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.SendAsync("review", ("act", "save"))).Status);
        Assert.Equal("dari tab ini", (await panel.ReadAsync(review.Id)).GeneralNote);
    }

    [Fact]
    public async Task Declining_needs_a_reason_and_leads_back_to_the_queue()
    {
        var (browser, review) = await browsers.AssignedAsync();
        var page = await Page.OpenAsync(browser, "/reviews/" + review.Id);

        var refused = await page.SendAsync("leave-decline", ("act", "decline"), ("decline.reason", " \t "));
        var done = await page.SendAsync("leave-decline", ("act", "decline"), ("decline.reason", "Sedang cuti"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/reviews"), (refused.Status, done.Location));
        Assert.Equal(" \t ", refused.Value("leave-decline", "decline.reason"));
        Assert.Equal(
            (ReviewStatus.Declined, "Sedang cuti"),
            ((await panel.ReadAsync(review.Id)).Status, (await panel.ReadAsync(review.Id)).Reason));
    }

    [Fact]
    public async Task Declared_conflict_makes_the_page_disappear()
    {
        var (browser, review) = await browsers.AssignedAsync();

        var done = await (await Page.OpenAsync(browser, "/reviews/" + review.Id))
            .SendAsync("leave-conflict", ("act", "conflict"), ("conflict.reason", "Kakak saya bekerja di sana"));

        Assert.Equal("/reviews", done.Location);
        Assert.Equal(HttpStatusCode.NotFound, (await Page.OpenAsync(browser, "/reviews/" + review.Id)).Status);
    }

    [Fact]
    public async Task Page_says_until_when_the_claim_holds_and_teaches_only_keys_that_score()
    {
        await panel.AddEntryAsync();
        var (browser, _) = await browsers.NewAsync();
        var claimed = await ReviewBrowsers.PostAsync(browser, "/reviews", "/reviews/claims");

        var page = await Page.OpenAsync(browser, claimed.Headers.Location!.ToString());

        Assert.Contains("Klaim sampai", page.Text, StringComparison.Ordinal);
        Assert.True(page.Has("<vr-player"));
        Assert.True(page.Has("pilih substansi lalu beri nilai|Esc"));
        Assert.False(page.Has("setengah nilai"));
    }

    [Fact]
    public async Task Review_given_back_shows_no_player_that_cannot_play()
    {
        var (browser, review) = await browsers.AssignedAsync();
        await (await Page.OpenAsync(browser, "/reviews/" + review.Id))
            .SendAsync("leave-decline", ("act", "decline"), ("decline.reason", "Sedang cuti"));

        var page = await Page.OpenAsync(browser, "/reviews/" + review.Id);

        Assert.False(page.Has("<vr-player"));
        Assert.Contains("Anda tidak memegang penilaian ini", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_review_does_not_exist()
    {
        var (_, review) = await browsers.AssignedAsync();
        var (other, _) = await browsers.NewAsync();
        var own = await Page.OpenAsync((await browsers.AssignedAsync()).Browser, "/reviews");
        Assert.Equal(HttpStatusCode.OK, own.Status);

        Assert.Equal(HttpStatusCode.NotFound, (await Page.OpenAsync(other, "/reviews/" + review.Id)).Status);
        using var lease = new HttpRequestMessage(HttpMethod.Post, $"/reviews/{review.Id}/lease");
        lease.Headers.Add("X-Requested-By", "vr-player");
        Assert.Equal(HttpStatusCode.NotFound, (await other.SendAsync(lease, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Text_typed_after_the_seat_is_lost_is_kept_for_its_author()
    {
        await panel.AddEntryAsync(seats: 1);
        var (browser, _) = await browsers.NewAsync();
        var (_, next) = await browsers.NewAsync();
        var claimed = await ReviewBrowsers.PostAsync(browser, "/reviews", "/reviews/claims");
        var address = claimed.Headers.Location!.ToString();
        var page = await Page.OpenAsync(browser, address);
        await panel.LapseAsync(Guid.Parse(address.Split('/')[^1]));
        await panel.ClaimAsync(next);

        var refused = await page.SendAsync("review", ("act", "save"), ("note", "terlambat diketik"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Draf Anda tetap tersimpan", refused.Text, StringComparison.Ordinal);
        Assert.Contains("terlambat diketik", (await Page.OpenAsync(browser, address)).Text, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> DraftAsync(
        HttpClient browser, Guid review, string token, string version, string note)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token),
            KeyValuePair.Create("version", version), KeyValuePair.Create("note", note)]);
        return await browser.PostAsync($"/reviews/{review}/draft", content, Cancellation);
    }
}
