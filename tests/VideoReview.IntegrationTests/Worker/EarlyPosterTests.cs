using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>One picture before the pass over the key frames has its turn.</summary>
public sealed class EarlyPosterTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly string[] H264 =
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"];

    private readonly TestWorker worker = TestWorker.OnDisk(database);

    [Fact]
    public async Task Poster_stands_before_the_pictures_and_gives_way_to_them()
    {
        var video = await InspectAsync(await Samples.RotatedAsync());
        Assert.True(await RingAsync(video, VideoJobs.Poster));

        var early = await worker.PicturesAsync(video.Id);
        Assert.Equal([(PictureKind.Poster, 1), (PictureKind.PosterSmall, 1)], early.Select(p => (p.Kind, p.Position)));
        Assert.All(early, p => Assert.True(p.HeightPixels > p.WidthPixels, "A portrait stands upright."));
        Assert.Equal(JobLane.Fast, (await worker.JobAsync(video.Id, VideoJobs.Poster))?.Lane);

        Assert.True(await RingAsync(video, VideoJobs.Pictures));
        var pictures = await worker.PicturesAsync(video.Id);
        Assert.Equal(5, pictures.Count(p => p.Kind is PictureKind.Poster));
        Assert.Empty(pictures.Select(p => p.Id).Intersect(early.Select(p => p.Id)));
        Assert.Equal(KeysOf(pictures), await StoredAsync(video));
    }

    [Fact]
    public async Task Poster_that_comes_after_the_pictures_changes_nothing()
    {
        var video = await InspectAsync(await Samples.Mp4Async());
        await RingAsync(video, VideoJobs.Pictures);
        var before = await worker.PicturesAsync(video.Id);

        Assert.True(await RingAsync(video, VideoJobs.Poster));

        Assert.Equal(before.Select(p => p.Id), (await worker.PicturesAsync(video.Id)).Select(p => p.Id));
        Assert.Equal(KeysOf(before), await StoredAsync(video));
    }

    [Theory]
    [InlineData("early-dark.mp4", "testsrc2=s=320x180:r=25:d=20,drawbox=enable='lt(t,6)':t=fill:c=black", 6_000)]
    [InlineData("early-late.webm", "testsrc2=s=320x180:r=25:d=20", 2_000)]
    [InlineData("early-black.mp4", "color=black:s=320x180:r=25:d=8", null)]
    public async Task Poster_is_of_the_first_frame_after_a_tenth_that_shows_something(
        string name, string scene, int? atMilliseconds)
    {
        string[] codec = name.EndsWith("webm", StringComparison.Ordinal)
            ? ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k", "-g", "25"]
            : H264;
        var video = await InspectAsync(await Samples.MakeAsync(name, ["-f", "lavfi", "-i", scene, .. codec]));
        await RingAsync(video, VideoJobs.Poster);

        Assert.Equal(JobState.Done, (await worker.JobAsync(video.Id, VideoJobs.Poster))?.State);
        var poster = (await worker.PicturesAsync(video.Id)).FirstOrDefault(p => p.Kind is PictureKind.Poster);
        Assert.Equal(atMilliseconds, poster?.AtMilliseconds is { } at ? at / 1000 * 1000 : null);
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private async Task<Video> InspectAsync(string path)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(
            period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        var video = await worker.ReceiveAsync(entry, path);
        await RingAsync(video, VideoJobs.Store);
        await RingAsync(video, VideoJobs.Inspect);
        return await worker.ReadAsync(video.Id);
    }

    private static IEnumerable<string> KeysOf(IEnumerable<VideoPicture> pictures) =>
        pictures.Select(p => p.ObjectKey).Order(StringComparer.Ordinal);

    /// <summary>The pictures that the store holds of this video.</summary>
    private async Task<List<string>> StoredAsync(Video video)
    {
        var storage = worker.Services.GetRequiredService<IObjectStorage>();
        var keys = new List<string>();
        await foreach (var key in storage.KeysAsync(TestContext.Current.CancellationToken))
        {
            keys.Add(key.Value);
        }

        return [.. keys.Where(key => key.StartsWith($"picture/{video.Id:N}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private async Task<bool> RingAsync(Video video, string kind) =>
        await worker.RingAsync((await worker.JobAsync(video.Id, kind))!);
}
