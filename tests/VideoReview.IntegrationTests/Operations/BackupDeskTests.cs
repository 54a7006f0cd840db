using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>What a backup takes and notices; real PostgreSQL tools, a folder as store.</summary>
public sealed class BackupDeskTests : BackupStage
{
    [Fact]
    public async Task Object_that_a_row_names_and_the_store_lacks_makes_the_backup_not_whole()
    {
        var key = await Place.AddVideoAsync(Database);
        var lost = await Place.AddVideoAsync(Database);
        await Place.Storage.DeleteAsync(lost, Stop);

        var manifest = await Place.TakeAsync(Backups);

        Assert.Equal([lost.Value], manifest.Missing);
        Assert.Equal(1, manifest.Objects);
        Assert.True(File.Exists(Path.Combine(Objects, key.Value)));
        await using var context = Database.NewContext();
        var run = Assert.Single(await context.BackupRuns.AsNoTracking().ToListAsync(Stop));
        Assert.Equal((manifest.Name, 1), (run.Name, run.ObjectCount));
        Assert.Contains(lost.Value, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_with_other_bytes_than_its_hash_is_not_saved_as_whole()
    {
        var key = await Place.AddVideoAsync(Database);
        var path = Place.Storage.LocalPath(key)!;
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Stop);

        var manifest = await Place.TakeAsync(Backups);

        Assert.Equal([key.Value], manifest.Missing);
        Assert.Empty(Directory.EnumerateFiles(Objects, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Object_gone_from_the_store_but_in_an_older_backup_is_told_and_kept()
    {
        var key = await Place.AddVideoAsync(Database);
        await Place.TakeAsync(Backups);
        await Place.Storage.DeleteAsync(key, Stop);
        Place.Time.Advance(Second);

        var manifest = await Place.TakeAsync(Backups);

        Assert.Empty(manifest.Missing);
        Assert.Equal([key.Value], manifest.LostInStore);
        Assert.Equal(1, manifest.Objects);
        Assert.Contains("only backups have", manifest.WhatIsWrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Surplus_object_is_listed_and_left()
    {
        var named = await Place.AddVideoAsync(Database);
        var surplus = await Place.PutAsync(100);

        var manifest = await Place.TakeAsync(Backups);

        Assert.Null(manifest.WhatIsWrong);
        Assert.Equal([surplus.Value], manifest.Surplus);
        Assert.Equal(
            [named.Value],
            Directory.EnumerateFiles(Objects, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Objects, path)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Received_video_is_saved_from_staging_or_from_where_it_just_went(bool inStaging)
    {
        var (video, key) = await Place.AddArrivingAsync(Database, inStaging);

        var manifest = await Place.TakeAsync(Backups);

        Assert.Empty(manifest.Missing);
        Assert.Equal(inStaging, File.Exists(Path.Combine(
            Backups, manifest.Name, BackupFolder.Staging, video.UploadId.ToString("N"))));
        Assert.Equal(!inStaging, File.Exists(Path.Combine(Objects, key.Value)));
    }

    [Fact]
    public async Task Received_video_that_is_nowhere_is_missing()
    {
        var (video, key) = await Place.AddArrivingAsync(Database, inStaging: true);
        File.Delete(Path.Combine(Place.Staging, video.UploadId.ToString("N")));

        Assert.Equal([key.Value], (await Place.TakeAsync(Backups)).Missing);
    }

    [Fact]
    public async Task Failed_try_is_written_down_and_leaves_no_backup()
    {
        Place.Settings["Backup__ToolsFolder"] = Folder;

        var fault = await Assert.ThrowsAsync<BackupFaultException>(() => Place.TakeAsync(Backups));

        Assert.Contains("pg_dump is not there", fault.Message, StringComparison.Ordinal);
        Assert.Empty(BackupFolder.Names(Backups));
        await using var context = Database.NewContext();
        var run = await context.BackupRuns.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((null, fault.Message), (run.Name, run.Error));
    }

    [Fact]
    public async Task Page_cannot_pretend_a_backup()
    {
        await using var command = Database.DataSource.CreateCommand("""
            INSERT INTO backup_run (id, started_at, ended_at, name, object_count, dump_bytes)
            VALUES (gen_random_uuid(), now(), now(), '20261129T020000Z', 1, 1)
            """);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
