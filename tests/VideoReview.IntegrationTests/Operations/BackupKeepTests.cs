using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>How backups lie in their Folder, and which stay there.</summary>
public sealed class BackupKeepTests : BackupStage
{
    [Fact]
    public async Task Everything_is_the_owners_alone()
    {
        await Place.AddVideoAsync(Database);
        await Place.AddArrivingAsync(Database, inStaging: true);

        await Place.TakeAsync(Backups);

        var open = await Infra.Shell.RunAsync(
            "find", [Backups, "-type", "d", "!", "-perm", "700", "-o", "-type", "f", "!", "-perm", "600"], Stop);
        Assert.Equal((0, ""), (open.Code, open.Output));
    }

    [Fact]
    public async Task Only_the_newest_stay_and_the_newest_whole_one_with_their_objects()
    {
        var first = await Place.AddVideoAsync(Database);
        await Place.TakeAsync(Backups, keep: 2);
        await using (var context = Database.NewContext())
        {
            await context.Videos.ExecuteUpdateAsync(
                row => row.SetProperty(v => v.ObjectKey, (string?)null).SetProperty(v => v.PlayableKey, (string?)null)
                    .SetProperty(v => v.Status, Domain.Media.VideoStatus.Inspecting),
                Stop);
        }

        var second = await Place.AddVideoAsync(Database);
        Place.Time.Advance(Second);
        var whole = await Place.TakeAsync(Backups, keep: 2);
        await Place.Storage.DeleteAsync(await Place.AddVideoAsync(Database), Stop);
        var bad = new List<string>();
        while (bad.Count < 3)
        {
            Place.Time.Advance(Second);
            bad.Add((await Place.TakeAsync(Backups, keep: 2)).Name);
        }

        Assert.Equal([whole.Name, .. bad[1..]], BackupFolder.Names(Backups));
        Assert.Equal(
            (false, true),
            (File.Exists(Path.Combine(Objects, first.Value)), File.Exists(Path.Combine(Objects, second.Value))));
    }

    [Fact]
    public async Task Second_backup_copies_only_what_is_new()
    {
        var kept = Path.Combine(Objects, (await Place.AddVideoAsync(Database)).Value);
        await Place.TakeAsync(Backups);
        var written = File.GetLastWriteTimeUtc(kept);
        var half = Path.Combine(Objects, (await Place.AddVideoAsync(Database)).Value);
        Place.Time.Advance(Second);
        Directory.CreateDirectory(Path.GetDirectoryName(half)!);
        await File.WriteAllTextAsync(half, "cut short", Stop);

        var manifest = await Place.TakeAsync(Backups);

        Assert.Equal(2, manifest.Objects);
        Assert.Equal((written, 10_000), (File.GetLastWriteTimeUtc(kept), new FileInfo(half).Length));
    }

    [Fact]
    public async Task Two_backups_never_write_into_one_folder_at_once()
    {
        using var held = BackupFolder.Hold(Backups);

        var fault = await Assert.ThrowsAsync<BackupFaultException>(() => Place.TakeAsync(Backups));

        Assert.Contains("is under way", fault.Message, StringComparison.Ordinal);
    }
}
