using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Media;

/// <summary>The coordinator's button that sends failed steps again, over HTTP.</summary>
public sealed class SendAgainTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failed_inspection_is_sent_again_once_and_leads_back_to_the_entry()
    {
        var (entry, video) = await FailedAsync(await people.AddUnitAsync());
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var page = await Page.OpenAsync(browser, "/entries/" + entry.Id);

        var first = await SendAgainAsync(browser, page, video, "/entries/" + entry.Id);
        var second = await SendAgainAsync(browser, page, video, "/entries/" + entry.Id);

        Assert.True(page.Has($"/videos/{video}/retry"));
        Assert.Equal((HttpStatusCode.SeeOther, "/entries/" + entry.Id), first);
        Assert.Contains("Tidak ada", (await Page.OpenAsync(browser, second.Location!)).Text, StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        Assert.Equal(
            [(VideoJobs.Store, JobState.Done), (VideoJobs.Inspect, JobState.Queued)],
            (await context.Jobs.Where(j => j.SubjectId == video).OrderBy(j => j.CreatedAt).ToListAsync(Stop))
                .Select(j => (j.Kind, j.State)));
        Assert.Equal(VideoStatus.Inspecting, (await context.Videos.SingleAsync(v => v.Id == video, Stop)).Status);
        Assert.Equal(
            1, await context.Events.CountAsync(e => e.EntryId == entry.Id && e.Act == "media.sent-again", Stop));
    }

    [Fact]
    public async Task Own_units_video_is_not_sent_again_and_shows_no_button()
    {
        var unit = await people.AddUnitAsync();
        var (entry, video) = await FailedAsync(unit);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(unit, Role.Coordinator));
        var page = await Page.OpenAsync(browser, "/entries/" + entry.Id);

        Assert.False(page.Has("/retry"));
        Assert.Equal((HttpStatusCode.Forbidden, null), await SendAgainAsync(browser, page, video, "/"));
    }

    [Theory]
    [InlineData("//jahat.test/", "/")]
    [InlineData("https://jahat.test/", "/")]
    [InlineData("", "/")]
    [InlineData("/board?period=1", "/board?period=1")]
    public async Task Way_back_stays_on_this_site(string back, string expected)
    {
        var (entry, video) = await FailedAsync(await people.AddUnitAsync());
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        Assert.Equal(
            (HttpStatusCode.SeeOther, expected),
            await SendAgainAsync(browser, await Page.OpenAsync(browser, "/entries/" + entry.Id), video, back));
    }

    [Fact]
    public async Task Unknown_video_is_not_found_and_a_post_without_token_is_refused()
    {
        var (entry, video) = await FailedAsync(await people.AddUnitAsync());
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var page = await Page.OpenAsync(browser, "/entries/" + entry.Id);

        using var bare = await browser.PostAsync(
            $"/videos/{video}/retry", new FormUrlEncodedContent([new("back", "/")]), Stop);

        Assert.Equal(HttpStatusCode.NotFound, (await SendAgainAsync(browser, page, Guid.CreateVersion7(), "/")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
    }

    private async Task<(Entry Entry, Guid Video)> FailedAsync(Unit unit)
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), unit, EntryStatus.Submitted, VideoStatus.Failed);
        await using var context = web.Database.NewContext();
        foreach (var (kind, state, at) in ((
            string, JobState, int)[])[(VideoJobs.Store, JobState.Done, 0), (VideoJobs.Inspect, JobState.Failed, 1)])
        {
            context.Jobs.Add(new()
            {
                Id = Guid.CreateVersion7(), SubjectKind = VideoJobs.Subject, SubjectId = entry.VideoId!.Value,
                TurnKey = entry.UnitId, Kind = kind, Lane = JobLane.Fast, State = state, Attempt = 1, LeaseToken = 1,
                RunAfter = web.Time.GetUtcNow(), CreatedAt = web.Time.GetUtcNow().AddSeconds(at),
                FinishedAt = web.Time.GetUtcNow(), ErrorCode = state is JobState.Failed ? "jobs.cause-poison" : null,
                ErrorText = state is JobState.Failed ? "terputus" : null,
            });
        }

        await context.SaveChangesAsync(Stop);
        return (entry, entry.VideoId!.Value);
    }

    private static async Task<(HttpStatusCode Status, string? Location)> SendAgainAsync(
        HttpClient browser, Page page, Guid video, string back)
    {
        using var content = new FormUrlEncodedContent(
            [new("back", back), new("__RequestVerificationToken", page.Token!)]);
        using var answer = await browser.PostAsync($"/videos/{video}/retry", content, Stop);
        return (answer.StatusCode, answer.Headers.Location?.ToString());
    }
}
