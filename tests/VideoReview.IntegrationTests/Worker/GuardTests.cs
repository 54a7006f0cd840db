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

/// <summary>Files made to do harm, and what the runner allows a tool.</summary>
public sealed class GuardTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly ToolLimits Generous = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), 1_610_612_736, 1_000_000_000);

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
        var path = await Samples.MakeAsync("huge.mov", "-f", "lavfi", "-i", "color=s=8192x8192:d=1:r=1", "-frames:v", "1", "-c:v", "png");

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

    [Theory]
    [InlineData("while :; do :; done", 1, 30, 1_000_000)]
    [InlineData("sleep 60", 30, 1, 1_000_000)]
    [InlineData("head -c 2000000 /dev/zero > big", 30, 30, 1_000_000)]
    public async Task Limit_that_is_reached_is_the_files_fault(string script, int cpuSeconds, int wallSeconds, long fileBytes)
    {
        var limits = Generous with { Cpu = TimeSpan.FromSeconds(cpuSeconds), Wall = TimeSpan.FromSeconds(wallSeconds), FileBytes = fileBytes };

        var fault = await Assert.ThrowsAsync<JobFaultException>(() => ShellAsync(script, limits, Stop));

        Assert.Equal((JobFault.BadInput, "media.cause-limit"), (fault.Fault, fault.Cause.Code));
    }

    [Fact]
    public async Task Cancelled_call_takes_its_whole_tree_of_processes_along()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var pidFile = Path.Combine(folder, "pid");
        var running = ShellAsync("trap '' INT; sleep 300 & echo $! > pid.part; mv pid.part pid; wait", Generous, cancel.Token);
        await Eventually.Async(() => File.Exists(pidFile), "the child at work");
        var child = int.Parse(await File.ReadAllTextAsync(pidFile, Stop), CultureInfo.InvariantCulture);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Eventually.Async(() => !IsAlive(child), "the child gone");
    }

    [Fact]
    public async Task Tool_sees_nothing_of_our_environment_and_has_no_input()
    {
        Environment.SetEnvironmentVariable("VIDEOREVIEW_TEST_SECRET", "rahasia");

        var result = await ShellAsync("env; cat", Generous, Stop);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("rahasia", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_of_what_a_tool_says_is_kept()
    {
        var result = await ShellAsync("yes | head -c 3000000 >&2; echo last >&2", Generous, Stop);

        Assert.Equal(64 * 1024, result.Errors.Length);
        Assert.EndsWith("last\n", result.Errors, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return worker.DisposeAsync();
    }

    private Task<ToolResult> ShellAsync(string script, ToolLimits limits, CancellationToken stop) => GuardedRunner.RunAsync(new("sh", ["-c", script], limits, folder), stop);

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

    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/status") && !File.ReadAllText($"/proc/{process}/status").Contains("State:\tZ", StringComparison.Ordinal);
}
