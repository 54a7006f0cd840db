using VideoReview.IntegrationTests.Support;
using Xunit;
using static VideoReview.IntegrationTests.Worker.CopyBench;
using static VideoReview.IntegrationTests.Worker.CopyLooks;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Times, light and tracks of videos that are hard to copy, as they come out in the copy.</summary>
public sealed class CopyFidelityTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Silence = "anullsrc=d=3";

    private readonly CopyBench bench = new(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
        var (video, copies) = await bench.CopyAsync(path);

        var (made, _) = await bench.LookAsync(video, Assert.Single(copies));
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
        var (video, copies) = await bench.CopyAsync(path);

        // Nothing moves: the small copy saves nothing and is not kept.
        var copy = Assert.Single(copies);
        var (made, found) = await bench.LookAsync(video, copy);
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
        var (video, copies) = await bench.CopyAsync(path);

        var copy = Assert.Single(copies);
        var (made, _) = await bench.LookAsync(video, copy);
        Assert.Equal("lime", Name(await FrameAsync(made, copy), copy, 160, 120));
        var streams = (await File.ReadAllLinesAsync(
            await Samples.MakeAsync(NewName("txt"), "-i", made, "-map", "0", "-c", "copy", "-f", "framecrc"), Stop))
            .Count(line => line.StartsWith("#media_type", StringComparison.Ordinal));
        var sound = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(NewName("pcm"), "-i", made, "-map", "0:a:0", "-f", "u8"), Stop);
        Assert.Equal(2, streams);
        Assert.InRange(sound.Max() - 128, 10, 127);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
