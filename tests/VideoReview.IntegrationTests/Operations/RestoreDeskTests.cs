using Npgsql;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>What a restore refuses before it has written anything, and what it counts when it has.</summary>
public sealed class RestoreDeskTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("restore").FullName;
    private readonly string emptyDatabase = "restored_" + Guid.NewGuid().ToString("N");
    private readonly TestDatabase database = new();
    private BackupPlace source = null!, target = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Backups => Path.Combine(folder, "backups");

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        await TestDatabases.RunAsync(TestServices.Postgres, $"CREATE DATABASE {emptyDatabase}");
        source = BackupPlace.Make(
            StorageKind.Disk, Path.Combine(folder, "source"), database.OwnerConnectionString,
            database.ConnectionString);
        target = BackupPlace.Make(
            StorageKind.Disk, Path.Combine(folder, "target"), OnEmpty(database.OwnerConnectionString),
            OnEmpty(database.ConnectionString));
    }

    [Fact]
    public async Task Rows_written_while_the_dump_runs_are_neither_counted_nor_restored()
    {
        var before = await source.CountAsync("unit");
        var dump = Path.Combine(folder, "dump");
        await using var owner = new NpgsqlConnection(database.OwnerConnectionString);
        await owner.OpenAsync(Stop);

        var state = await source.ActAsync((PostgresTools tools) => DatabaseState.SaveAsync(
            owner,
            async snapshot =>
            {
                await new People(database).AddUnitAsync();
                await tools.DumpAsync(snapshot, dump, Stop);
            },
            Stop));
        await target.ActAsync(async (PostgresTools tools) =>
        {
            await tools.RestoreAsync(dump, Stop);
            return 0;
        });

        Assert.Equal((before, before), (state.Rows["unit"], await target.CountAsync("unit")));
    }

    [Fact]
    public async Task Missing_object_refuses_before_anything_is_written_unless_it_is_given_up()
    {
        var (kept, lost) = (await source.AddVideoAsync(database), await source.AddVideoAsync(database));
        var manifest = await source.TakeAsync(Backups);
        File.Delete(Path.Combine(Backups, BackupFolder.Objects, lost.Value));

        var fault = await Assert.ThrowsAsync<BackupFaultException>(() => target.RestoreAsync(Backups));

        Assert.StartsWith(
            $"Objects missing or damaged: 1, the first: {lost.Value}.", fault.Message, StringComparison.Ordinal);
        Assert.Null(await target.HashAsync(kept));
        await AssertEmptyAsync();

        await target.RestoreAsync(Backups, manifest.Name, takesMissing: true);
        Assert.Equal((kept.Sha256, null), (await target.HashAsync(kept), await target.HashAsync(lost)));
        Assert.Equal(manifest.Rows["video"], await target.CountAsync("video"));
    }

    [Fact]
    public async Task Backup_that_was_not_whole_refuses_too()
    {
        var lost = await source.AddVideoAsync(database);
        await source.Storage.DeleteAsync(lost, Stop);
        await source.TakeAsync(Backups);

        var fault = await Assert.ThrowsAsync<BackupFaultException>(() => target.RestoreAsync(Backups));

        Assert.Contains(lost.Value, fault.Message, StringComparison.Ordinal);
        await AssertEmptyAsync();
    }

    [Theory]
    [InlineData(BackupFolder.Dump)]
    [InlineData("SHA256SUMS")]
    [InlineData(BackupManifest.FileName)]
    public async Task Damaged_file_refuses_before_anything_is_written(string file)
    {
        var manifest = await source.TakeAsync(Backups);
        var path = Path.Combine(Backups, manifest.Name, file);
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        bytes[bytes.Length / 2] ^= 0x80;
        await File.WriteAllBytesAsync(path, bytes, Stop);

        var fault = await Assert.ThrowsAsync<BackupFaultException>(() => target.RestoreAsync(Backups));

        Assert.StartsWith($"{path} is damaged", fault.Message, StringComparison.Ordinal);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task Backup_of_a_newer_version_is_refused_by_its_migration()
    {
        var manifest = await source.TakeAsync(Backups);
        await (manifest with { Migration = "29991231000000_Later" }).WriteAsync(
            Path.Combine(Backups, manifest.Name), Stop);

        var fault = await Assert.ThrowsAsync<BackupFaultException>(() => target.RestoreAsync(Backups));

        Assert.Contains("does not know 29991231000000_Later", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_name_is_answered_with_those_there_are()
    {
        var manifest = await source.TakeAsync(Backups);

        var fault = await Assert.ThrowsAsync<BackupFaultException>(
            () => target.RestoreAsync(Backups, "20200101T000000Z"));

        Assert.Contains(manifest.Name, fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BackupFaultException>(() => target.RestoreAsync(Path.Combine(folder, "nothing")));
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await target.DisposeAsync();
        await database.DisposeAsync();
        await TestDatabases.RunAsync(TestServices.Postgres, $"DROP DATABASE {emptyDatabase} WITH (FORCE)");
        Directory.Delete(folder, recursive: true);
    }

    private async Task AssertEmptyAsync() =>
        Assert.Equal(0, await target.CountAsync("pg_tables WHERE schemaname = 'public'"));

    private string OnEmpty(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = emptyDatabase, Pooling = false }.ConnectionString;
}
