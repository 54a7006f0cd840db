using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoReview.Application;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Messaging;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Web.OneShot.Seeds;

namespace VideoReview.Benchmarks;

/// <summary>
/// What a job costs beside its work: row and bell written, bell sent, leased by turn, finished under its video's lock.
/// Against a bare MassTransit publish and consume on the same broker, which remembers nothing.
/// </summary>
internal static class JobBenchmark
{
    private const int OneByOne = 150, AtOnce = 600, Hands = 4;

    // Videos that have been processed but for their quality notes.
    private const string Prepare = """
        INSERT INTO job (id, subject_kind, subject_id, turn_key, kind, lane, state, attempt, losses, run_after, lease_token, progress_percent, created_at, started_at, finished_at)
        SELECT gen_random_uuid(), 'video', v.id, v.unit_id, k.kind, k.lane, 'done', 1, 0, now(), 1, 100, now(), now(), now()
        FROM video v CROSS JOIN (VALUES ('store', 'store'), ('inspect', 'fast'), ('playable', 'heavy'), ('pictures', 'images')) k (kind, lane);
        ANALYZE job;
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var broker = new Uri(Environment.GetEnvironmentVariable("VIDEOREVIEW_TEST_RABBITMQ")
            ?? throw new InvalidOperationException("Run this by infra/dev bench; it starts the services."));
        await using var place = await Place.MakeAsync();
        await using var owner = NpgsqlDataSource.Create(place.OwnerConnectionString);
        await NationSeed.WriteAsync(owner, StandardRubric.Make(), CancellationToken.None);
        await using (var prepare = owner.CreateCommand(Prepare))
        {
            prepare.CommandTimeout = 120;
            await prepare.ExecuteNonQueryAsync();
        }

        await using var bare = await BareBus.StartAsync(broker, Hands);
        await RateAsync(bare.SendAsync);
        var (bareOne, bareMany) = (await Figure.MedianAsync(OneByOne, bare.SendAsync), await RateAsync(bare.SendAsync));
        await using var jobs = await JobProcess.StartAsync(place, broker, Hands);
        await RateAsync(jobs.SendAsync);
        var (one, many) = (await Figure.MedianAsync(OneByOne, jobs.SendAsync), await RateAsync(jobs.SendAsync));
        return
        [
            Figure.Of("media job from its row to done, one at a time", one, "bare publish and consume", bareOne),
            Figure.Of($"media jobs, {Hands} hands", "jobs", many, "bare publish and consume", bareMany),
        ];
    }

    /// <summary>
    /// Each is run once before it counts: a worker compiles its code in its first minute and then works for weeks.
    /// </summary>
    private static async Task<double> RateAsync(Func<Task> send)
    {
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            0, AtOnce, new ParallelOptions { MaxDegreeOfParallelism = 4 * Hands }, async (_, _) => await send());
        return AtOnce / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

/// <summary>The product's jobs with nothing to do in them.</summary>
internal sealed class JobProcess : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();
    private readonly string prefix = "bench-" + Guid.NewGuid().ToString("N");
    private readonly Uri broker;
    private readonly IHost host;
    private readonly ConcurrentQueue<Guid> videos;

    private JobProcess(Place place, Uri broker, int hands)
    {
        this.broker = broker;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(place.Settings);
        builder.Configuration.AddInMemoryCollection(
            [
                new("Bus:Transport", "RabbitMq"), new("Bus:RabbitMqUri", broker.ToString()), new("Bus:Prefix", prefix),
                new("Jobs:ImagesSlots", hands.ToString(CultureInfo.InvariantCulture)),
            ]);
        builder.Services.AddReviewApplication(builder.Configuration).AddReviewStorage(builder.Configuration)
            .AddSingleton(this);
        builder.Services.AddJobSteps(typeof(Nothing).Assembly);
        builder.Services.AddReviewMessaging(builder.Configuration, bus => bus.AddBell<RingImages>());
        host = builder.Build();
        using var scope = host.Services.CreateScope();
        videos = new(scope.ServiceProvider.GetRequiredService<ReviewDbContext>().Videos.OrderBy(video => video.Sha256)
            .Take(2000).Select(video => video.Id));
    }

    public static async Task<JobProcess> StartAsync(Place place, Uri broker, int hands)
    {
        var process = new JobProcess(place, broker, hands);
        await process.host.StartAsync();
        return process;
    }

    /// <summary>Adds a job as an act does, and waits until its row says that it is done.</summary>
    public async Task SendAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
            videos.TryDequeue(out var id);
            var job = scope.ServiceProvider.GetRequiredService<JobQueue>().Add(VideoJobs.Order(
                VideoJobs.Quality, await context.Videos.AsNoTracking().SingleAsync(video => video.Id == id)));
            waiting[job.Id] = done;
            await context.SaveChangesAsync();
        }

        await done.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        await BareBus.DeleteAsync(broker, [.. KnownContracts.ByAlias.Keys.Append("dropped")
            .SelectMany(alias => new[] { $"{prefix}-{alias}", $"{prefix}:{alias}" })]);
    }

    private void Tell(Guid jobId)
    {
        if (waiting.TryRemove(jobId, out var done))
        {
            done.SetResult();
        }
    }

    /// <summary>A step that does nothing and says when its row is written.</summary>
    [StepOf(VideoJobs.Quality)]
    private sealed class Nothing(JobProcess process) : IJobStep
    {
        public Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation) =>
            Task.FromResult(new JobResult { Afterwards = () => process.Tell(underway.Lease.JobId) });
    }
}
