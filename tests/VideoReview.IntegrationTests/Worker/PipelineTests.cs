using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Messaging;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>From the last byte to the playable video, over the bus, in both sizes of the product.</summary>
public sealed class PipelineTests : IAsyncLifetime
{
    private readonly TestWeb web = new();
    private readonly string scratch = Directory.CreateTempSubdirectory("pipeline-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        Directory.Delete(scratch, recursive: true);
    }

    [Fact]
    public async Task One_machine_makes_an_upload_playable_by_itself()
    {
        web.Settings["Worker:InProcess"] = "true";

        var video = await ReceiveAsync(await Samples.MkvAsync());

        await Eventually.Async(
            async () => (await ReadAsync(video)).Status == VideoStatus.Playable
                && await CountPicturesAsync(video) == 13,
            "playable with its pictures");
        await Eventually.Async(() => !File.Exists(StagedAt(video)), "staging cleared");
    }

    [Fact]
    public async Task Grown_size_finishes_what_a_killed_worker_left()
    {
        await using var queues = new TestQueues(BusTransport.RabbitMq, web.Database);
        await GrowAsync(queues);
        var first = StartWorker();
        var video = await ReceiveAsync(await Samples.MakeAsync(
            "long-hevc.mp4", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=12", "-c:v", "libx265", "-preset",
            "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1", "-movflags", "+faststart"));
        await Eventually.Async(
            async () => await JobAsync(video) is { State: JobState.Running } && Tools.Encoding(first.Id).Count > 0,
            "the copy begun");
        await Tools.SignalAsync("STOP", Tools.Encoding(first.Id));

        first.Kill(entireProcessTree: true);
        await first.WaitForExitAsync(Stop);
        Assert.Equal(JobState.Running, (await JobAsync(video))!.State);
        using var second = StartWorker();
        try
        {
            // Instead of waiting for a minute.
            await using var context = web.Database.NewContext();
            await context.Database.ExecuteSqlAsync(
                $"UPDATE job SET lease_until = now() WHERE subject_id = {video.Id} AND state = 'running'", Stop);

            await Eventually.Async(
                async () => await JobAsync(video) is { Losses: 1, Attempt: 2 }, "taken by the second worker");
            await Eventually.Async(
                async () => (await ReadAsync(video)).Status == VideoStatus.Playable, "playable by the second worker",
                TimeSpan.FromMinutes(3));
        }
        finally
        {
            second.Kill(entireProcessTree: true);
            await second.WaitForExitAsync(Stop);
        }

        var job = (await JobAsync(video))!;
        Assert.Equal((JobState.Done, 1), (job.State, job.Losses));
        Assert.Equal(13, await CountPicturesAsync(video));
        await using var after = web.Database.NewContext();
        Assert.Equal(
            ["media.received", "media.needs-copy", "media.playable"],
            await after.Events.Where(e => e.SubjectId == video.Id).OrderBy(e => e.Seq).Select(e => e.Act)
                .ToListAsync(Stop));
    }

    private async Task GrowAsync(TestQueues queues)
    {
        var s3 = TestServices.S3;
        web.Settings["Bus:Transport"] = "RabbitMq";
        web.Settings["Bus:RabbitMqUri"] = TestServices.RabbitMq.ToString();
        web.Settings["Bus:Prefix"] = queues.Prefix;
        web.Settings["Storage:Kind"] = "S3";
        web.Settings["Storage:S3Endpoint"] = s3.Endpoint.ToString();
        web.Settings["Storage:S3AccessKey"] = s3.AccessKey;
        web.Settings["Storage:S3SecretKey"] = s3.SecretKey;
        web.Settings["Storage:S3Bucket"] = "pipeline-" + Guid.NewGuid().ToString("N");
        web.Settings["Storage:S3WorkerPrincipal"] = TestServices.S3WorkerPrincipal;
        await web.Services.GetRequiredService<S3ObjectStorage>().CreateBucketAsync(Stop);
    }

    /// <summary>The worker's own program as its own user of the store, as a process that can be killed.</summary>
    private Process StartWorker()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "VideoReview.Worker.dll");
        var start = new ProcessStartInfo("dotnet", [program])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = scratch,
        };
        foreach (var (key, value) in web.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["Storage__S3AccessKey"] = TestServices.S3OfWorker.AccessKey;
        start.Environment["Storage__S3SecretKey"] = TestServices.S3OfWorker.SecretKey;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Media__ScratchFolder"] = scratch;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>As the last byte of an upload leaves it.</summary>
    private async Task<Video> ReceiveAsync(string path)
    {
        var entries = new EntryBuilder(web.Database, web.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(
            period, await new People(web.Database).AddUnitAsync(), EntryStatus.Draft, video: null);
        await using var scope = web.Services.CreateAsyncScope();
        return await Received.WriteAsync(scope.ServiceProvider, entry, path, web.Time.GetUtcNow());
    }

    private string StagedAt(Video video) => web.Services.GetRequiredService<StagingArea>().PathOf(video.UploadId);

    private async Task<Video> ReadAsync(Video video)
    {
        await using var context = web.Database.NewContext();
        return await context.Videos.AsNoTracking().SingleAsync(v => v.Id == video.Id, Stop);
    }

    private async Task<Job?> JobAsync(Video video)
    {
        await using var context = web.Database.NewContext();
        return await context.Jobs.AsNoTracking()
            .SingleOrDefaultAsync(j => j.SubjectId == video.Id && j.Kind == VideoJobs.Playable, Stop);
    }

    private async Task<int> CountPicturesAsync(Video video)
    {
        await using var context = web.Database.NewContext();
        return await context.VideoPictures.CountAsync(p => p.VideoId == video.Id, Stop);
    }
}
