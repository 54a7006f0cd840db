using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Operations;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>
/// The words `backup` and `restore`, really run by infra/dev: what was saved stands again in an empty place, of the
/// same size or of the other.
/// </summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("backup").FullName;
    private readonly string emptyDatabase = "restored_" + Guid.NewGuid().ToString("N");
    private readonly TestDatabase database = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(folder, "backup");

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        await TestDatabases.RunAsync(TestServices.Postgres, $"CREATE DATABASE {emptyDatabase}");
    }

    [Theory]
    [InlineData(StorageKind.Disk, StorageKind.Disk)]
    [InlineData(StorageKind.S3, StorageKind.S3)]
    [InlineData(StorageKind.Disk, StorageKind.S3)]
    public async Task Backup_restored_into_an_empty_place_holds_rows_rights_and_files(
        StorageKind from, StorageKind into)
    {
        var unit = await new People(database).AddUnitAsync($"Dinas {from}");
        await using var source = Source(from);
        await using var target = Target(into);
        var (large, empty) =
            (await source.AddVideoAsync(database, 3_000_000), await source.AddVideoAsync(database, 1));
        var (arriving, _) = await source.AddArrivingAsync(database, inStaging: true);
        var unfinished = await StageAsync(source);

        await AskAsync(database.DataSource, """
            INSERT INTO open_session (id, account_id, begun_at, seen_at, ends_at)
            SELECT gen_random_uuid(), id, now(), now(), now() + interval '1 hour' FROM account
            """);

        await SucceedAsync("backup", source);
        await SucceedAsync("restore", target);

        await using var restored = NpgsqlDataSource.Create(target.Settings["Database__ConnectionString"]!);
        Assert.Equal(1L, await AskAsync(restored, $"SELECT count(*) FROM unit WHERE id = '{unit.Id}'"));
        Assert.Equal(1L, await AskAsync(restored, "SELECT count(*) FROM event WHERE act = 'operations.restored'"));
        Assert.Equal(0L, await AskAsync(restored, "SELECT count(*) FROM open_session"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(restored, "DELETE FROM event"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(
            (large.Sha256, empty.Sha256), (await target.HashAsync(large), await target.HashAsync(empty)));
        Assert.Equal(
            unfinished.Bytes,
            await File.ReadAllBytesAsync(Path.Combine(target.Staging, unfinished.Name), cancellation));
        Assert.True(File.Exists(Path.Combine(target.Staging, arriving.UploadId.ToString("N"))));
        var sums = await Shell.RunAsync(
            "sh", ["-c", $"cd {Backup}/{BackupFolder.Names(Backup)[0]} && sha256sum -c --quiet SHA256SUMS"],
            cancellation);
        Assert.True(sums.Code == 0, sums.Error + sums.Output);

        var again = await DevAsync("restore", target);
        Assert.Equal(1, again.Code);
        Assert.Contains("restore: The database is not empty", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_object_is_one_sentence_and_the_database_stays_empty()
    {
        await using var source = Source(StorageKind.Disk);
        await using var target = Target(StorageKind.Disk);
        var key = await source.AddVideoAsync(database);
        await SucceedAsync("backup", source);
        await File.AppendAllTextAsync(Path.Combine(Backup, "objects", key.Value), "x", cancellation);

        var said = await DevAsync("restore", target);

        Assert.Equal(1, said.Code);
        Assert.Matches($"^restore: Objects missing or damaged: 1, the first: {key.Value}[^\n]*\n$", said.Error);
        Assert.Equal(0, await target.CountAsync("pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Missing_object_ends_the_backup_with_another_code_and_its_name()
    {
        await using var source = Source(StorageKind.S3);
        var key = await source.AddVideoAsync(database);
        await source.Storage.DeleteAsync(key, cancellation);

        var said = await DevAsync("backup", source);

        Assert.NotEqual(0, said.Code);
        Assert.Contains(key.Value, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nightly_takes_one_at_its_start_and_ends_when_it_is_told_to()
    {
        await using var source = Source(StorageKind.Disk);
        var start = new ProcessStartInfo("dotnet", ["VideoReview.Web.dll", "backup", Backup, "nightly"])
        {
            WorkingDirectory = AppContext.BaseDirectory, UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in source.Settings)
        {
            start.Environment[name] = value;
        }

        using var program = Process.Start(start)!;
        Assert.Contains(
            "are saved in", await program.StandardOutput.ReadLineAsync(cancellation), StringComparison.Ordinal);
        await Tools.SignalAsync("TERM", [program.Id]);
        await program.WaitForExitAsync(cancellation);

        Assert.Equal((0, 1), (program.ExitCode, BackupFolder.Names(Backup).Count));
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await TestDatabases.RunAsync(TestServices.Postgres, $"DROP DATABASE {emptyDatabase} WITH (FORCE)");
        Directory.Delete(folder, recursive: true);
    }

    private BackupPlace Source(StorageKind kind) => BackupPlace.Make(
        kind, Path.Combine(folder, "source"), database.OwnerConnectionString, database.ConnectionString);

    private BackupPlace Target(StorageKind kind) => BackupPlace.Make(
        kind, Path.Combine(folder, "target"), OnEmpty(database.OwnerConnectionString),
        OnEmpty(database.ConnectionString));

    private async Task<(string Name, byte[] Bytes)> StageAsync(BackupPlace place)
    {
        var (name, bytes) = (Guid.NewGuid().ToString("N"), RandomNumberGenerator.GetBytes(10_000));
        await File.WriteAllBytesAsync(
            Path.Combine(Directory.CreateDirectory(place.Staging).FullName, name), bytes, cancellation);
        return (name, bytes);
    }

    private async Task SucceedAsync(string word, BackupPlace place)
    {
        var said = await DevAsync(word, place);
        Assert.True(said.Code == 0, said.Error + said.Output);
    }

    private Task<Said> DevAsync(string word, BackupPlace place) =>
        Shell.RunAsync(Path.Combine(Shell.Root, "infra/dev"), [word, Backup], cancellation, place.Settings);

    private string OnEmpty(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = emptyDatabase, Pooling = false }.ConnectionString;

    private async Task<object?> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
