using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;
using VideoReview.Application.Operations;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>
/// The worker's real program, stopped with ffmpeg at work: by an orchestrator, and by a person
/// who cancels the job elsewhere.
/// </summary>
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
        IReadOnlyList<int> tools;
        await using (var worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings))
        {
            tools = await EncodingAsync(worker, video);

            Assert.Equal(0, await worker.EndAsync());
        }

        var job = (await JobAsync(video))!;
        Assert.Equal((JobState.Queued, 0, 0), (job.State, job.Attempt, job.Losses));
        Assert.DoesNotContain(tools, Tools.IsThere);
        await using var next = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
        await Eventually.Async(
            async () => await JobAsync(video) is { State: JobState.Running, Attempt: 1, Losses: 0 },
            "taken by the next worker");
    }

    [Fact]
    public async Task Worker_that_is_killed_takes_its_tool_along()
    {
        await using var queues = Grow();
        var video = await ReceiveAsync();
        await using var worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
        var tools = await EncodingAsync(worker, video);

        await worker.KillAloneAsync();

        await Eventually.Async(() => !tools.Any(Tools.IsThere), "no tool at work");
        Assert.Contains("ends with the worker: yes", worker.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_that_is_cancelled_from_web_ends_in_the_workers_process()
    {
        await using var queues = Grow();
        var video = await ReceiveAsync();
        await using var worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
        var tools = await EncodingAsync(worker, video);
        await using var scope = web.Services.CreateAsyncScope();
        var coordinator = People.ActorOf(await new People(web.Database).AddAsync(Role.Coordinator));

        Assert.True((await scope.ServiceProvider.GetRequiredService<ProcessingDesk>()
            .CancelAsync(coordinator, (await JobAsync(video))!.Id, "salah berkas", Stop)).IsDone);

        await Eventually.Async(() => !tools.Any(Tools.IsThere), "no tool at work");
        Assert.Equal(
            (JobState.Failed, "jobs.cause-cancelled"),
            ((await JobAsync(video))!.State, (await JobAsync(video))!.ErrorCode));
    }

    private Dictionary<string, string> Settings => new(web.Settings, StringComparer.Ordinal)
    {
        ["Media:ScratchFolder"] = scratch, ["ASPNETCORE_ENVIRONMENT"] = "Development",
    };

    private TestQueues Grow()
    {
        var queues = new TestQueues(BusTransport.RabbitMq, web.Database);
        (web.Settings["Bus:Transport"], web.Settings["Bus:RabbitMqUri"], web.Settings["Bus:Prefix"]) =
            ("RabbitMq", TestServices.RabbitMq.ToString(), queues.Prefix);
        return queues;
    }

    /// <summary>A file that takes long to encode, as the last byte of an upload leaves it.</summary>
    private async Task<Video> ReceiveAsync()
    {
        var path = await Samples.MakeAsync(
            "stopped.mp4", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=20", "-c:v", "mpeg4", "-q:v", "20",
            "-movflags", "+faststart");
        var entries = new EntryBuilder(web.Database, web.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(
            period, await new People(web.Database).AddUnitAsync(), EntryStatus.Draft, video: null);
        await using var scope = web.Services.CreateAsyncScope();
        return await Received.WriteAsync(scope.ServiceProvider, entry, path, web.Time.GetUtcNow());
    }

    /// <summary>The tools that encode, frozen: whichever is gone later has not ended by itself.</summary>
    private async Task<IReadOnlyList<int>> EncodingAsync(RunningProgram worker, Video video)
    {
        await Eventually.Async(
            async () => await JobAsync(video) is { State: JobState.Running } && Tools.Encoding(worker.Id).Count > 0,
            "ffmpeg encodes");
        var tools = Tools.Encoding(worker.Id);
        await Tools.SignalAsync("STOP", tools);
        return tools;
    }

    private async Task<Job?> JobAsync(Video video)
    {
        await using var context = web.Database.NewContext();
        return await context.Jobs.AsNoTracking()
            .SingleOrDefaultAsync(j => j.SubjectId == video.Id && j.Kind == VideoJobs.Playable, Stop);
    }
}
