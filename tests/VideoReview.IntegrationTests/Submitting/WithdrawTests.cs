using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Submitting;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

public sealed class WithdrawTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly SubmitStage stage = new(web.Desks);

    public static TheoryData<EntryStatus> Statuses => [.. Enum.GetValues<EntryStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Withdraw_is_possible_until_the_review_begins(EntryStatus status)
    {
        var coordinator = await stage.People.AddAsync(Role.Coordinator);
        var (entry, actor) = await stage.DraftAsync(await stage.Entries.AddPeriodAsync(), VideoStatus.Playable, status);

        var withdrawn = await WithdrawAsync(actor, entry, "salah berkas");

        var mayBe = status is EntryStatus.Draft or EntryStatus.Submitted or EntryStatus.Returned or EntryStatus.Ready;
        Assert.Equal(mayBe, withdrawn.IsDone);
        Assert.Equal(mayBe ? EntryStatus.Withdrawn : status, (await stage.Entries.ReadAsync(entry.Id)).Status);
        await using var context = web.Database.NewContext();
        Assert.Equal(
            mayBe && status is not EntryStatus.Draft ? 1 : 0,
            await context.Notices.CountAsync(n => n.AccountId == coordinator.Id && n.Link == "/entries/" + entry.Id));
    }

    [Fact]
    public async Task Withdraw_cancels_open_reviews_and_keeps_what_was_written()
    {
        var (entry, actor) = await stage.DraftAsync(
            await stage.Entries.AddPeriodAsync(), VideoStatus.Playable, EntryStatus.Ready);
        foreach (var status in Enum.GetValues<ReviewStatus>())
        {
            await stage.Entries.AddReviewAsync(entry, await stage.People.AddAsync(Role.Reviewer), status, 3);
        }

        Assert.True((await WithdrawAsync(actor, entry, null)).IsDone);

        await using var context = web.Database.NewContext();
        var reviews = await context.Reviews.Include(r => r.Scores).Where(r => r.EntryId == entry.Id).ToListAsync();
        Assert.Equal(5, reviews.Count(r => r.Status is ReviewStatus.Cancelled));
        Assert.DoesNotContain(reviews, r =>
            r.Status is ReviewStatus.Assigned or ReviewStatus.Claimed or ReviewStatus.Draft or ReviewStatus.Expired);
        Assert.All(reviews, r => Assert.Equal(3, Assert.Single(r.Scores).Score));
        Assert.Equal(4, await context.Events.CountAsync(
            e => e.EntryId == entry.Id && e.Act == "reviewing.cancelled" && e.Audience == EventAudience.Staff));
    }

    [Fact]
    public async Task Withdrawn_entry_becomes_a_draft_again_until_the_closing_and_keeps_its_number()
    {
        var (entry, actor) = await stage.DraftAsync(VideoStatus.Inspecting);
        var first = (await stage.SubmitAsync(actor, entry)).Value;
        await WithdrawAsync(actor, entry, null);

        Assert.True((await UnwithdrawAsync(actor, entry)).IsDone);
        var second = (await stage.SubmitAsync(actor, entry)).Value;

        Assert.Equal((first.EntryNumber, 2), (second.EntryNumber, second.Version));
        Assert.Equal(
            ["entries.submitted", "entries.withdrawn", "entries.unwithdrawn", "entries.submitted"],
            (await stage.MovesAsync(entry)).Select(m => m.Act));
    }

    [Fact]
    public async Task Withdrawn_entry_stays_so_after_the_closing_even_if_it_was_returned_with_a_later_date()
    {
        var period = await stage.Entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var (entry, actor) = await stage.DraftAsync(period, VideoStatus.Playable, EntryStatus.Returned);
        await WithdrawAsync(actor, entry, null);

        Assert.Equal("entries.closed", Assert.Single((await UnwithdrawAsync(actor, entry)).Refusals).Sentence.Code);
    }

    [Fact]
    public async Task Draft_is_not_unwithdrawn_and_a_reason_has_an_end()
    {
        var (entry, actor) = await stage.DraftAsync(VideoStatus.Playable);

        Assert.Equal(
            "entries.already-done", Assert.Single((await UnwithdrawAsync(actor, entry)).Refusals).Sentence.Code);
        Assert.Equal("reason", Assert.Single(
            (await WithdrawAsync(actor, entry, new string('x', ReasonRule.LongestReason + 1))).Refusals).Field);
    }

    [Fact]
    public async Task Withdraw_by_the_unit_above_is_refused()
    {
        var parent = await stage.People.AddUnitAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.People.AddUnitAsync(parent: parent), EntryStatus.Ready);
        var above = People.ActorOf(await stage.People.AddAsync(parent, Role.Submitter));

        Assert.Equal([Refusal.Forbidden], (await WithdrawAsync(above, entry, null)).Refusals);
        Assert.Equal([Refusal.Forbidden], (await UnwithdrawAsync(above, entry)).Refusals);
    }

    [Theory]
    [InlineData(EntryStatus.Submitted, VideoStatus.Refused, null)]
    [InlineData(EntryStatus.Submitted, VideoStatus.Failed, null)]
    [InlineData(EntryStatus.Submitted, VideoStatus.Inspecting, "submitting.video-not-refused")]
    [InlineData(EntryStatus.Submitted, VideoStatus.Playable, "submitting.video-not-refused")]
    [InlineData(EntryStatus.Draft, VideoStatus.Refused, "entries.wrong-status")]
    [InlineData(EntryStatus.Returned, VideoStatus.Refused, "entries.wrong-status")]
    public async Task Sent_entry_is_taken_back_in_one_step_when_its_video_cannot_be_watched(
        EntryStatus status, VideoStatus video, string? refusal)
    {
        var (entry, actor) = await stage.DraftAsync(await stage.Entries.AddPeriodAsync(), video, status);

        var replaced = await ReplaceVideoAsync(actor, entry);

        Assert.Equal(refusal, replaced.Refusals.Select(r => r.Sentence.Code).FirstOrDefault());
        Assert.Equal(refusal is null ? EntryStatus.Draft : status, (await stage.Entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(
            refusal is null ? ["entries.withdrawn", "entries.unwithdrawn"] : [],
            (await stage.MovesAsync(entry)).Select(m => m.Act));
    }

    [Fact]
    public async Task Video_is_not_replaced_after_the_closing_and_the_entry_stays_sent()
    {
        var (entry, actor) = await stage.DraftAsync(
            await stage.Entries.AddPeriodAsync(PeriodStatus.Reviewing), VideoStatus.Refused, EntryStatus.Submitted);

        Assert.Equal("entries.closed", Assert.Single((await ReplaceVideoAsync(actor, entry)).Refusals).Sentence.Code);

        Assert.Equal(EntryStatus.Submitted, (await stage.Entries.ReadAsync(entry.Id)).Status);
        Assert.Empty(await stage.MovesAsync(entry));
    }

    [Fact]
    public async Task Unit_is_told_of_the_refused_video_on_beranda_and_replaces_it_by_one_button()
    {
        var (entry, actor) = await stage.DraftAsync(
            await stage.Entries.AddPeriodAsync(), VideoStatus.Refused, EntryStatus.Submitted);
        using var browser = await BrowserOfAsync(actor);

        Assert.Contains(
            "/own-entries/" + entry.Id, await browser.GetStringAsync("/", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var page = await Page.OpenAsync(browser, "/own-entries/" + entry.Id);
        Assert.Contains("Ganti video", page.Text, StringComparison.Ordinal);
        var draft = await (await page.SendAsync("replace-video")).FollowAsync();
        await stage.Entries.AddVideoAsync(await stage.Entries.ReadAsync(entry.Id));
        var sent = await (await draft.SendAsync(
            "draft", [.. ProfileChoices.Declarations.Select(code => ("Input.Declarations", (string?)code)),
            ("Input.Sends", "true")]))
            .FollowAsync();

        Assert.Contains("Unggah video lain, lalu ajukan.", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ganti video", sent.Text, StringComparison.Ordinal);
        Assert.Equal(
            (EntryStatus.Ready, entry.EntryNumber),
            ((await stage.Entries.ReadAsync(entry.Id)).Status, (await stage.Entries.ReadAsync(entry.Id)).EntryNumber));
    }

    [Fact]
    public async Task Unit_that_comes_after_the_closing_is_told_to_ask_the_coordinator()
    {
        var (entry, actor) = await stage.DraftAsync(
            await stage.Entries.AddPeriodAsync(PeriodStatus.Reviewing), VideoStatus.Refused, EntryStatus.Submitted);
        using var browser = await BrowserOfAsync(actor);

        var page = await Page.OpenAsync(browser, "/own-entries/" + entry.Id);

        Assert.False(page.HasForm("replace-video"));
        Assert.Contains("Minta koordinator mengembalikan entri ini", page.Text, StringComparison.Ordinal);
    }

    private async Task<HttpClient> BrowserOfAsync(Actor actor)
    {
        await using var context = web.Database.NewContext();
        return await web.NewBrowserAsync(await context.Users.SingleAsync(a => a.Id == actor.AccountId));
    }

    private Task<Outcome> ReplaceVideoAsync(Actor actor, Entry entry) =>
        stage.ActAsync<WithdrawDesk, Outcome>(
            desk => desk.ReplaceVideoAsync(actor, entry.Id, TestContext.Current.CancellationToken));

    private Task<Outcome> WithdrawAsync(Actor actor, Entry entry, string? reason) =>
        stage.ActAsync<WithdrawDesk, Outcome>(
            desk => desk.WithdrawAsync(actor, entry.Id, reason, TestContext.Current.CancellationToken));

    private Task<Outcome> UnwithdrawAsync(Actor actor, Entry entry) =>
        stage.ActAsync<WithdrawDesk, Outcome>(
            desk => desk.UnwithdrawAsync(actor, entry.Id, TestContext.Current.CancellationToken));
}
