using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Storage;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Submissions;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Videos and pictures through the real program: who gets them, and in which parts.</summary>
public sealed class VideoServingTests(TestWeb web) : IClassFixture<TestWeb>
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(300_000);
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Content));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Entries Entries => new(web.Database, web.Time);

    private People People => new(web.Database);

    [Theory]
    [InlineData("submitter of the unit", HttpStatusCode.OK)]
    [InlineData("submitter of the unit above", HttpStatusCode.OK)]
    [InlineData("submitter of a unit below", HttpStatusCode.NotFound)]
    [InlineData("submitter of another unit", HttpStatusCode.NotFound)]
    [InlineData("coordinator", HttpStatusCode.OK)]
    [InlineData("coordinator of the unit", HttpStatusCode.OK)]
    [InlineData("reviewer", HttpStatusCode.NotFound)]
    [InlineData("observer", HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.Forbidden)]
    public async Task Video_is_served_by_role(string who, HttpStatusCode expected)
    {
        var video = await VideoAsync();
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
            "observer" => People.AddAsync(Role.Observer),
            _ => People.AddAsync(Role.Admin),
        });

        Assert.Equal([expected, expected, expected], await StatusesAsync(video, person));
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
        var video = await VideoAsync();
        var reviewer = await People.AddAsync(Role.Reviewer);
        await Entries.AddReviewAsync(video.Entry, reviewer, status);

        Assert.Equal([expected, expected, expected], await StatusesAsync(video, reviewer));
    }

    [Theory]
    [InlineData("lapsed claim")]
    [InlineData("own unit")]
    [InlineData("unit above")]
    [InlineData("declared")]
    public async Task Reviewer_loses_the_video_with_the_claim_or_by_a_conflict(string why)
    {
        var video = await VideoAsync();
        var unit = why switch { "own unit" => await UnitAsync(video.Entry.UnitId), "unit above" => await UnitAsync(video.ParentId), _ => null };
        var reviewer = await People.AddAsync(unit, Role.Reviewer);
        await Entries.AddReviewAsync(video.Entry, reviewer, why == "lapsed claim" ? ReviewStatus.Claimed : ReviewStatus.Assigned);
        await using (var context = web.Database.NewContext())
        {
            if (why == "lapsed claim")
            {
                await context.Reviews.Where(r => r.ReviewerId == reviewer.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.LeaseUntil, DateTimeOffset.UtcNow.AddMinutes(-1)), Stop);
            }

            if (why == "declared")
            {
                context.DeclaredConflicts.Add(new() { Id = Guid.CreateVersion7(), ReviewerId = reviewer.Id, UnitId = video.Entry.UnitId, Reason = "kerabat", DeclaredBy = reviewer.Id, DeclaredAt = web.Time.GetUtcNow() });
                await context.SaveChangesAsync(Stop);
            }
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], await StatusesAsync(video, reviewer));
    }

    [Fact]
    public async Task Stranger_is_sent_to_sign_in()
    {
        var video = await VideoAsync();
        using var browser = web.NewBrowser();

        using var answer = await browser.GetAsync(video.Play, Stop);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual("video/mp4", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("bytes=0-99", HttpStatusCode.PartialContent, 0, 100)]
    [InlineData("bytes=1000-", HttpStatusCode.PartialContent, 1000, 299_000)]
    [InlineData("bytes=-500", HttpStatusCode.PartialContent, 299_500, 500)]
    [InlineData("bytes=-999999", HttpStatusCode.PartialContent, 0, 300_000)]
    [InlineData("bytes=299999-400000", HttpStatusCode.PartialContent, 299_999, 1)]
    [InlineData("bytes=300000-", HttpStatusCode.RequestedRangeNotSatisfiable, 0, 0)]
    [InlineData("bytes=-0", HttpStatusCode.RequestedRangeNotSatisfiable, 0, 0)]
    [InlineData("bytes=0-9,20-29", HttpStatusCode.OK, 0, 300_000)]
    [InlineData("lines=0-9", HttpStatusCode.OK, 0, 300_000)]
    [InlineData("bytes=9-0", HttpStatusCode.OK, 0, 300_000)]
    [InlineData("", HttpStatusCode.OK, 0, 300_000)]
    public async Task Range_is_answered_as_asked(string range, HttpStatusCode expected, int from, int length)
    {
        var video = await VideoAsync();
        using var answer = await SendAsync(video, await People.AddAsync(Role.Coordinator), request => request.Headers.TryAddWithoutValidation("Range", range.Length > 0 ? [range] : []));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(Content.AsSpan(from, length).ToArray(), await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
        Assert.Equal(
            expected switch { HttpStatusCode.PartialContent => $"bytes {from}-{from + length - 1}/300000", HttpStatusCode.OK => null, _ => "bytes */300000" },
            answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Tag_saves_what_is_there_already_and_guards_a_resumed_range()
    {
        var video = await VideoAsync();
        var person = await People.AddAsync(Role.Coordinator);
        var tag = new EntityTagHeaderValue($"\"{Sha256}\"");
        var other = new EntityTagHeaderValue("\"other\"");

        using var unchanged = await SendAsync(video, person, request => request.Headers.IfNoneMatch.Add(tag));
        using var resumed = await SendAsync(video, person, request => (request.Headers.Range, request.Headers.IfRange) = (new(0, 9), new(tag)));
        using var begunAnew = await SendAsync(video, person, request => (request.Headers.Range, request.Headers.IfRange) = (new(0, 9), new(other)));

        Assert.Equal((HttpStatusCode.NotModified, tag, 0), (unchanged.StatusCode, unchanged.Headers.ETag, (await unchanged.Content.ReadAsByteArrayAsync(Stop)).Length));
        Assert.Equal((HttpStatusCode.PartialContent, 10), (resumed.StatusCode, (await resumed.Content.ReadAsByteArrayAsync(Stop)).Length));
        Assert.Equal((HttpStatusCode.OK, 300_000), (begunAnew.StatusCode, (await begunAnew.Content.ReadAsByteArrayAsync(Stop)).Length));
    }

    [Fact]
    public async Task Head_tells_everything_and_sends_nothing()
    {
        var video = await VideoAsync();
        using var answer = await SendAsync(video, await People.AddAsync(Role.Coordinator), request => request.Method = HttpMethod.Head);

        Assert.Equal((HttpStatusCode.OK, 300_000L, "video/mp4"), (answer.StatusCode, answer.Content.Headers.ContentLength, answer.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task Original_is_downloaded_under_the_entrys_number_and_pictures_are_kept_for_ever()
    {
        var video = await VideoAsync();
        using var browser = await web.NewBrowserAsync(await People.AddAsync(Role.Coordinator));

        using var played = await browser.GetAsync(video.Play, Stop);
        using var original = await browser.GetAsync(video.Original, Stop);
        using var picture = await browser.GetAsync(video.Picture, Stop);

        Assert.Null(played.Content.Headers.ContentDisposition);
        Assert.Equal(("attachment", video.Entry.EntryNumber + "-v1.mp4"), (original.Content.Headers.ContentDisposition!.DispositionType, original.Content.Headers.ContentDisposition.FileName?.Trim('"')));
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("max-age=31536000, private, immutable", picture.Headers.CacheControl!.ToString());
        Assert.True(played.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.All([played, original, picture], answer => Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))));
    }

    [Fact]
    public async Task Picture_of_another_video_is_not_found()
    {
        var (video, other) = (await VideoAsync(), await VideoAsync());
        await using (var context = web.Database.NewContext())
        {
            await context.VideoPictures.Where(p => p.VideoId == other.Id).ExecuteDeleteAsync(Stop);
        }

        using var browser = await web.NewBrowserAsync(await People.AddAsync(Role.Coordinator));
        using var answer = await browser.GetAsync($"/videos/{other.Id}/pictures/{Sha256}", Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<Served> VideoAsync()
    {
        var parent = await People.AddUnitAsync();
        var entry = await Entries.AddEntryAsync(await Entries.AddPeriodAsync(PeriodStatus.Reviewing), await People.AddUnitAsync(parent: parent), SubmissionStatus.InReview);
        var videoId = entry.VideoId!.Value;
        var path = await Samples.WriteAsync("content", Content);
        var storage = web.Services.GetRequiredService<IObjectStorage>();
        var (original, picture) = (ObjectKey.Original(videoId, Sha256, "mp4"), ObjectKey.Picture(videoId, Sha256, "jpg"));
        await storage.PutAsync(original, path, Sha256, "video/mp4", mayMove: false, Stop);
        await storage.PutAsync(picture, path, Sha256, "image/jpeg", mayMove: false, Stop);
        await using var context = web.Database.NewContext();
        await context.Videos.Where(v => v.Id == videoId).ExecuteUpdateAsync(
            row => row.SetProperty(v => v.ObjectKey, original.Value).SetProperty(v => v.PlayableKey, original.Value).SetProperty(v => v.SizeBytes, Content.Length).SetProperty(v => v.PlayableSizeBytes, Content.Length), Stop);
        context.VideoPictures.Add(new()
        {
            Id = Guid.CreateVersion7(), VideoId = videoId, Kind = PictureKind.Poster, Position = 1, AtMilliseconds = 0, WidthPixels = 2, HeightPixels = 2,
            SizeBytes = Content.Length, Sha256 = Sha256, ObjectKey = picture.Value, MediaType = "image/jpeg",
        });
        await context.SaveChangesAsync(Stop);
        return new(videoId, entry, parent.Id);
    }

    private async Task<Unit> UnitAsync(Guid id)
    {
        await using var context = web.Database.NewContext();
        return await context.Units.AsNoTracking().SingleAsync(u => u.Id == id, Stop);
    }

    private async Task<HttpStatusCode[]> StatusesAsync(Served video, Account person)
    {
        using var browser = await web.NewBrowserAsync(person);
        var statuses = new List<HttpStatusCode>();
        foreach (var address in new[] { video.Play, video.Original, video.Picture })
        {
            using var answer = await browser.GetAsync(address, Stop);
            statuses.Add(answer.StatusCode);
        }

        return [.. statuses];
    }

    private async Task<HttpResponseMessage> SendAsync(Served video, Account person, Action<HttpRequestMessage> change)
    {
        using var browser = await web.NewBrowserAsync(person);
        using var request = new HttpRequestMessage(HttpMethod.Get, video.Play);
        change(request);
        return await browser.SendAsync(request, Stop);
    }

    private sealed record Served(Guid Id, Submission Entry, Guid ParentId)
    {
        public string Play => $"/videos/{Id}/play";

        public string Original => $"/videos/{Id}/original";

        public string Picture => $"/videos/{Id}/pictures/{Sha256}";
    }
}
