using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VideoReview.Application.Storage;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.BrowserTests.Support;

/// <summary>
/// The product at its grown size: web and worker as two processes, RabbitMQ between them, an S3 bucket behind them.
/// </summary>
public sealed class GrownSite : Site
{
    private readonly string name = "walk-" + Guid.NewGuid().ToString("N");
    private RunningProgram? worker;

    /// <summary>A worker has taken a step of a video.</summary>
    public Task IsAtWorkAsync() => Eventually.Async(
        async () =>
        {
            await using var context = Database.NewContext();
            return await context.Jobs.AnyAsync(job => job.Kind != VideoJobs.Store && job.State == JobState.Running);
        },
        "a worker is at work",
        TimeSpan.FromMinutes(3));

    /// <summary>
    /// Kills the worker, lets the minute of its lease be over (waiting for it is another test's) and starts another.
    /// </summary>
    public async Task RestartWorkerAsync()
    {
        await worker!.DisposeAsync();
        await using (var context = Database.NewContext())
        {
            await context.Database.ExecuteSqlAsync(
                $"UPDATE job SET lease_until = now() WHERE state = 'running' AND kind <> 'store'");
        }

        worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
    }

    public override async ValueTask DisposeAsync()
    {
        if (worker is not null)
        {
            await worker.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override async Task StartAsync()
    {
        using (var storage = new S3ObjectStorage(Options.Create(new StorageOptions
        {
            Kind = StorageKind.S3, S3Endpoint = TestServices.S3.Endpoint, S3AccessKey = TestServices.S3.AccessKey,
            S3SecretKey = TestServices.S3.SecretKey, S3Bucket = name,
        })))
        {
            await storage.CreateBucketAsync(CancellationToken.None);
        }

        await base.StartAsync();
        worker = await RunningProgram.StartAsync("VideoReview.Worker", Settings);
    }

    protected override Dictionary<string, string> Settings => new(base.Settings, StringComparer.Ordinal)
    {
        ["Bus:Transport"] = "RabbitMq",
        ["Bus:RabbitMqUri"] = TestServices.RabbitMq.ToString(),
        ["Bus:Prefix"] = name,
        ["Storage:Kind"] = "S3",
        ["Storage:S3Endpoint"] = TestServices.S3.Endpoint.ToString(),
        ["Storage:S3AccessKey"] = TestServices.S3.AccessKey,
        ["Storage:S3SecretKey"] = TestServices.S3.SecretKey,
        ["Storage:S3Bucket"] = name,
        ["Worker:InProcess"] = "false",
    };
}
