using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;

namespace VideoReview.Application.Operations;

/// <summary>
/// Puts a backup into an empty place. All that it needs is looked for before anything is written; objects go first and
/// the database last and at once, so that a restore which stopped can be called again.
/// </summary>
public sealed class RestoreDesk(
    PostgresTools tools, IObjectStorage storage, StagingArea staging, ReviewDbContext database, EventLog events)
{
    private const int AtOnce = 4;

    /// <summary>
    /// Throws <see cref="BackupFaultException"/> where the place is not empty, or something is missing or damaged;
    /// <paramref name="takesMissing"/> goes on without objects, for when nothing better is left.
    /// </summary>
    /// <param name="name">Of one backup in the folder; null = the newest.</param>
    public async Task<BackupManifest> RestoreAsync(
        string folder, string? name, bool takesMissing, CancellationToken cancellation)
    {
        var (path, manifest) = await FindAsync(folder, name, cancellation);
        await using var owner = new NpgsqlConnection(tools.Owner);
        await owner.OpenAsync(cancellation);
        if ((await DatabaseState.TablesAsync(owner, cancellation)).Count > 0)
        {
            throw new BackupFaultException("The database is not empty; restore goes into an empty place only.");
        }

        await CheckFilesAsync(path, manifest, cancellation);
        var objects = Path.Combine(Path.GetFullPath(folder), BackupFolder.Objects);
        var keys = Checksums.ObjectsIn(path).ToList();
        IReadOnlyCollection<string> missing = [.. manifest.Missing, .. keys
            .Where(key => !File.Exists(Path.Combine(objects, key.Value))).Select(key => key.Value)];
        Refuse(missing, takesMissing);
        missing = await PutObjectsAsync(objects, keys, cancellation);
        Refuse(missing, takesMissing);
        PutStaging(path);
        await tools.RestoreAsync(Path.Combine(path, BackupFolder.Dump), cancellation);
        await CheckRowsAsync(owner, manifest, cancellation);
        return manifest;
    }

    /// <summary>
    /// Once the schema is this version's: whoever was signed in when the backup was made is not any more, and the event
    /// log tells where its time turned back.
    /// </summary>
    public async Task EndAsync(BackupManifest manifest, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Users.ExecuteUpdateAsync(
            row => row.SetProperty(account => account.SecurityStamp, account => Guid.NewGuid().ToString()),
            cancellation);
        events.Append(null, "operations.restored", new("backup", Guid.CreateVersion7()), to: manifest.Name);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<(string Path, BackupManifest Manifest)> FindAsync(
        string folder, string? name, CancellationToken cancellation)
    {
        var names = BackupFolder.Names(folder);
        var found = name is null && names is [.., var newest] ? newest : name;
        if (found is null || !names.Contains(found, StringComparer.Ordinal))
        {
            throw new BackupFaultException(names.Count == 0
                ? $"{folder} holds no complete backup."
                : $"{folder} holds no backup {name}; there are {string.Join(", ", names)}.");
        }

        var path = Path.Combine(Path.GetFullPath(folder), found);
        var manifest = await BackupManifest.ReadAsync(path, cancellation);
        return database.Database.GetMigrations().Contains(manifest.Migration, StringComparer.Ordinal)
            ? (path, manifest)
            : throw new BackupFaultException(
                $"{found} was made by another version: this one does not know {manifest.Migration}.");
    }

    /// <summary>Dump and unfinished uploads against the list, the list against the manifest.</summary>
    private static async Task CheckFilesAsync(
        string path, BackupManifest manifest, CancellationToken cancellation)
    {
        await CheckAsync(Path.Combine(path, Checksums.FileName), manifest.ChecksumsSha256, cancellation);
        foreach (var (sha256, file) in Checksums.FilesIn(path))
        {
            await CheckAsync(Path.Combine(path, file), sha256, cancellation);
        }
    }

    private static async Task CheckAsync(string path, string sha256, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new BackupFaultException($"{path} is missing.");
        }

        if (await FileHash.OfAsync(path, cancellation) is var found && found != sha256)
        {
            throw new BackupFaultException($"{path} is damaged: its bytes have the hash {found} instead of {sha256}.");
        }
    }

    /// <returns>Those that cannot be put back.</returns>
    private async Task<IReadOnlyCollection<string>> PutObjectsAsync(
        string objects, List<ObjectKey> keys, CancellationToken cancellation)
    {
        var copy = new ObjectCopy(storage);
        var bad = new List<string>();
        await Parallel.ForEachAsync(
            keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (key, stop) =>
            {
                if (await copy.ImportAsync(key, objects, stop) is not CopyOutcome.Copied)
                {
                    lock (bad)
                    {
                        bad.Add(key.Value);
                    }
                }
            });
        return bad;
    }

    private static void Refuse(IReadOnlyCollection<string> missing, bool takesMissing)
    {
        if (missing.Count > 0 && !takesMissing)
        {
            throw new BackupFaultException(string.Create(
                CultureInfo.InvariantCulture,
                $"Objects missing or damaged: {missing.Count}, the first: {missing.First()}. "
                    + $"The database is as it was; `without-missing` behind the name goes on without them."));
        }
    }

    private void PutStaging(string path)
    {
        var target = staging.EnsureFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(path, BackupFolder.Staging)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static async Task CheckRowsAsync(
        NpgsqlConnection owner, BackupManifest manifest, CancellationToken cancellation)
    {
        var rows = await DatabaseState.CountAsync(owner, cancellation);
        foreach (var (table, count) in manifest.Rows)
        {
            if (rows.GetValueOrDefault(table, -1) is var there && there != count)
            {
                throw new BackupFaultException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{table} holds {there} rows where the backup counted {count}; do not work with this database."));
            }
        }
    }
}
