using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VideoReview.Application.Media;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Files made to do harm.</summary>
public sealed class GuardTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly TestWorker worker = TestWorker.OnDisk(database);
    private readonly string folder = Directory.CreateTempSubdirectory("guard-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hls")]
    [InlineData("concat")]
    public async Task Playlist_named_as_video_opens_nobody_elses_file(string kind)
    {
        File.Copy(await Samples.MakeAsync("neighbour.ts", "-i", await Samples.Mp4Async(), "-c", "copy"), Path.Combine(folder, "neighbour.ts"));
        var playlist = await WriteAsync(Playlist(kind, "neighbour.ts"));

        Assert.Equal(0, await UnguardedAsync(playlist, kind));
        Assert.Equal("media.not-a-video", await RefusedAsync(playlist, "mpeg"));
    }

    [Fact]
    public async Task Playlist_named_as_video_sends_no_request()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var playlist = await WriteAsync(Playlist("hls", $"http://{listener.LocalEndpoint}/secret.ts"));

        var reason = await RefusedAsync(playlist, "mpeg");

        Assert.Equal(("media.not-a-video", false), (reason, listener.Pending()));
    }

    [Fact]
    public async Task Picture_larger_than_any_screen_is_not_decoded()
    {
        var path = await Samples.MakeAsync("huge.mov", "-f", "lavfi", "-i", "color=s=8192x8192:d=1:r=1", "-frames:v", "1", "-c:v", "png", "-compression_level", "1");

        var reason = await RefusedAsync(path, "mov", () => Task.FromResult("media.codec-unknown"));

        Assert.Contains(reason, new[] { "media.not-a-video", "media.codec-unknown" });
    }

    [Fact]
    public async Task File_of_forty_streams_is_refused()
    {
        string[] streams = [.. Enumerable.Range(0, 40).SelectMany(_ => new[] { "-map", "1:a" })];
        var path = await Samples.MakeAsync("forty.mkv", ["-i", await Samples.Mp4Async(), "-f", "lavfi", "-i", "sine=d=1", "-map", "0:v", .. streams, "-c:v", "copy", "-c:a", "mp2"]);

        Assert.Equal("media.not-a-video", await RefusedAsync(path, "mkv"));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return worker.DisposeAsync();
    }

    private static string Playlist(string kind, string target) => kind == "hls"
        ? $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:7,\n{target}\n#EXT-X-ENDLIST\n"
        : $"ffconcat version 1.0\nfile {target}\n";

    private async Task<string> WriteAsync(string text)
    {
        var path = Path.Combine(folder, "video.mp4");
        await File.WriteAllTextAsync(path, text, Stop);
        return path;
    }

    /// <summary>The reason, or what <paramref name="otherwise"/> says when ffprobe reads it after all.</summary>
    private async Task<string> RefusedAsync(string path, string format, Func<Task<string>>? otherwise = null)
    {
        try
        {
            var found = await Probing.OfAsync(worker, path, format);
            return otherwise is null ? found.ToString() : await otherwise();
        }
        catch (JobFaultException fault)
        {
            return fault.Cause.Code;
        }
    }

    /// <summary>The control: without the guard, the same file is opened.</summary>
    private async Task<int> UnguardedAsync(string playlist, string kind)
    {
        string[] arguments = kind == "hls" ? ["-v", "quiet", playlist] : ["-v", "quiet", "-safe", "0", playlist];
        using var process = Process.Start(new ProcessStartInfo(TestServices.Tool("ffprobe"), arguments) { UseShellExecute = false, WorkingDirectory = folder })!;
        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }
}
