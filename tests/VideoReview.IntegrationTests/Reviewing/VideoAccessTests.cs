using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Who gets videos and pictures.</summary>
public sealed class VideoAccessTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly ServedVideos videos = new(web);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private EntryBuilder Entries => new(web.Database, web.Time);

    private People People => new(web.Database);

    [Theory]
    [InlineData("submitter of the unit", HttpStatusCode.OK)]
    [InlineData("submitter of the unit above", HttpStatusCode.OK)]
    [InlineData("submitter of a unit below", HttpStatusCode.NotFound)]
    [InlineData("submitter of another unit", HttpStatusCode.NotFound)]
    [InlineData("coordinator", HttpStatusCode.OK)]
    [InlineData("coordinator of the unit", HttpStatusCode.OK)]
    [InlineData("reviewer", HttpStatusCode.NotFound)]
    [InlineData("admin", HttpStatusCode.Forbidden)]
    public async Task Video_is_served_by_role(string who, HttpStatusCode expected)
    {
        var video = await videos.AddAsync();
        var (unit, above) = (await UnitAsync(video.Entry.UnitId), await UnitAsync(video.ParentId));
        var person = await (who switch
        {
            "submitter of the unit" => People.AddAsync(unit, Role.Submitter),
            "submitter of the unit above" => People.AddAsync(above, Role.Submitter),
            "submitter of a unit below" => People.AddAsync(await People.AddUnitAsync(parent: unit), Role.Submitter),
            "submitter of another unit" => People.AddAsync(await People.AddUnitAsync(parent: above), Role.Submitter),
            "coordinator" => People.AddAsync(Role.Coordinator),
            "coordinator of the unit" => People.AddAsync(unit, Role.Coordinator),
            "reviewer" => People.AddAsync(Role.Reviewer),
            _ => People.AddAsync(Role.Admin),
        });

        Assert.Equal([expected, expected, expected, expected], await StatusesAsync(video, person));
    }

    [Fact]
    public async Task Observer_sees_the_poster_and_no_video()
    {
        const HttpStatusCode Not = HttpStatusCode.Forbidden;

        Assert.Equal(
            [Not, Not, Not, HttpStatusCode.OK],
            await StatusesAsync(await videos.AddAsync(), await People.AddAsync(Role.Observer)));
    }

    [Theory]
    [InlineData(ReviewStatus.Assigned, HttpStatusCode.OK)]
    [InlineData(ReviewStatus.Claimed, HttpStatusCode.OK)]
    [InlineData(ReviewStatus.Draft, HttpStatusCode.OK)]
    [InlineData(ReviewStatus.Final, HttpStatusCode.OK)]
    [InlineData(ReviewStatus.Superseded, HttpStatusCode.OK)]
    [InlineData(ReviewStatus.Expired, HttpStatusCode.NotFound)]
    [InlineData(ReviewStatus.Declined, HttpStatusCode.NotFound)]
    [InlineData(ReviewStatus.Conflict, HttpStatusCode.NotFound)]
    [InlineData(ReviewStatus.Cancelled, HttpStatusCode.NotFound)]
    public async Task Reviewer_watches_what_the_own_review_is_of(ReviewStatus status, HttpStatusCode expected)
    {
        var video = await videos.AddAsync();
        var reviewer = await People.AddAsync(Role.Reviewer);
        await Entries.AddReviewAsync(video.Entry, reviewer, status);

        Assert.Equal([expected, expected, expected, expected], await StatusesAsync(video, reviewer));
    }

    [Theory]
    [InlineData("lapsed claim")]
    [InlineData("own unit")]
    [InlineData("unit above")]
    [InlineData("declared")]
    public async Task Reviewer_loses_the_video_with_the_claim_or_by_a_conflict(string why)
    {
        var video = await videos.AddAsync();
        var unit = why switch
        {
            "own unit" => await UnitAsync(video.Entry.UnitId),
            "unit above" => await UnitAsync(video.ParentId),
            _ => null,
        };
        var reviewer = await People.AddAsync(unit, Role.Reviewer);
        await Entries.AddReviewAsync(
            video.Entry, reviewer, why == "lapsed claim" ? ReviewStatus.Claimed : ReviewStatus.Assigned);
        await using (var context = web.Database.NewContext())
        {
            if (why == "lapsed claim")
            {
                await context.Reviews.Where(r => r.ReviewerId == reviewer.Id).ExecuteUpdateAsync(
                    row => row.SetProperty(r => r.LeaseUntil, DateTimeOffset.UtcNow.AddMinutes(-1)), Stop);
            }

            if (why == "declared")
            {
                context.DeclaredConflicts.Add(new()
                {
                    Id = Guid.CreateVersion7(), ReviewerId = reviewer.Id, UnitId = video.Entry.UnitId,
                    Reason = "kerabat", DeclaredBy = reviewer.Id, DeclaredAt = web.Time.GetUtcNow(),
                });
                await context.SaveChangesAsync(Stop);
            }
        }

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound],
            await StatusesAsync(video, reviewer));
    }

    [Fact]
    public async Task Stranger_is_sent_to_sign_in()
    {
        var video = await videos.AddAsync();
        using var browser = web.NewBrowser();

        using var answer = await browser.GetAsync(video.Play, Stop);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual("video/mp4", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Picture_of_another_video_is_not_found()
    {
        var (video, other) = (await videos.AddAsync(), await videos.AddAsync());
        await using (var context = web.Database.NewContext())
        {
            await context.VideoPictures.Where(p => p.VideoId == other.Id).ExecuteDeleteAsync(Stop);
        }

        using var browser = await web.NewBrowserAsync(await People.AddAsync(Role.Coordinator));
        using var answer = await browser.GetAsync($"/videos/{other.Id}/pictures/{ServedVideos.Sha256}", Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<Unit> UnitAsync(Guid id)
    {
        await using var context = web.Database.NewContext();
        return await context.Units.AsNoTracking().SingleAsync(u => u.Id == id, Stop);
    }

    private async Task<HttpStatusCode[]> StatusesAsync(ServedVideo video, Account person)
    {
        using var browser = await web.NewBrowserAsync(person);
        var statuses = new List<HttpStatusCode>();
        foreach (var address in new[] { video.Play, video.Copy, video.Original, video.Picture })
        {
            using var answer = await browser.GetAsync(address, Stop);
            statuses.Add(answer.StatusCode);
        }

        return [.. statuses];
    }
}
