using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>What nobody sees or hears beside a good picture decides nothing; which sound is heard is told.</summary>
public sealed class UnshownStreamTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CopyBench bench = new(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cover-gif.mkv")]
    [InlineData("cover-tiff.mkv")]
    [InlineData("cover-huge.mkv")]
    [InlineData("captions-c608.mp4")]
    [InlineData("subtitles-pgs.mkv")]
    public async Task Cover_or_text_that_nobody_can_read_refuses_no_video(string name)
    {
        var (video, _) = await bench.CopyAsync(await MakeAsync(name), Path.GetExtension(name)[1..]);

        Assert.Equal(
            (VideoStatus.Playable, "h264", "aac", 160),
            (video.Status, video.Metadata!.VideoCodec, video.Metadata.AudioCodec, video.Metadata.WidthPixels));
    }

    /// <summary>
    /// The first that can be decoded and in which something is heard; its place is told where there are more.
    /// </summary>
    [Theory]
    [InlineData("unreadable-first.mp4", 1, 1, "")]
    [InlineData("silent-first.mp4", 1, 2, "media.note-sounds")]
    [InlineData("two-sounds.mp4", 0, 2, "media.note-sounds")]
    public async Task First_sound_that_can_be_heard_is_taken(string name, int place, int count, string note)
    {
        var (video, _) = await bench.CopyAsync(await MakeAsync(name), "mp4");

        Assert.Equal(
            (VideoStatus.Playable, place, count, "aac"),
            (video.Status, video.Metadata!.SoundPlace, video.Metadata.SoundCount, video.Metadata.AudioCodec));
        Assert.Equal(
            note, string.Join(' ', video.Notes.Select(n => n.Code).Where(code => code == "media.note-sounds")));
        var path = await bench.Worker.FetchAsync(video.PlayableKey!, video.PlayableSizeBytes!.Value);
        Assert.Equal(place == 0, video.PlayableKey == video.ObjectKey);
        Assert.True(await LoudestAsync(path) > 1000);
    }

    [Theory]
    [InlineData("pcm_s24be", "mov")]
    [InlineData("pcm_s32le", "mov")]
    [InlineData("pcm_s32be", "mov")]
    public async Task Sound_of_old_cameras_is_encoded(string codec, string format)
    {
        var (video, _) = await bench.CopyAsync(
            await Samples.MakeAsync($"{codec}.{format}", [.. Both, .. Picture, "-c:a", codec]), format);

        Assert.Equal((VideoStatus.Playable, codec), (video.Status, video.Metadata!.AudioCodec));
        Assert.Equal(
            "aac",
            (await Probing.OfAsync(
                bench.Worker, await bench.Worker.FetchAsync(video.PlayableKey!, video.PlayableSizeBytes!.Value), "mp4"))
                .AudioCodec);
    }

    [Fact]
    public async Task Sound_that_is_not_read_is_blamed_and_not_the_picture()
    {
        var (video, _) = await bench.CopyAsync(
            await Samples.MakeAsync("dts.mkv", [.. Both, .. Picture, "-c:a", "dca", "-strict", "-2", "-ac", "2"]),
            "mkv");

        Assert.Equal(
            (VideoStatus.Refused, "media.sound-unknown"), (video.Status, Assert.Single(video.Reasons).Code));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    private static string[] Both =>
        ["-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=3", "-f", "lavfi", "-i", CopyBench.Tone];

    private static string[] Picture => ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10"];

    private static Task<string> PlainAsync() =>
        Samples.MakeAsync("beside.mp4", [.. Both, .. Picture, "-c:a", "aac", "-movflags", "+faststart"]);

    private static async Task<string> MakeAsync(string name) => name switch
    {
        "cover-gif.mkv" => await WithCoverAsync(name, "gif", "100x100"),
        "cover-tiff.mkv" => await WithCoverAsync(name, "tiff", "100x100"),
        "cover-huge.mkv" => await WithCoverAsync(name, "png", "7000x7000"),
        "captions-c608.mp4" => await CaptionsAsync(),
        "subtitles-pgs.mkv" => await SubtitlesAsync(),
        "silent-first.mp4" => await Samples.MakeAsync(
            name,
            [
                .. Both, "-f", "lavfi", "-i", "anullsrc=d=3", .. Picture, "-map", "0", "-map", "2", "-map", "1", "-c:a",
                "aac", "-movflags", "+faststart",
            ]),
        _ => await SoundsAsync(name),
    };

    private static async Task<string> WithCoverAsync(string name, string kind, string size)
    {
        var cover = await Samples.MakeAsync(
            $"cover-{size}.{kind}", "-f", "lavfi", "-i", $"color=red:s={size}", "-frames:v", "1");
        return await Samples.MakeAsync(
            name,
            "-i", await PlainAsync(), "-map", "0", "-c", "copy", "-attach", cover, "-metadata:s:t",
            "mimetype=image/" + kind);
    }

    /// <summary>Old broadcast captions, of which only the name is true.</summary>
    private static async Task<string> CaptionsAsync()
    {
        var text = await Samples.WriteAsync("captions.srt", "1\n00:00:00,500 --> 00:00:02,000\nHalo\n"u8.ToArray());
        var bytes = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(
                "captions.mp4", "-i", await PlainAsync(), "-i", text, "-map", "0", "-map", "1", "-c", "copy", "-c:s",
                "mov_text"),
            Stop);
        "c608"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("tx3g"u8)));
        return await Samples.WriteAsync("captions-c608.mp4", bytes);
    }

    /// <summary>As of a disc: no encoder writes them, so the name stands in place of another.</summary>
    private static async Task<string> SubtitlesAsync()
    {
        var text = await Samples.WriteAsync("captions.srt", "1\n00:00:00,500 --> 00:00:02,000\nHalo\n"u8.ToArray());
        var bytes = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(
                "subtitles.mkv", "-i", await PlainAsync(), "-i", text, "-map", "0", "-map", "1", "-c", "copy", "-c:s",
                "srt"),
            Stop);
        "S_HDMV/PGS "u8[..11].CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("S_TEXT/UTF8"u8)));
        bytes[bytes.AsSpan().IndexOf("S_HDMV/PGS "u8) + 10] = 0;
        return await Samples.WriteAsync("subtitles-pgs.mkv", bytes);
    }

    /// <summary>Two of the same; the first perhaps of a kind that nobody knows, as a phone writes it.</summary>
    private static async Task<string> SoundsAsync(string name)
    {
        var path = await Samples.MakeAsync(
            "two-sounds.mp4",
            [.. Both, .. Picture, "-map", "0", "-map", "1", "-map", "1", "-c:a", "aac", "-movflags", "+faststart"]);
        if (name == "two-sounds.mp4")
        {
            return path;
        }

        var bytes = await File.ReadAllBytesAsync(path, Stop);
        var at = bytes.AsSpan().IndexOf("mp4a"u8);
        "apac"u8.CopyTo(bytes.AsSpan(at));
        "dapa"u8.CopyTo(bytes.AsSpan(at + bytes.AsSpan(at).IndexOf("esds"u8)));
        return await Samples.WriteAsync(name, bytes);
    }

    /// <summary>Of 16 bits, what a player hears first.</summary>
    private static async Task<int> LoudestAsync(string path)
    {
        var samples = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(
                $"heard-{Guid.NewGuid():N}.pcm", "-i", path, "-map", "0:a:0", "-ac", "1", "-f", "s16le"),
            Stop);
        return Enumerable.Range(0, samples.Length / 2).Max(i => Math.Abs((int)BitConverter.ToInt16(samples, 2 * i)));
    }
}
