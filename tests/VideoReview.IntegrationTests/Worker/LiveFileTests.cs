using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>
/// Files that were written while they were recorded, or whose header says what cannot be: measured by their packets,
/// and put into a container that a player can seek in.
/// </summary>
public sealed class LiveFileTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const int Seconds = 3;

    private static readonly string[] Both =
        ["-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=3", "-f", "lavfi", "-i", CopyBench.Tone];

    private static readonly string[] H264 =
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10", "-c:a", "aac"];

    private readonly CopyBench bench = new(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>As crashed OBS leaves it, as a browser records, and fragments as some recorders write them.</summary>
    [Theory]
    [InlineData("recorder.mkv", "mp4")]
    [InlineData("browser.webm", "webm")]
    [InlineData("opus.mkv", "webm")]
    [InlineData("fragments.mp4", "mp4")]
    [InlineData("all-ones.mp4", "mp4")]
    public async Task File_without_a_duration_is_measured_and_plays_as_one_that_has_it(string name, string container)
    {
        var (video, _) = await bench.CopyAsync(await MakeAsync(name), Path.GetExtension(name)[1..]);

        Assert.Equal((VideoStatus.Playable, "video/" + container), (video.Status, video.PlayableType));
        Assert.InRange(video.Metadata!.DurationMilliseconds, Seconds * 1000 - 150, Seconds * 1000 + 150);
        var path = await bench.Worker.FetchAsync(video.PlayableKey!, video.PlayableSizeBytes!.Value);
        var copy = await Probing.OfAsync(bench.Worker, path, container);
        Assert.Equal((Playability.PlaysAsIs, false), (PlayabilityRule.Of(copy, container), copy.IsLive));
        Assert.InRange(copy.DurationMilliseconds, Seconds * 1000 - 150, Seconds * 1000 + 150);
        if (container == "webm")
        {
            var bytes = await File.ReadAllBytesAsync(path, Stop);
            Assert.InRange(
                bytes.AsSpan().LastIndexOf<byte>([0x1C, 0x53, 0xBB, 0x6B]), 1,
                bytes.AsSpan().IndexOf<byte>([0x1F, 0x43, 0xB6, 0x75]));
        }
    }

    /// <summary>A header that would have it refused is not believed before the packets have been asked.</summary>
    [Fact]
    public async Task Length_that_a_header_makes_up_refuses_nobody()
    {
        var whole = await Samples.MakeAsync("measured.mp4", [.. Both, .. H264, "-movflags", "+faststart"]);
        var bytes = await File.ReadAllBytesAsync(whole, Stop);
        foreach (var type in (string[])["mvhd", "tkhd", "mdhd"])
        {
            WriteDurations(bytes, type, 0x01FFFFFF);
        }

        var (video, _) = await bench.CopyAsync(await Samples.WriteAsync("claims.mp4", bytes), "mp4");

        Assert.Equal((VideoStatus.Playable, true), (video.Status, video.Metadata!.IsLive));
        Assert.InRange(video.Metadata.DurationMilliseconds, Seconds * 1000 - 150, Seconds * 1000 + 150);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    private static async Task<string> MakeAsync(string name)
    {
        string[] web = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k", "-c:a", "libopus"];
        return name switch
        {
            "recorder.mkv" => await Samples.MakeAsync(name, [.. Both, .. H264, "-live", "1"]),
            "browser.webm" => await Samples.MakeAsync(name, [.. Both, .. web, "-live", "1"]),
            "opus.mkv" => await Samples.MakeAsync(name, [.. Both, .. web, "-live", "1"]),
            _ => await FragmentsAsync(name),
        };
    }

    /// <summary>All ones = unknown (ISO/IEC 14496-12, 8.2.2, 8.3.2 and 8.4.2).</summary>
    private static async Task<string> FragmentsAsync(string name)
    {
        var bytes = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(
                "pieces.mp4", [.. Both, .. H264, "-movflags", "frag_keyframe+empty_moov+default_base_moof"]),
            Stop);
        foreach (var type in name == "all-ones.mp4" ? ["mvhd", "tkhd", "mdhd"] : (string[])[])
        {
            WriteDurations(bytes, type, uint.MaxValue);
        }

        return await Samples.WriteAsync(name, bytes);
    }

    private static void WriteDurations(byte[] file, string type, uint duration)
    {
        var name = System.Text.Encoding.ASCII.GetBytes(type);
        var place = type == "tkhd" ? 24 : 20;
        for (var at = file.AsSpan().IndexOf(name); at >= 0;)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + place), duration);
            var next = file.AsSpan(at + 4).IndexOf(name);
            at = next < 0 ? -1 : at + 4 + next;
        }
    }
}
