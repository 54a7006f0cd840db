using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>The pictures of videos that are hard to take them from.</summary>
public sealed class PictureTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Scenes = "testsrc2=s=640x360:r=25:d=24";

    private static readonly string[] H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

    private readonly TestWorker worker = TestWorker.OnDisk(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("keys.mp4", 25)]
    [InlineData("rare-keys.mp4", 10_000)]
    [InlineData("keys.webm", 50)]
    public async Task Storyboard_lies_over_the_whole_video_on_true_times(string name, int keyEvery)
    {
        string[] codec = name.EndsWith("webm", StringComparison.Ordinal)
            ? ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k"]
            : [.. H264, "-sc_threshold", "0"];
        var video = await ProcessAsync(await Samples.MakeAsync(
            name, ["-f", "lavfi", "-i", Scenes, .. codec, "-g", Text(keyEvery), "-keyint_min", Text(keyEvery)]));

        var cues = await Cues.OfAsync(worker, video);
        Assert.InRange(cues.Count, 7, 8);
        Assert.Equal((0, 24_000), (cues[0].From, cues[^1].To));
        Assert.Equal(cues.Skip(1).Select(cue => cue.From), cues.SkipLast(1).Select(cue => cue.To));
        Assert.All(cues.Zip(cues.Skip(1)), pair => Assert.InRange(pair.Second.From - pair.First.From, 900, 5_100));
        Assert.Equal(cues.Count, cues.Select(cue => (cue.X, cue.Y)).Distinct().Count());
        var frames = await FramesAsync(video);
        Assert.All(
            cues.Skip(1), cue => Assert.Contains(frames, frame => Math.Abs(frame.AtMilliseconds - cue.From) <= 1));
        await SizesAreTrueAsync(video);
    }

    [Fact]
    public async Task Times_of_a_video_of_changing_rate_are_those_of_its_frames()
    {
        // 10 s at 25 frames a second, then 14 s at 5: counted frames would end at 12.8 s.
        var path = await Samples.MakeAsync("vfr.mp4", ["-f", "lavfi", "-i", Scenes, "-vf",
            "select='lt(t,10)+not(mod(n,5))'", "-fps_mode", "vfr", .. H264, "-g", "25"]);
        var video = await ProcessAsync(path);

        Assert.InRange((await FramesAsync(video))[^1].AtMilliseconds, 18_000, 24_000);
        Assert.InRange((await Cues.OfAsync(worker, video))[^1].From, 18_000, 24_000);
    }

    [Fact]
    public async Task Odd_pixels_are_made_square_and_a_small_video_is_not_enlarged()
    {
        var path = await Samples.MakeAsync(
            "sar.mp4",
            ["-f", "lavfi", "-i", "testsrc2=s=360x288:r=25:d=8", "-vf", "setsar=16/11", .. H264, "-g", "25"]);
        var video = await ProcessAsync(path);

        var pictures = await worker.PicturesAsync(video.Id);
        Assert.All(
            pictures.Where(p => p.Kind is PictureKind.Poster),
            poster => Assert.Equal((524, 288), (poster.WidthPixels, poster.HeightPixels)));
        await SizesAreTrueAsync(video);
    }

    /// <summary>A phone that is turned while it records: 320x180 for three seconds, then 180x320.</summary>
    [Fact]
    public async Task Picture_size_that_changes_in_the_middle_keeps_its_shape_in_all_pictures()
    {
        var halves = await Task.WhenAll(new[] { "320x180", "180x320" }.Select(size => Samples.MakeAsync(
            $"turned-{size}.h264", ["-f", "lavfi", "-i", $"color=white:s={size}:r=15:d=3", .. H264, "-g", "15"])));
        var video = await ProcessAsync(await Samples.MakeAsync(
            "turned.mp4", "-f", "h264", "-r", "15", "-i", "concat:" + string.Join('|', halves), "-c", "copy"));

        await SizesAreTrueAsync(video);
        var frames = await FramesAsync(video);
        Assert.Equal(6, frames.Count);

        // White all over, then a white middle between two black bars of a third of the width each.
        Assert.All(frames.Take(3), frame => Assert.InRange(frame.DarkPercent, 0, 2));
        Assert.All(frames.Skip(3), frame => Assert.InRange(frame.DarkPercent, 60, 75));
    }

    [Fact]
    public async Task Phone_portrait_stands_upright_in_every_picture()
    {
        var video = await ProcessAsync(await Samples.RotatedAsync());

        var pictures = await worker.PicturesAsync(video.Id);
        Assert.Equal((360, 640), (video.Metadata!.WidthPixels, video.Metadata.HeightPixels));
        Assert.All(
            pictures.Where(p => p.Kind is PictureKind.Poster),
            poster => Assert.Equal((360, 640), (poster.WidthPixels, poster.HeightPixels)));
        Assert.Equal((540, 960), pictures.Where(p => p.Kind is PictureKind.ContactSheet)
            .Select(p => (p.WidthPixels, p.HeightPixels)).Single());
        Assert.All(await Cues.OfAsync(worker, video), cue => Assert.Equal((90, 160), (cue.Width, cue.Height)));
        await SizesAreTrueAsync(video);
    }

    [Fact]
    public async Task Black_beginning_is_in_the_frames_and_in_no_poster()
    {
        var path = await Samples.MakeAsync(
            "black-start.mp4",
            ["-f", "lavfi", "-i", Scenes + ",drawbox=enable='lt(t,9)':t=fill:c=black", .. H264, "-g", "25"]);
        var video = await ProcessAsync(path);

        var posters = (await worker.PicturesAsync(video.Id)).Where(p => p.Kind is PictureKind.Poster).ToList();
        Assert.Equal(5, posters.Count);
        Assert.All(posters, poster => Assert.InRange(poster.AtMilliseconds, 9_000, 24_000));
        var frames = await FramesAsync(video);
        Assert.All(frames.Where(frame => frame.AtMilliseconds < 9_000), frame => Assert.True(frame.Print.IsBlack));
        Assert.All(frames.Where(frame => frame.AtMilliseconds >= 9_000), frame => Assert.False(frame.Print.IsBlack));
    }

    [Fact]
    public async Task Black_video_has_a_poster_and_no_contact_sheet()
    {
        var video = await ProcessAsync(await Samples.MakeAsync(
            "black.mp4", ["-f", "lavfi", "-i", "color=black:s=640x360:r=25:d=8", .. H264, "-g", "25"]));

        var kinds = (await worker.PicturesAsync(video.Id)).Select(p => p.Kind);
        Assert.Equal(
            (JobState.Done, 1), ((await worker.JobAsync(video.Id, VideoJobs.Pictures))!.State, video.PosterPosition));
        Assert.Equal(
            [PictureKind.Poster, PictureKind.PosterSmall, PictureKind.Storyboard, PictureKind.StoryboardCues], kinds);
    }

    [Fact]
    public async Task Interlaced_video_and_ten_bits_of_hdr_have_their_pictures()
    {
        var interlaced = await Samples.MakeAsync("interlaced.mp4", ["-f", "lavfi", "-i", "testsrc2=s=720x576:r=50:d=8",
            "-vf", "tinterlace=interleave_top,setsar=16/15", .. H264, "-flags", "+ilme+ildct", "-x264-params",
            "tff=1", "-g", "25"]);
        var hdr = await Samples.MakeAsync("hdr.mp4",
            [
                "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=6", "-c:v", "libx265", "-preset", "ultrafast",
                "-pix_fmt", "yuv420p10le", "-x265-params",
                "log-level=none:keyint=25:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc", "-tag:v", "hvc1",
            ]);

        foreach (var path in (string[])[interlaced, hdr])
        {
            var video = await ProcessAsync(path);
            Assert.Equal(13, (await worker.PicturesAsync(video.Id)).Count);
            await SizesAreTrueAsync(video);
        }
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private async Task<Video> ProcessAsync(string path)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(
            period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        var received = await worker.ReceiveAsync(entry, path);
        await worker.IllustrateAsync(received.Id);
        Assert.Equal(JobState.Done, (await worker.JobAsync(received.Id, VideoJobs.Pictures))?.State);
        return await worker.ReadAsync(received.Id);
    }

    private async Task<List<VideoFrame>> FramesAsync(Video video)
    {
        await using var context = database.NewContext();
        return await context.VideoFrames.AsNoTracking().Where(f => f.VideoId == video.Id).OrderBy(f => f.AtMilliseconds)
            .ToListAsync(Stop);
    }

    /// <summary>The rows say of each JPEG what it is.</summary>
    private async Task SizesAreTrueAsync(Video video)
    {
        foreach (var picture in (await worker.PicturesAsync(video.Id)).Where(p => p.MediaType == "image/jpeg"))
        {
            var shown = Jpeg.SizeOf(
                await File.ReadAllBytesAsync(await worker.FetchAsync(picture.ObjectKey, picture.SizeBytes), Stop));
            Assert.Equal(
                (picture.Kind, picture.WidthPixels, picture.HeightPixels), (picture.Kind, shown.Width, shown.Height));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
