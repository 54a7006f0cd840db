using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Messaging;
using VideoReview.Application.Media;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submissions;
using VideoReview.IntegrationTests.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>The worker's real program, stopped with ffmpeg at work: by an orchestrator, and by a person who cancels the job elsewhere.</summary>
public sealed class WorkerStopTests : IAsyncLifetime
{
    private readonly TestWeb web = new();
    private readonly string scratch = Directory.CreateTempSubdirectory("worker-stop-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        Directory.Delete(scratch, recursive: true);
    }

    [Fact]
    public async Task Worker_that_is_ended_gives_its_job_back_without_an_attempt_and_leaves_no_tool()
    {
        await using var queues = Grow();
        var video = await ReceiveAsync();
        await using (var worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings))
        {
            await EncodingAsync(video);

            Assert.Equal(0, await worker.EndAsync());
        }

        var job = (await JobAsync(video))!;
        Assert.Equal((MediaJobState.Queued, 0, 0), (job.State, job.Attempt, job.Losses));
        Assert.Empty(ToolsAtWork());
        await using var next = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
        await Eventually.Async(async () => await JobAsync(video) is { State: MediaJobState.Running, Attempt: 1, Losses: 0 }, "taken by the next worker");
    }

    [Fact]
    public async Task Worker_that_is_killed_takes_its_tool_along()
    {
        await using var queues = Grow();
        var video = await ReceiveAsync();
        await using var worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
        await EncodingAsync(video);
        var begun = Stopwatch.GetTimestamp();

        await worker.KillAloneAsync();

        await Eventually.Async(() => Task.FromResult(ToolsAtWork().Count == 0), "no tool at work");
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Contains("ends with the worker: yes", worker.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_that_is_cancelled_from_web_ends_in_the_workers_process()
    {
        await using var queues = Grow();
        var video = await ReceiveAsync();
        await using var worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
        await EncodingAsync(video);
        await using var scope = web.Services.CreateAsyncScope();
        var coordinator = People.ActorOf(await new People(web.Database).AddAsync(Role.Coordinator));
        var begun = Stopwatch.GetTimestamp();

        Assert.True((await scope.ServiceProvider.GetRequiredService<ProcessingDesk>().CancelAsync(coordinator, (await JobAsync(video))!.Id, "salah berkas", Stop)).IsDone);

        await Eventually.Async(() => Task.FromResult(ToolsAtWork().Count == 0), "no tool at work");
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(12));
        Assert.Equal((MediaJobState.Failed, "media.cause-cancelled"), ((await JobAsync(video))!.State, (await JobAsync(video))!.ErrorCode));
    }

    private Dictionary<string, string> Settings => new(web.Settings, StringComparer.Ordinal) { ["Media:ScratchFolder"] = scratch, ["ASPNETCORE_ENVIRONMENT"] = "Development" };

    private TestQueues Grow()
    {
        var queues = new TestQueues(BusTransport.RabbitMq, web.Database);
        (web.Settings["Bus:Transport"], web.Settings["Bus:RabbitMqUri"], web.Settings["Bus:Prefix"]) = ("RabbitMq", TestServices.RabbitMq.ToString(), queues.Prefix);
        return queues;
    }

    /// <summary>A file that takes long to encode, as the last byte of an upload leaves it.</summary>
    private async Task<Video> ReceiveAsync()
    {
        var path = await Samples.MakeAsync(
            "stopped.mp4", "-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=25:d=40", "-c:v", "mpeg4", "-q:v", "20", "-movflags", "+faststart");
        var entries = new Entries(web.Database, web.Time);
        var period = await entries.AddPeriodAsync(change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(period, await new People(web.Database).AddUnitAsync(), SubmissionStatus.Draft, video: null);
        await using var scope = web.Services.CreateAsyncScope();
        return await Received.WriteAsync(scope.ServiceProvider, entry, path, web.Time.GetUtcNow());
    }

    private Task EncodingAsync(Video video) =>
        Eventually.Async(async () => await JobAsync(video) is { State: MediaJobState.Running } && ToolsAtWork().Exists(line => line.Contains("libx264", StringComparison.Ordinal)), "ffmpeg encodes");

    /// <summary>Command lines of the tools that stand in this test's scratch folder.</summary>
    private List<string> ToolsAtWork() => [.. Process.GetProcessesByName("ffmpeg").Select(CommandLine).Where(line => line.Contains(scratch, StringComparison.Ordinal))];

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It ended between the list and the look.
            return "";
        }
    }

    private async Task<MediaJob?> JobAsync(Video video)
    {
        await using var context = web.Database.NewContext();
        return await context.MediaJobs.AsNoTracking().SingleOrDefaultAsync(j => j.VideoId == video.Id && j.Kind == MediaJobKind.Playable, Stop);
    }
}
