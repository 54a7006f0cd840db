using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>In which size a video is watched, without script; and how far its copies are.</summary>
public sealed class VideoSizeTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    public async Task Sizes_stand_beside_the_player_with_what_they_cost(Role role)
    {
        var (person, address, play) = await AddAsync(role, 720, 360);
        using var browser = await web.NewBrowserAsync(person);

        var page = await Page.OpenAsync(browser, address);

        Assert.Contains("50 MB 720p 20 MB 360p hemat data 3 MB", page.Text, StringComparison.Ordinal);
        Assert.Equal(address + "?copy=360", page.LinkOf("360p hemat data"));
        Assert.True(page.Has($"src=\"{play}\"") && page.Has("id=\"copy-original\""));
    }

    [Fact]
    public async Task Size_chosen_by_its_link_plays_and_is_remembered_for_other_videos()
    {
        var (person, address, play) = await AddAsync(Role.Coordinator, 720, 360);
        var (_, other, otherPlay) = await AddAsync(Role.Coordinator, 360);
        using var browser = await web.NewBrowserAsync(person);
        using var answer = await browser.GetAsync(address + "?copy=720", Stop);
        var remembered = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("ukuran=", StringComparison.Ordinal));

        var again = await OpenAsync(person, address, "ukuran=720");
        var without = await OpenAsync(person, other, "ukuran=720");

        Assert.StartsWith(
            "ukuran=720; max-age=31536000; path=/; secure; samesite=lax", remembered, StringComparison.Ordinal);
        Assert.Contains(
            $"src=\"{play}?copy=720\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.True(again.Has($"src=\"{play}?copy=720\""));
        Assert.True(without.Has($"src=\"{otherPlay}\""));
    }

    [Fact]
    public async Task Browser_that_saves_data_gets_the_small_one_until_somebody_chooses()
    {
        var (person, address, play) = await AddAsync(Role.Coordinator, 720, 360);
        using var browser = await web.NewBrowserAsync(person);
        browser.DefaultRequestHeaders.Add("Save-Data", "on");

        var page = await Page.OpenAsync(browser, address);
        var chosen = await Page.OpenAsync(browser, address + "?copy=original");

        Assert.True(page.Has($"src=\"{play}?copy=360\""));
        Assert.True(chosen.Has($"src=\"{play}\""));
    }

    [Theory]
    [InlineData(42, "Salinan dibuat: 42 %, kira-kira 3 menit lagi.")]
    [InlineData(1, "Salinan dibuat: 1 %.")]
    public async Task Author_reads_how_long_a_copy_will_still_take(int percent, string expected)
    {
        var (person, address, play) = await AddAsync(Role.Submitter);
        var videoId = Guid.Parse(play.Split('/')[2]);
        await using (var context = web.Database.NewContext())
        {
            var video = await context.Videos.SingleAsync(v => v.Id == videoId, Stop);
            var now = web.Time.GetUtcNow();
            context.Jobs.Add(new()
            {
                Id = Guid.CreateVersion7(), SubjectKind = VideoJobs.Subject, SubjectId = video.Id,
                TurnKey = video.UnitId, Kind = VideoJobs.Copies, Lane = JobLane.Heavy, State = JobState.Running,
                ProgressPercent = percent, RunAfter = now, CreatedAt = now, StartedAt = now.AddSeconds(-130),
                LeaseUntil = now.AddMinutes(1), Attempt = 1,
            });
            await context.SaveChangesAsync(Stop);
        }

        using var browser = await web.NewBrowserAsync(person);
        var page = await Page.OpenAsync(browser, address);

        Assert.Contains(expected, page.Text, StringComparison.Ordinal);
        Assert.Contains("Salinan hemat data", page.Text, StringComparison.Ordinal);
    }

    private async Task<Page> OpenAsync(Account person, string address, string cookie)
    {
        using var browser = await web.NewBrowserAsync(person);
        var session = Assert.Single(browser.DefaultRequestHeaders.GetValues("Cookie"));
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", $"{session}; {cookie}");
        return await Page.OpenAsync(browser, address);
    }

    /// <summary>A video of 50 MB with these copies, as the person opens its page.</summary>
    private async Task<(Account Person, string Address, string Play)> AddAsync(Role role, params int[] edges)
    {
        var unit = await people.AddUnitAsync();
        var author = await people.AddAsync(unit, Role.Submitter);
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, EntryStatus.Ready, by: author);
        var videoId = entry.VideoId!.Value;
        await using (var context = web.Database.NewContext())
        {
            context.VideoCopies.AddRange(edges.Select(edge => new VideoCopy
            {
                VideoId = videoId, EdgePixels = edge, WidthPixels = edge * 16 / 9, HeightPixels = edge,
                SizeBytes = edge == 720 ? 20_000_000 : 3_000_000, ObjectKey = $"playable/{edge}",
            }));
            await context.SaveChangesAsync(Stop);
        }

        var person = role is Role.Submitter ? author : await people.AddAsync(role);
        var address = role switch
        {
            Role.Submitter => "/own-entries/" + entry.Id,
            Role.Reviewer => "/reviews/" + (await entries.AddReviewAsync(entry, person, ReviewStatus.Assigned)).Id,
            _ => "/entries/" + entry.Id,
        };
        return (person, address, $"/videos/{videoId}/play");
    }
}
