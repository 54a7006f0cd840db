using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>How backups lie in their folder, and which stay there.</summary>
public sealed class BackupKeepTests : IAsyncLifetime
{
    /// <summary>Backups are named by their second.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string folder = Directory.CreateTempSubdirectory("backup").FullName;
    private readonly TestDatabase database = new();
    private BackupPlace place = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Backups => Path.Combine(folder, "backups");

    private string Objects => Path.Combine(Backups, BackupFolder.Objects);

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        place = BackupPlace.Make(
            StorageKind.Disk, folder, database.OwnerConnectionString, database.ConnectionString);
    }

    [Fact]
    public async Task Everything_is_the_owners_alone()
    {
        await place.AddVideoAsync(database);
        await place.AddArrivingAsync(database, inStaging: true);

        await place.TakeAsync(Backups);

        var open = await Infra.Shell.RunAsync(
            "find", [Backups, "-type", "d", "!", "-perm", "700", "-o", "-type", "f", "!", "-perm", "600"], Stop);
        Assert.Equal((0, ""), (open.Code, open.Output));
    }

    [Fact]
    public async Task Only_the_newest_stay_and_the_newest_whole_one_with_their_objects()
    {
        var first = await place.AddVideoAsync(database);
        await place.TakeAsync(Backups, keep: 2);
        await using (var context = database.NewContext())
        {
            await context.Videos.ExecuteUpdateAsync(
                row => row.SetProperty(v => v.ObjectKey, (string?)null).SetProperty(v => v.PlayableKey, (string?)null)
                    .SetProperty(v => v.Status, Domain.Media.VideoStatus.Inspecting),
                Stop);
        }

        var second = await place.AddVideoAsync(database);
        place.Time.Advance(Second);
        var whole = await place.TakeAsync(Backups, keep: 2);
        await place.Storage.DeleteAsync(await place.AddVideoAsync(database), Stop);
        var bad = new List<string>();
        while (bad.Count < 3)
        {
            place.Time.Advance(Second);
            bad.Add((await place.TakeAsync(Backups, keep: 2)).Name);
        }

        Assert.Equal([whole.Name, .. bad[1..]], BackupFolder.Names(Backups));
        Assert.Equal(
            (false, true),
            (File.Exists(Path.Combine(Objects, first.Value)), File.Exists(Path.Combine(Objects, second.Value))));
    }

    [Fact]
    public async Task Second_backup_copies_only_what_is_new()
    {
        var kept = Path.Combine(Objects, (await place.AddVideoAsync(database)).Value);
        await place.TakeAsync(Backups);
        var written = File.GetLastWriteTimeUtc(kept);
        var half = Path.Combine(Objects, (await place.AddVideoAsync(database)).Value);
        place.Time.Advance(Second);
        Directory.CreateDirectory(Path.GetDirectoryName(half)!);
        await File.WriteAllTextAsync(half, "cut short", Stop);

        var manifest = await place.TakeAsync(Backups);

        Assert.Equal(2, manifest.Objects);
        Assert.Equal((written, 10_000), (File.GetLastWriteTimeUtc(kept), new FileInfo(half).Length));
    }

    [Fact]
    public async Task Two_backups_never_write_into_one_folder_at_once()
    {
        using var held = BackupFolder.Hold(Backups);

        var fault = await Assert.ThrowsAsync<BackupFaultException>(() => place.TakeAsync(Backups));

        Assert.Contains("is under way", fault.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await place.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
