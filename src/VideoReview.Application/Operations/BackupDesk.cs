using Npgsql;
using VideoReview.Application.Storage;

namespace VideoReview.Application.Operations;

/// <summary>
/// Saves database, unfinished uploads and objects into a folder. Objects never change once written, so copies taken
/// after the dump hold all that it speaks of; files on their way in are taken between the two, because they
/// leave towards the objects.
/// </summary>
public sealed class BackupDesk(
    PostgresTools tools, IObjectStorage storage, StagingArea staging, BackupRuns runs, TimeProvider time)
{
    /// <summary>
    /// One more backup in the folder, whole or not, and only the newest <paramref name="keep"/> stay. Every try is
    /// written down for the admin; throws where there is none.
    /// </summary>
    public async Task<BackupManifest> TakeAsync(string folder, int keep, CancellationToken cancellation)
    {
        var started = time.GetUtcNow();
        try
        {
            using var place = BackupFolder.Hold(folder);
            var manifest = await SaveAsync(place, started, cancellation);
            await runs.WriteAsync(tools, started, manifest, manifest.WhatIsWrong, cancellation);
            await place.KeepAsync(keep, cancellation);
            return manifest;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            await runs.WriteAsync(tools, started, null, e.Message, cancellation);
            throw;
        }
    }

    private async Task<BackupManifest> SaveAsync(
        BackupFolder place, DateTimeOffset started, CancellationToken cancellation)
    {
        var (name, path) = place.Begin(started);
        var dump = Path.Combine(path, BackupFolder.Dump);
        await PrivateFiles.Create(dump).DisposeAsync();
        await using var owner = await OwnerAsync(cancellation);
        var state = await DatabaseState.SaveAsync(
            owner, snapshot => tools.DumpAsync(snapshot, dump, cancellation), cancellation);
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [BackupFolder.Dump] = await FileHash.OfAsync(dump, cancellation),
        };
        await SaveStagingAsync(path, files, cancellation);
        var objects = new SavedObjects(storage, place.ObjectsPath);
        await objects.SaveAsync(state.Named, cancellation);
        foreach (var video in state.Arriving)
        {
            if (files.GetValueOrDefault($"{BackupFolder.Staging}/{video.UploadId:N}") != video.Sha256)
            {
                await objects.SaveArrivedAsync(video.Original, cancellation);
            }
        }

        var lines = files.Select(file => Checksums.LineOf(file.Value, file.Key))
            .Concat(objects.Held.Select(Checksums.LineOf));
        var manifest = new BackupManifest
        {
            Name = name, Migration = state.Migration, Rows = state.Rows, DumpBytes = new FileInfo(dump).Length,
            Objects = objects.Held.Count(), Missing = objects.Missing, LostInStore = objects.LostInStore,
            Surplus = objects.Surplus, ChecksumsSha256 = await Checksums.WriteAsync(path, lines, cancellation),
        };
        await manifest.WriteAsync(path, cancellation);
        place.End(name);
        return manifest;
    }

    /// <summary>A file may be stored away while we copy; then it is among the objects.</summary>
    private async Task SaveStagingAsync(
        string path, Dictionary<string, string> files, CancellationToken cancellation)
    {
        foreach (var file in staging.Files())
        {
            var name = $"{BackupFolder.Staging}/{Path.GetFileName(file)}";
            try
            {
                await using var source = new FileStream(
                    file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await using var target = PrivateFiles.Create(Path.Combine(path, name));
                await source.CopyToAsync(target, cancellation);
                target.Flush(flushToDisk: true);
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            files[name] = await FileHash.OfAsync(Path.Combine(path, name), cancellation);
        }
    }

    private async Task<NpgsqlConnection> OwnerAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(tools.Owner);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
