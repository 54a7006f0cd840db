using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application.Jobs;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// One process that stores and works on videos, without a bus: the test rings by itself.
/// Several may stand on one database.
/// </summary>
public sealed class TestWorker : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("videoreview-worker-").FullName;
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private TestWorker(
        TestDatabase database, TimeProvider time, Dictionary<string, string?> settings,
        Action<IServiceCollection>? add = null)
    {
        this.database = database;
        Time = time;
        settings["Database:ConnectionString"] = database.ConnectionString;
        settings.TryAdd("Uploads:StagingFolder", Path.Combine(folder, "staging"));
        settings.TryAdd("Storage:DiskFolder", Path.Combine(folder, "objects"));
        settings["Media:ScratchFolder"] = Scratch;
        services = WorkerServices.Build(settings, time, add);
    }

    public TimeProvider Time { get; }

    public string Scratch => Path.Combine(folder, "scratch");

    public IServiceProvider Services => services;

    /// <param name="add">What it has beside the product's own.</param>
    public static TestWorker OnDisk(
        TestDatabase database, FakeTimeProvider? time = null, Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? add = null) =>
        new(database, time ?? TimeProvider.System, settings ?? [], add);

    /// <summary>With a bucket of its own.</summary>
    public static async Task<TestWorker> OnS3Async(TestDatabase database)
    {
        var server = TestServices.S3;
        var worker = new TestWorker(database, TimeProvider.System, new()
        {
            ["Storage:Kind"] = "S3", ["Storage:S3Endpoint"] = server.Endpoint.ToString(),
            ["Storage:S3AccessKey"] = server.AccessKey, ["Storage:S3SecretKey"] = server.SecretKey,
            ["Storage:S3Bucket"] = "media-" + Guid.NewGuid().ToString("N"),
        });
        await worker.services.GetRequiredService<S3ObjectStorage>()
            .CreateBucketAsync(TestContext.Current.CancellationToken);
        return worker;
    }

    /// <summary>Another process on the same database and folders.</summary>
    public TestWorker Beside() => new(database, Time, new()
    {
        ["Uploads:StagingFolder"] = Path.Combine(folder, "staging"),
        ["Storage:DiskFolder"] = Path.Combine(folder, "objects"),
    });

    /// <summary>A finished upload of this file, as the last byte leaves it: in staging, with video and job.</summary>
    public async Task<Video> ReceiveAsync(Entry entry, string path, string? format = null)
    {
        await using var scope = services.CreateAsyncScope();
        return await Received.WriteAsync(scope.ServiceProvider, entry, path, Time.GetUtcNow(), format);
    }

    /// <summary>
    /// Rings for every queued job of the video until none is left that is due; the smaller copies of a video that plays
    /// already are left to <see cref="CopyAsync"/>, its damage to <see cref="DecodeAsync"/>.
    /// </summary>
    public Task<Video> WorkAsync(Guid videoId) =>
        WorkAsync(videoId, kind => kind is not (VideoJobs.Copies or VideoJobs.Decode));

    /// <summary>Until it is known whether it is damaged, and a copy is made that plays past it.</summary>
    public Task<Video> DecodeAsync(Guid videoId) =>
        WorkAsync(
            videoId,
            kind => kind is VideoJobs.Store or VideoJobs.Inspect or VideoJobs.Playable or VideoJobs.Decode
                or VideoJobs.Copies);

    /// <summary>Only until it plays or is refused: its pictures and what is told of them are left.</summary>
    public Task<Video> PlayAsync(Guid videoId) =>
        WorkAsync(videoId, kind => kind is VideoJobs.Store or VideoJobs.Inspect or VideoJobs.Playable);

    /// <summary>Until it has its pictures as well.</summary>
    public Task<Video> IllustrateAsync(Guid videoId) =>
        WorkAsync(
            videoId, kind => kind is VideoJobs.Store or VideoJobs.Inspect or VideoJobs.Playable or VideoJobs.Pictures);

    /// <summary>Until its sound and pictures are checked; it plays as it is.</summary>
    public Task<Video> CheckAsync(Guid videoId) =>
        WorkAsync(
            videoId, kind => kind is VideoJobs.Store or VideoJobs.Inspect or VideoJobs.Pictures or VideoJobs.Quality);

    /// <summary>The same for its copies alone, and what must come before.</summary>
    public async Task<(Video Video, List<VideoCopy> Copies)> CopyAsync(Guid videoId)
    {
        var video = await WorkAsync(
            videoId, kind => kind is VideoJobs.Store or VideoJobs.Inspect or VideoJobs.Playable or VideoJobs.Copies);
        await using var context = database.NewContext();
        return (video, await context.VideoCopies.AsNoTracking().Where(c => c.VideoId == videoId)
            .OrderByDescending(c => c.EdgePixels).ToListAsync());
    }

    private async Task<Video> WorkAsync(Guid videoId, Func<string, bool> which)
    {
        while (await NextAsync(videoId, which) is { } job && await HearAsync(job))
        {
            // The next may have come of this one.
        }

        return await ReadAsync(videoId);
    }

    /// <summary>
    /// Rings until this job is taken: its lane's bell may call others first. False = it was not to be taken.
    /// </summary>
    public async Task<bool> RingAsync(Job job)
    {
        var before = (await JobAsync(job.SubjectId, job.Kind))!.LeaseToken;
        bool isTaken, isHeard;
        do
        {
            isHeard = await HearAsync(job);
            isTaken = (await JobAsync(job.SubjectId, job.Kind))!.LeaseToken > before;
        }
        while (isHeard && !isTaken);
        return isTaken;
    }

    /// <summary>
    /// A bell is the whole lane's: whoever's turn it is, perhaps another's than this job's.
    /// False = nothing was to be taken.
    /// </summary>
    private async Task<bool> HearAsync(Job job) =>
        await services.GetRequiredService<JobRunner>()
            .HearAsync(job.Id, TestContext.Current.CancellationToken) is not null;

    public async Task<Video> ReadAsync(Guid videoId)
    {
        await using var context = database.NewContext();
        return await context.Videos.AsNoTracking().SingleAsync(v => v.Id == videoId);
    }

    public async Task<Job?> JobAsync(Guid videoId, string kind)
    {
        await using var context = database.NewContext();
        return await context.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.SubjectId == videoId && j.Kind == kind);
    }

    public async Task<List<VideoPicture>> PicturesAsync(Guid videoId)
    {
        await using var context = database.NewContext();
        return [.. (await context.VideoPictures.AsNoTracking().Where(p => p.VideoId == videoId).ToListAsync())
            .OrderBy(p => p.Kind).ThenBy(p => p.Position)];
    }

    /// <summary>An act in a scope of its own.</summary>
    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>An object's bytes in a file that ffmpeg may look at.</summary>
    public async Task<string> FetchAsync(string key, long size)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N") + Path.GetExtension(key));
        await using var file = File.Create(path);
        await services.GetRequiredService<IObjectStorage>()
            .ReadAsync(ObjectKey.Parse(key), 0, size, file, TestContext.Current.CancellationToken);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Job?> NextAsync(Guid videoId, Func<string, bool> which)
    {
        await using var context = database.NewContext();
        var due = await context.Jobs.AsNoTracking().Where(j => j.SubjectId == videoId && j.State == JobState.Queued
            && (j.Attempt == 0 || j.RunAfter <= DateTimeOffset.UtcNow))
            .OrderBy(j => j.CreatedAt).ToListAsync();
        return due.Find(job => which(job.Kind));
    }
}
