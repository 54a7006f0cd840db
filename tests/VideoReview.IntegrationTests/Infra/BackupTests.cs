using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>infra/dev backup and restore, really run: what was saved stands again in an empty place.</summary>
public sealed class BackupTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("backup").FullName;
    private readonly string emptyDatabase = "restored_" + Guid.NewGuid().ToString("N");
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(folder, "backup");

    public async ValueTask InitializeAsync() => await RunSqlAsync($"CREATE DATABASE {emptyDatabase}");

    [Theory]
    [InlineData(StorageKind.Disk)]
    [InlineData(StorageKind.S3)]
    public async Task Backup_restored_into_an_empty_place_holds_rows_rights_and_files(StorageKind kind)
    {
        var unit = await new People(database).AddUnitAsync($"Dinas {kind}");
        var (source, sourceStorage) = Place(kind, "source", database.OwnerConnectionString, database.ConnectionString);
        var (target, targetStorage) = Place(
            kind, "target", OnEmpty(database.OwnerConnectionString), OnEmpty(database.ConnectionString));
        var object1 = await PutAsync(sourceStorage, 3_000_000);
        var object2 = await PutAsync(sourceStorage, 0);
        var unfinished = await StageAsync(source);

        await SucceedAsync("backup", source);
        await SucceedAsync("restore", target);

        await using var restored = NpgsqlDataSource.Create(target["Database__ConnectionString"]!);
        Assert.Equal($"Dinas {kind}", await NameAsync(restored, unit.Id));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(restored, "DELETE FROM event"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(object1, await HashAsync(targetStorage, object1));
        Assert.Equal(object2, await HashAsync(targetStorage, object2));
        Assert.Equal(
            unfinished,
            await File.ReadAllBytesAsync(Path.Combine(target["Uploads__StagingFolder"]!, "unfinished"), cancellation));

        var again = await DevAsync("restore", target);
        Assert.NotEqual(0, again.Code);
        Assert.Contains("not empty", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_object_stops_the_restore_before_the_database()
    {
        var (source, storage) = Place(
            StorageKind.Disk, "source", database.OwnerConnectionString, database.ConnectionString);
        var (target, _) = Place(
            StorageKind.Disk, "target", OnEmpty(database.OwnerConnectionString), OnEmpty(database.ConnectionString));
        var key = await PutAsync(storage, 1000);
        await SucceedAsync("backup", source);
        await File.AppendAllTextAsync(Path.Combine(Backup, "objects", key.Value), "x", cancellation);

        var said = await DevAsync("restore", target);

        Assert.NotEqual(0, said.Code);
        Assert.Contains("is damaged", said.Error, StringComparison.Ordinal);
        await using var restored = NpgsqlDataSource.Create(target["Database__OwnerConnectionString"]!);
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(restored, "SELECT FROM unit"));
    }

    public async ValueTask DisposeAsync()
    {
        await RunSqlAsync($"DROP DATABASE {emptyDatabase} WITH (FORCE)");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The settings of one place and its store; an S3 place has a bucket of its own.</summary>
    private (Dictionary<string, string?> Settings, IObjectStorage Storage) Place(
        StorageKind kind, string name, string owner, string app)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["VIDEOREVIEW_PROGRAM"] = AppContext.BaseDirectory,
            ["Database__OwnerConnectionString"] = owner,
            ["Database__ConnectionString"] = app,
            ["Uploads__StagingFolder"] = Path.Combine(folder, name, "staging"),
            ["Storage__Kind"] = kind.ToString(),
            ["Storage__DiskFolder"] = Path.Combine(folder, name, "objects"),
        };
        if (kind == StorageKind.S3)
        {
            settings["Storage__S3Endpoint"] = TestServices.S3.Endpoint.ToString();
            settings["Storage__S3AccessKey"] = TestServices.S3.AccessKey;
            settings["Storage__S3SecretKey"] = TestServices.S3.SecretKey;
            settings["Storage__S3Bucket"] = $"{name}-{Guid.NewGuid():N}";
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value)))
            .Build();
        return (settings, new ServiceCollection().AddReviewStorage(configuration).BuildServiceProvider()
            .GetRequiredService<IObjectStorage>());
    }

    private async Task<ObjectKey> PutAsync(IObjectStorage storage, int size)
    {
        if (storage is S3ObjectStorage s3)
        {
            await s3.CreateBucketAsync(cancellation);
        }

        var file = Path.Combine(folder, "file");
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(size), cancellation);
        var key = ObjectKey.Original(
            Guid.NewGuid(),
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, cancellation))), "mp4");
        await storage.PutAsync(key, file, key.Sha256, MediaTypes.Of(key), mayMove: false, cancellation);
        return key;
    }

    /// <summary>The key that the stored bytes deserve.</summary>
    private async Task<ObjectKey> HashAsync(IObjectStorage storage, ObjectKey key)
    {
        var there = await storage.StatAsync(key, cancellation);
        Assert.NotNull(there);
        using var bytes = new MemoryStream();
        await storage.ReadAsync(key, 0, there.SizeBytes, bytes, cancellation);
        return ObjectKey.Parse(key.Value.Replace(
            key.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), StringComparison.Ordinal));
    }

    private async Task<byte[]> StageAsync(Dictionary<string, string?> place)
    {
        var bytes = RandomNumberGenerator.GetBytes(10_000);
        Directory.CreateDirectory(place["Uploads__StagingFolder"]!);
        await File.WriteAllBytesAsync(
            Path.Combine(place["Uploads__StagingFolder"]!, "unfinished"), bytes, cancellation);
        return bytes;
    }

    private async Task SucceedAsync(string word, Dictionary<string, string?> place)
    {
        var said = await DevAsync(word, place);
        Assert.True(said.Code == 0, said.Error + said.Output);
    }

    private Task<Said> DevAsync(string word, Dictionary<string, string?> place) =>
        Shell.RunAsync(Path.Combine(Shell.Root, "infra/dev"), [word, Backup], cancellation, place);

    private string OnEmpty(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = emptyDatabase, Pooling = false }.ConnectionString;

    private static async Task<string?> NameAsync(NpgsqlDataSource source, Guid unitId)
    {
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        DatabaseSetup.Configure(options, source);
        await using var context = new ReviewDbContext(options.Options);
        return await context.Units.Where(unit => unit.Id == unitId).Select(unit => unit.Name).SingleOrDefaultAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(TestServices.Postgres);
        await ExecuteAsync(source, sql);
    }
}
