using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using VideoReview.Application;
using VideoReview.Application.Database;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>One installation as a backup sees it: database, store and staging folder, named by settings.</summary>
public sealed class BackupPlace : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> services;

    private BackupPlace(Dictionary<string, string?> settings)
    {
        Settings = settings;
        services = new(Build);
    }

    /// <summary>As variables of the environment.</summary>
    public Dictionary<string, string?> Settings { get; }

    public FakeTimeProvider Time { get; } = new(Rows.Moment(DateTimeOffset.UtcNow));

    public IObjectStorage Storage => services.Value.GetRequiredService<IObjectStorage>();

    public string Staging => Settings["Uploads__StagingFolder"]!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static BackupPlace Make(StorageKind kind, string folder, string owner, string app)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["VIDEOREVIEW_PROGRAM"] = AppContext.BaseDirectory,
            ["Database__OwnerConnectionString"] = owner,
            ["Database__ConnectionString"] = app,
            ["Uploads__StagingFolder"] = Path.Combine(folder, "staging"),
            ["Storage__Kind"] = kind.ToString(),
            ["Storage__DiskFolder"] = Path.Combine(folder, "objects"),
        };
        if (kind == StorageKind.S3)
        {
            settings["Storage__S3Endpoint"] = TestServices.S3.Endpoint.ToString();
            settings["Storage__S3AccessKey"] = TestServices.S3.AccessKey;
            settings["Storage__S3SecretKey"] = TestServices.S3.SecretKey;
            settings["Storage__S3Bucket"] = $"backup-{Guid.NewGuid():N}";
        }

        return new(settings);
    }

    /// <summary>An act in a scope of its own, as a word has.</summary>
    public async Task<T> ActAsync<TDesk, T>(Func<TDesk, Task<T>> act)
        where TDesk : notnull
    {
        await using var scope = services.Value.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TDesk>());
    }

    public Task<BackupManifest> TakeAsync(string folder, int keep = 14) =>
        ActAsync((BackupDesk desk) => desk.TakeAsync(folder, keep, Stop));

    public Task<BackupManifest> RestoreAsync(string folder, string? name = null, bool takesMissing = false) =>
        ActAsync((RestoreDesk desk) => desk.RestoreAsync(folder, name, takesMissing, Stop));

    /// <summary>Bytes in the store, under the key of an original.</summary>
    public async Task<ObjectKey> PutAsync(int size)
    {
        if (Storage is S3ObjectStorage s3)
        {
            await s3.CreateBucketAsync(Stop);
        }

        var file = Path.Combine(Directory.CreateDirectory(Staging).FullName, "put");
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(size), Stop);
        var key = ObjectKey.Original(Guid.NewGuid(), await FileHash.OfAsync(file, Stop), "mp4");
        await Storage.PutAsync(key, file, key.Sha256, MediaTypes.Of(key), mayMove: false, Stop);
        File.Delete(file);
        return key;
    }

    /// <summary>A playable video whose row names an object that is really there.</summary>
    public async Task<ObjectKey> AddVideoAsync(TestDatabase database, int size = 10_000)
    {
        var key = await PutAsync(size);
        var video = await RowAsync(database, VideoStatus.Playable);
        await using var context = database.NewContext();
        await context.Videos.Where(v => v.Id == video.Id).ExecuteUpdateAsync(
            row => row.SetProperty(v => v.ObjectKey, key.Value).SetProperty(v => v.SizeBytes, size)
                .SetProperty(v => v.PlayableKey, key.Value).SetProperty(v => v.PlayableSizeBytes, size),
            Stop);
        return key;
    }

    /// <summary>A video that was received and not stored yet.</summary>
    /// <param name="inStaging">Whether its file lies in staging, or has just gone to the store.</param>
    public async Task<(Video Video, ObjectKey Key)> AddArrivingAsync(TestDatabase database, bool inStaging)
    {
        const int Size = 5_000;
        var video = await RowAsync(database, VideoStatus.Received);
        var path = Path.Combine(Directory.CreateDirectory(Staging).FullName, video.UploadId.ToString("N"));
        await File.WriteAllBytesAsync(path, RandomNumberGenerator.GetBytes(Size), Stop);
        var key = ObjectKey.Original(video.Id, await FileHash.OfAsync(path, Stop), "mp4");
        await using var context = database.NewContext();
        await context.Videos.Where(v => v.Id == video.Id).ExecuteUpdateAsync(
            row => row.SetProperty(v => v.Sha256, key.Sha256).SetProperty(v => v.SizeBytes, Size), Stop);
        if (!inStaging)
        {
            await Storage.PutAsync(key, path, key.Sha256, MediaTypes.Of(key), mayMove: false, Stop);
            File.Delete(path);
        }

        return (video, key);
    }

    /// <summary>The hash that the stored bytes have; null = nothing is stored.</summary>
    public async Task<string?> HashAsync(ObjectKey key)
    {
        if (await Storage.StatAsync(key, Stop) is not { } there)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await Storage.ReadAsync(key, 0, there.SizeBytes, bytes, Stop);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }

    public async Task<long> CountAsync(string table)
    {
        await using var source = NpgsqlDataSource.Create(Settings["Database__OwnerConnectionString"]!);
        await using var command = source.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (services.IsValueCreated)
        {
            await services.Value.DisposeAsync();
        }
    }

    private static async Task<Video> RowAsync(TestDatabase database, VideoStatus status)
    {
        var entries = new EntryBuilder(database, TimeProvider.System);
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        return await entries.AddVideoAsync(entry, status);
    }

    private ServiceProvider Build()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            Settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddReviewApplication(configuration)
            .AddReviewStorage(configuration).BuildServiceProvider();
    }
}
