using VideoReview.Application.Words;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;
using static VideoReview.IntegrationTests.Worker.CopyBench;
using static VideoReview.IntegrationTests.Worker.CopyLooks;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Copies of videos that are hard to copy: what stands in them, not only that they were made.</summary>
public sealed class CopyTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    /// <summary>
    /// Which way up it stands is seen by its corners: red, green, blue, white, clockwise from the upper left.
    /// </summary>
    private const string Corners =
        "testsrc2=s=640x480:r=25:d=2,drawbox=0:0:120:120:red:fill,drawbox=520:0:120:120:lime:fill,"
            + "drawbox=520:360:120:120:blue:fill,drawbox=0:360:120:120:white:fill";

    private readonly CopyBench bench = new(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_bits_of_hevc_held_upright_and_without_sound_play_in_two_sizes()
    {
        var wide = await Samples.MakeAsync(
            "ten-bit.mp4",
            ["-f", "lavfi", "-i", Corners, .. Hevc, "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none"]);
        var (video, copies) = await bench.CopyAsync(
            await Samples.MakeAsync("ten-bit-upright.mp4", "-i", wide, "-c", "copy", "-metadata:s:v", "rotate=90"));

        Assert.Equal(
            (VideoStatus.Playable, "hevc", "yuv420p10le"),
            (video.Status, video.Metadata!.VideoCodec, video.Metadata.PixelFormat));
        Assert.Equal(
            [(720, 480, 640), (360, 360, 480)], copies.Select(c => (c.EdgePixels, c.WidthPixels, c.HeightPixels)));
        Assert.Equal((copies[0].ObjectKey, copies[0].SizeBytes), (video.PlayableKey, video.PlayableSizeBytes));
        Assert.InRange(copies[1].SizeBytes, 1, (long)(0.8 * copies[0].SizeBytes));
        foreach (var copy in copies)
        {
            var (path, made) = await bench.LookAsync(video, copy);
            Assert.Null(made.AudioCodec);
            var (right, bottom) = (copy.WidthPixels - 20, copy.HeightPixels - 20);
            var picture = await FrameAsync(path, copy);

            // A matrix of 90 turns against the clock (ffprobe, side data "rotation").
            Assert.Equal("lime blue white red", string.Join(
                ' ', Name(picture, copy, 20, 20), Name(picture, copy, right, 20), Name(picture, copy, right, bottom),
                Name(picture, copy, 20, bottom)));
        }
    }

    [Fact]
    public async Task Wmv_plays_in_one_size_that_is_not_enlarged()
    {
        var path = await Samples.MakeAsync(
            "office.wmv", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=3", "-f", "lavfi", "-i", Tone, "-c:v", "wmv2",
            "-b:v", "500k", "-c:a", "wmav2");
        var (video, copies) = await bench.CopyAsync(path, "wmv");

        var copy = Assert.Single(copies);
        Assert.Equal(("wmv2", "wmav2", 720, 320, 240), (video.Metadata!.VideoCodec, video.Metadata.AudioCodec,
            copy.EdgePixels, copy.WidthPixels, copy.HeightPixels));
        var (_, made) = await bench.LookAsync(video, copy);
        Assert.Equal(("aac", 2), (made.AudioCodec, made.AudioChannels));
    }

    [Fact]
    public async Task Interlaced_mpeg_two_of_odd_pixels_is_whole_and_square()
    {
        // A bar that moves eight pixels between two half pictures stands like a comb in each frame.
        const string Bar = "[0][1]overlay=x='mod(t*400,300)',tinterlace=interleave_top,setsar=12/11";
        var path = await Samples.MakeAsync(
            "interlaced.ts", "-f", "lavfi", "-i", "color=black:s=352x288:r=50:d=3", "-f", "lavfi", "-i",
            "color=white:s=40x288:r=50:d=3", "-f", "lavfi", "-i", Tone,
            "-filter_complex", Bar, "-map", "2:a", "-c:v", "mpeg2video", "-flags", "+ilme+ildct", "-b:v", "3M", "-c:a",
            "mp2", "-f", "mpegts");
        var (video, copies) = await bench.CopyAsync(path, "mpeg");

        Assert.Equal(("mpeg2video", true, 384, 288), (video.Metadata!.VideoCodec, video.Metadata.IsInterlaced,
            video.Metadata.WidthPixels, video.Metadata.HeightPixels));
        var copy = Assert.Single(copies);
        var (made, _) = await bench.LookAsync(video, copy);
        var (before, after) =
            (await CombedAsync(path, 352, 288), await CombedAsync(made, copy.WidthPixels, copy.HeightPixels));
        Assert.True(before > 1000 && after < before / 20, $"Combed pixels: {before} before, {after} after.");
    }

    [Fact]
    public async Task Heavy_video_plays_as_it_is_and_gets_two_smaller_copies()
    {
        var path = await Samples.MakeAsync(
            "heavy.mp4", "-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=3,noise=alls=40:allf=t", "-f", "lavfi", "-i",
            Tone, "-c:v", "libx264", "-preset", "ultrafast",
            "-b:v", "8M", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart");
        var (video, copies) = await bench.CopyAsync(path);

        Assert.Equal(
            (VideoStatus.Playable, video.ObjectKey, JobState.Done),
            (video.Status, video.PlayableKey, (await bench.Worker.JobAsync(video.Id, VideoJobs.Copies))!.State));
        Assert.Equal(
            [(720, 640, 480), (360, 480, 360)], copies.Select(c => (c.EdgePixels, c.WidthPixels, c.HeightPixels)));
        Assert.All(
            copies.Zip([video.SizeBytes, copies[0].SizeBytes]),
            pair => Assert.InRange(pair.First.SizeBytes, 1, (long)(0.8 * pair.Second)));
        foreach (var copy in copies)
        {
            Assert.Equal("aac", (await bench.LookAsync(video, copy)).Found.AudioCodec);
        }

        Assert.Empty(Directory.GetFileSystemEntries(bench.Worker.Scratch));
    }

    /// <summary>
    /// A track whose list of places is lost is still named, and gives nothing. In the MP4 it is only moved, in the MOV
    /// encoded anew, and nothing plays without that.
    /// </summary>
    [Theory]
    [InlineData("mp4", "aac", VideoStatus.Playable, JobState.Failed)]
    [InlineData("mov", "pcm_s16le", VideoStatus.Refused, JobState.Done)]
    public async Task Sound_that_is_named_but_cannot_be_read_is_told(
        string format, string codec, VideoStatus status, JobState state)
    {
        var whole = await Samples.MakeAsync(
            $"unheard-{codec}.{format}", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=3", "-f", "lavfi", "-i", Tone,
            "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", codec);
        var bytes = await File.ReadAllBytesAsync(whole, Stop);
        "free"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().LastIndexOf("stco"u8)));
        var (video, _) = await bench.CopyAsync(await Samples.WriteAsync(NewName(format), bytes), format);

        var job = (await bench.Worker.JobAsync(video.Id, VideoJobs.Playable))!;
        var why = video.Cause ?? Assert.Single(video.Reasons);
        Assert.Equal((status, codec, "media.cause-no-sound"), (video.Status, video.Metadata!.AudioCodec, why.Code));
        Assert.Equal((state, 1), (job.State, job.Attempt));
        Assert.All([Language.Id, Language.En], language => Assert.NotNull(new Words(language).Find(why.Code)));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
