using VideoReview.Application.Words;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;
using static VideoReview.IntegrationTests.Worker.CopyLooks;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Copies of videos that are hard to copy: what stands in them, not only that they were made.</summary>
public sealed class CopyTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Tone = "sine=f=440:d=3", Silence = "anullsrc=d=3";

    /// <summary>
    /// Which way up it stands is seen by its corners: red, green, blue, white, clockwise from the upper left.
    /// </summary>
    private const string Corners =
        "testsrc2=s=640x480:r=25:d=2,drawbox=0:0:120:120:red:fill,drawbox=520:0:120:120:lime:fill,"
            + "drawbox=520:360:120:120:blue:fill,drawbox=0:360:120:120:white:fill";

    private static readonly string[] Hevc = ["-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1"];

    private readonly TestWorker worker = TestWorker.OnDisk(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_bits_of_hevc_held_upright_and_without_sound_play_in_two_sizes()
    {
        var wide = await Samples.MakeAsync(
            "ten-bit.mp4",
            ["-f", "lavfi", "-i", Corners, .. Hevc, "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none"]);
        var (video, copies) = await CopyAsync(
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
            var (path, made) = await LookAsync(video, copy);
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
        var (video, copies) = await CopyAsync(path, "wmv");

        var copy = Assert.Single(copies);
        Assert.Equal(("wmv2", "wmav2", 720, 320, 240), (video.Metadata!.VideoCodec, video.Metadata.AudioCodec,
            copy.EdgePixels, copy.WidthPixels, copy.HeightPixels));
        var (_, made) = await LookAsync(video, copy);
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
        var (video, copies) = await CopyAsync(path, "mpeg");

        Assert.Equal(("mpeg2video", true, 384, 288), (video.Metadata!.VideoCodec, video.Metadata.IsInterlaced,
            video.Metadata.WidthPixels, video.Metadata.HeightPixels));
        var copy = Assert.Single(copies);
        var (made, _) = await LookAsync(video, copy);
        var (before, after) =
            (await CombedAsync(path, 352, 288), await CombedAsync(made, copy.WidthPixels, copy.HeightPixels));
        Assert.True(before > 1000 && after < before / 20, $"Combed pixels: {before} before, {after} after.");
    }

    [Fact]
    public async Task Changing_rate_keeps_the_time_of_every_frame()
    {
        // 2 s at 25 frames a second, then 2 s at 5, on times that are no multiple of anything.
        var path = await Samples.MakeAsync("vfr-hevc.mp4",
            [
                "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=4", "-vf",
                "select='lt(t,2)+not(mod(n,5))',settb=1/90000,setpts='PTS+mod(N*37,29)*40'", "-fps_mode", "vfr",
                "-enc_time_base", "1:90000", .. Hevc, "-x265-params", "log-level=none",
            ]);
        var (video, copies) = await CopyAsync(path);

        var (made, _) = await LookAsync(video, Assert.Single(copies));
        var (before, after) = (await TimesAsync(path), await TimesAsync(made));
        Assert.Equal(before.Count, after.Count);
        Assert.All(before.Zip(after), pair => Assert.InRange(pair.Second - pair.First, -0.001, 0.001));
    }

    /// <summary>
    /// Left about 100, right about 1000 cd/m2 in limited range of 10 bits (ITU-R BT.2100: 0.508 and 0.752 of full in
    /// PQ; 0.62 and 1 in HLG on a screen of 1000).
    /// </summary>
    [Theory]
    [InlineData("smpte2084", 509, 723)]
    [InlineData("arib-std-b67", 607, 940)]
    public async Task Hdr_is_as_bright_as_it_was_meant(string transfer, int left, int right)
    {
        var path = await Samples.MakeAsync($"hdr-{transfer}.mp4",
        [
            "-f", "lavfi", "-i",
            $"color=black:s=640x480:r=25:d=2,format=yuv420p10le,geq=lum='if(lt(X,320),{left},{right})':cb=512:cr=512",
            .. Hevc, "-x265-params", $"log-level=none:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc",
        ]);
        var (video, copies) = await CopyAsync(path);

        // Nothing moves: the small copy saves nothing and is not kept.
        var copy = Assert.Single(copies);
        var (made, found) = await LookAsync(video, copy);
        Assert.Equal((transfer, "bt709"), (video.Metadata!.ColorTransfer, found.ColorTransfer));
        var picture = await FrameAsync(made, copy);
        var (dim, bright) = (Pixel(picture, copy, 100, 240), Pixel(picture, copy, 500, 240));
        Assert.InRange(dim.Red, 150, 215);
        Assert.InRange(bright.Red, dim.Red + 20, 255);
        Assert.InRange(Math.Abs(dim.Red - dim.Blue) + Math.Abs(dim.Red - dim.Green), 0, 8);
    }

    [Fact]
    public async Task First_picture_and_first_sound_are_taken_of_many_tracks()
    {
        var cover = await Samples.MakeAsync("cover.jpg", "-f", "lavfi", "-i", "color=red:s=200x200", "-frames:v", "1");
        var path = await Samples.MakeAsync("tracks.mp4",
        [
            "-i", cover, "-f", "lavfi", "-i", "color=lime:s=320x240:r=25:d=3", "-f", "lavfi", "-i", Tone, "-f", "lavfi",
            "-i", Silence, "-map", "0:v", "-map", "1:v", "-map", "2:a", "-map", "3:a", "-c:v:0", "copy",
            "-disposition:v:0", "attached_pic", "-c:v:1", "libx265", "-preset:v:1", "ultrafast", "-x265-params",
            "log-level=none", "-tag:v:1", "hvc1", "-c:a", "aac",
        ]);
        var (video, copies) = await CopyAsync(path);

        var copy = Assert.Single(copies);
        var (made, _) = await LookAsync(video, copy);
        Assert.Equal("lime", Name(await FrameAsync(made, copy), copy, 160, 120));
        var streams = (await File.ReadAllLinesAsync(
            await Samples.MakeAsync(NewName("txt"), "-i", made, "-map", "0", "-c", "copy", "-f", "framecrc"), Stop))
            .Count(line => line.StartsWith("#media_type", StringComparison.Ordinal));
        var sound = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(NewName("pcm"), "-i", made, "-map", "0:a:0", "-f", "u8"), Stop);
        Assert.Equal(2, streams);
        Assert.InRange(sound.Max() - 128, 10, 127);
    }

    [Fact]
    public async Task Heavy_video_plays_as_it_is_and_gets_two_smaller_copies()
    {
        var path = await Samples.MakeAsync(
            "heavy.mp4", "-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=3,noise=alls=40:allf=t", "-f", "lavfi", "-i",
            Tone, "-c:v", "libx264", "-preset", "ultrafast",
            "-b:v", "8M", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart");
        var (video, copies) = await CopyAsync(path);

        Assert.Equal(
            (VideoStatus.Playable, video.ObjectKey, JobState.Done),
            (video.Status, video.PlayableKey, (await worker.JobAsync(video.Id, VideoJobs.Copies))!.State));
        Assert.Equal(
            [(720, 640, 480), (360, 480, 360)], copies.Select(c => (c.EdgePixels, c.WidthPixels, c.HeightPixels)));
        Assert.All(
            copies.Zip([video.SizeBytes, copies[0].SizeBytes]),
            pair => Assert.InRange(pair.First.SizeBytes, 1, (long)(0.8 * pair.Second)));
        foreach (var copy in copies)
        {
            Assert.Equal("aac", (await LookAsync(video, copy)).Found.AudioCodec);
        }

        Assert.Empty(Directory.GetFileSystemEntries(worker.Scratch));
    }

    /// <summary>
    /// A track whose list of places is lost is still named, and gives nothing. In the MP4 it is only moved, in the MOV
    /// encoded anew, and nothing plays without that.
    /// </summary>
    [Theory]
    [InlineData("mp4", "aac", VideoStatus.Playable)]
    [InlineData("mov", "pcm_s16le", VideoStatus.Failed)]
    public async Task Sound_that_is_named_but_cannot_be_read_is_told(string format, string codec, VideoStatus status)
    {
        var whole = await Samples.MakeAsync(
            $"unheard-{codec}.{format}", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=3", "-f", "lavfi", "-i", Tone,
            "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", codec);
        var bytes = await File.ReadAllBytesAsync(whole, Stop);
        "free"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().LastIndexOf("stco"u8)));
        var (video, _) = await CopyAsync(await Samples.WriteAsync(NewName(format), bytes), format);

        var job = (await worker.JobAsync(video.Id, VideoJobs.Playable))!;
        Assert.Equal(
            (status, codec, "media.cause-no-sound"), (video.Status, video.Metadata!.AudioCodec, video.Cause?.Code));
        Assert.Equal((JobState.Failed, "media.cause-no-sound", 1), (job.State, job.ErrorCode, job.Attempt));
        Assert.All([Language.Id, Language.En], language => Assert.NotNull(new Words(language).Find(job.ErrorCode!)));
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private async Task<(Video Video, List<VideoCopy> Copies)> CopyAsync(string path, string? format = null)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var period = await entries.AddPeriodAsync(change: p => p.FileRules =
            new FileRules { MinimumDuration = TimeSpan.FromSeconds(2), Formats = ["mp4", "mov", "wmv", "mpeg"] });
        var entry = await entries.AddEntryAsync(
            period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        return await worker.CopyAsync((await worker.ReceiveAsync(entry, path, format)).Id);
    }

    /// <summary>What every copy must be, whatever it was made of.</summary>
    private async Task<(string Path, VideoMetadata Found)> LookAsync(Video video, VideoCopy copy)
    {
        var path = await worker.FetchAsync(copy.ObjectKey, copy.SizeBytes);
        var found = await Probing.OfAsync(worker, path, "mp4");
        Assert.Equal(
            ("h264", "High", "yuv420p", copy.WidthPixels, copy.HeightPixels, 0, false, false, Playability.PlaysAsIs),
            (found.VideoCodec, found.VideoProfile, found.PixelFormat, found.WidthPixels, found.HeightPixels,
                found.RotationDegrees, found.IsInterlaced, found.StartsLate, PlayabilityRule.Of(found, "mp4")));
        Assert.InRange(found.DurationMilliseconds - video.Metadata!.DurationMilliseconds, -200, 200);
        return (path, found);
    }
}
