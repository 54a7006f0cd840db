using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using VideoReview.Application.Jobs;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Playlists that call themselves videos.</summary>
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
        File.Copy(
            await Samples.MakeAsync("neighbour.ts", "-i", await Samples.Mp4Async(), "-c", "copy"),
            Path.Combine(folder, "neighbour.ts"));
        var playlist = await WriteAsync(Playlist(kind, "neighbour.ts"));

        Assert.Equal(0, await UnguardedAsync(playlist, kind));
        Assert.Equal("media.not-a-video", await RefusedAsync(playlist, "mpeg"));
    }

    [Theory]
    [InlineData("hls")]
    [InlineData("concat")]
    [InlineData("dash")]
    [InlineData("sdp")]
    public async Task Playlist_named_as_video_is_refused_twice_and_sends_no_request(string kind)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var playlist = await WriteAsync(Playlist(kind, $"http://{listener.LocalEndpoint}/secret.ts"));

        Assert.Null(UploadPolicy.FormatOf(await File.ReadAllBytesAsync(playlist, Stop)));
        Assert.Equal(("media.not-a-video", false), (await RefusedAsync(playlist, "mpeg"), listener.Pending()));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return worker.DisposeAsync();
    }

    private static string Playlist(string kind, string target) => kind switch
    {
        "hls" => $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:7,\n{target}\n#EXT-X-ENDLIST\n",
        "concat" => $"ffconcat version 1.0\nfile {target}\n",
        "dash" => "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
            + "mediaPresentationDuration=\"PT7S\"><Period><AdaptationSet mimeType=\"video/mp4\">"
            + $"<Representation id=\"1\" bandwidth=\"1\"><BaseURL>{target}"
            + "</BaseURL></Representation></AdaptationSet></Period></MPD>\n",
        _ => "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video "
            + "5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    };

    private async Task<string> WriteAsync(string text)
    {
        var path = Path.Combine(folder, "video.mp4");
        await File.WriteAllTextAsync(path, text, Stop);
        return path;
    }

    private async Task<string> RefusedAsync(string path, string format) =>
        (await Assert.ThrowsAsync<JobFaultException>(() => Probing.OfAsync(worker, path, format))).Cause.Code;

    /// <summary>The control: without the guard, the same file is opened.</summary>
    private async Task<int> UnguardedAsync(string playlist, string kind)
    {
        string[] arguments = kind == "hls" ? ["-v", "quiet", playlist] : ["-v", "quiet", "-safe", "0", playlist];
        using var process = Process.Start(new ProcessStartInfo(TestServices.Tool("ffprobe"), arguments)
        {
            UseShellExecute = false, WorkingDirectory = folder,
        })!;
        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }
}
