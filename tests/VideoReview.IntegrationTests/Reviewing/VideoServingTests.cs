using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Storage;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>
/// In which parts videos and pictures come, whatever the store; each store's class below runs all of it.
/// </summary>
public abstract class VideoServingTests<TPlace>(TPlace place)
    where TPlace : IServingPlace
{
    private readonly ServedVideos videos = new(place.Web);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TestWeb Web => place.Web;

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
        var video = await videos.AddAsync();
        using var answer = await SendAsync(
            video, await new People(Web.Database).AddAsync(Role.Coordinator),
            request => request.Headers.TryAddWithoutValidation("Range", range.Length > 0 ? [range] : []));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(
            ServedVideos.Content.AsSpan(from, length).ToArray(), await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
        Assert.Equal(
            expected switch
            {
                HttpStatusCode.PartialContent => $"bytes {from}-{from + length - 1}/300000",
                HttpStatusCode.OK => null,
                _ => "bytes */300000",
            },
            answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Tag_saves_what_is_there_already_and_guards_a_resumed_range()
    {
        var video = await videos.AddAsync();
        var person = await new People(Web.Database).AddAsync(Role.Coordinator);
        var tag = new EntityTagHeaderValue($"\"{ServedVideos.Sha256}\"");
        var other = new EntityTagHeaderValue("\"other\"");

        using var unchanged = await SendAsync(video, person, request => request.Headers.IfNoneMatch.Add(tag));
        using var resumed = await SendAsync(
            video, person, request => (request.Headers.Range, request.Headers.IfRange) = (new(0, 9), new(tag)));
        using var begunAnew = await SendAsync(
            video, person, request => (request.Headers.Range, request.Headers.IfRange) = (new(0, 9), new(other)));

        Assert.Equal((HttpStatusCode.NotModified, tag, 0), (unchanged.StatusCode, unchanged.Headers.ETag,
            (await unchanged.Content.ReadAsByteArrayAsync(Stop)).Length));
        Assert.Equal(
            (HttpStatusCode.PartialContent, 10),
            (resumed.StatusCode, (await resumed.Content.ReadAsByteArrayAsync(Stop)).Length));
        Assert.Equal(
            (HttpStatusCode.OK, 300_000),
            (begunAnew.StatusCode, (await begunAnew.Content.ReadAsByteArrayAsync(Stop)).Length));
    }

    [Fact]
    public async Task Head_tells_everything_and_sends_nothing()
    {
        var video = await videos.AddAsync();
        using var answer = await SendAsync(
            video, await new People(Web.Database).AddAsync(Role.Coordinator),
            request => request.Method = HttpMethod.Head);

        Assert.Equal(
            (HttpStatusCode.OK, 300_000L, "video/mp4"),
            (answer.StatusCode, answer.Content.Headers.ContentLength, answer.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task Original_is_downloaded_under_the_entrys_number_and_pictures_are_kept_for_a_day()
    {
        var video = await videos.AddAsync();
        using var browser = await Web.NewBrowserAsync(await new People(Web.Database).AddAsync(Role.Coordinator));

        using var played = await browser.GetAsync(video.Play, Stop);
        using var original = await browser.GetAsync(video.Original, Stop);
        using var picture = await browser.GetAsync(video.Picture, Stop);

        Assert.Null(played.Content.Headers.ContentDisposition);
        Assert.Equal(
            ("attachment", video.Entry.EntryNumber + "-v1.mp4"),
            (original.Content.Headers.ContentDisposition!.DispositionType,
                original.Content.Headers.ContentDisposition.FileName?.Trim('"')));
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("max-age=86400, private, immutable", picture.Headers.CacheControl!.ToString());
        Assert.True(played.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.All(
            [played, original, picture],
            answer => Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))));
    }

    [Fact]
    public async Task Copy_is_played_by_its_size_with_a_tag_of_its_own()
    {
        var video = await videos.AddAsync();
        using var browser = await Web.NewBrowserAsync(await new People(Web.Database).AddAsync(Role.Coordinator));

        using var original = await browser.GetAsync(video.Play, Stop);
        using var copy = await browser.GetAsync(video.Copy, Stop);
        using var missing = await browser.GetAsync(video.Play + "?copy=720", Stop);
        using var nonsense = await browser.GetAsync(video.Play + "?copy=x", Stop);

        Assert.Equal((HttpStatusCode.OK, "video/mp4"), (copy.StatusCode, copy.Content.Headers.ContentType!.MediaType));
        Assert.Equal(ServedVideos.SmallContent, await copy.Content.ReadAsByteArrayAsync(Stop));
        Assert.NotEqual(original.Headers.ETag, copy.Headers.ETag);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (missing.StatusCode, nonsense.StatusCode));
    }

    [Fact]
    public async Task Cues_of_the_storyboard_are_text_kept_for_a_day_and_nobody_elses()
    {
        var video = await videos.AddAsync();
        var key = ObjectKey.Picture(video.Id, ServedVideos.Sha256, "vtt");
        await Web.Services.GetRequiredService<IObjectStorage>().PutAsync(
            key, await Samples.WriteAsync("cues", ServedVideos.Content), ServedVideos.Sha256, "text/vtt",
            mayMove: false, Stop);
        await using (var context = Web.Database.NewContext())
        {
            await context.VideoPictures.Where(p => p.VideoId == video.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(p => p.Kind, PictureKind.StoryboardCues)
                    .SetProperty(p => p.ObjectKey, key.Value), Stop);
        }

        var people = new People(Web.Database);
        using var coordinator = await Web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        using var stranger = await Web.NewBrowserAsync(
            await people.AddAsync(await people.AddUnitAsync(), Role.Submitter));
        using var cues = await coordinator.GetAsync(video.Picture, Stop);
        using var refused = await stranger.GetAsync(video.Picture, Stop);

        Assert.Equal(
            ("text/vtt", "max-age=86400, private, immutable"),
            (cues.Content.Headers.ContentType!.MediaType, cues.Headers.CacheControl!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(
        ServedVideo video, Account person, Action<HttpRequestMessage> change)
    {
        using var browser = await Web.NewBrowserAsync(person);
        using var request = new HttpRequestMessage(HttpMethod.Get, video.Play);
        change(request);
        return await browser.SendAsync(request, Stop);
    }
}

/// <summary>The suite on a folder.</summary>
public sealed class DiskVideoServingTests(
    DiskServing place) : VideoServingTests<DiskServing>(place), IClassFixture<DiskServing>;

/// <summary>The suite on a real S3 server.</summary>
public sealed class S3VideoServingTests(
    S3Serving place) : VideoServingTests<S3Serving>(place), IClassFixture<S3Serving>;
