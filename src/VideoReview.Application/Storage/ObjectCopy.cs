using System.Security.Cryptography;

namespace VideoReview.Application.Storage;

/// <summary>
/// Objects out to a folder and back, for backup and restore. The folder is laid out by key, so that it serves both
/// adapters; every hash is checked on the way, because a damaged copy found at restore is found too late.
/// </summary>
public sealed class ObjectCopy(IObjectStorage storage)
{
    /// <summary>
    /// Copies every object into the folder; those already there with the right size are
    /// left. Returns how many there are.
    /// </summary>
    public async Task<int> ExportAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var count = 0;
        await foreach (var key in storage.KeysAsync(cancellation))
        {
            // Deleted since the list was made: then the rows no longer speak of it either.
            if (await storage.StatAsync(key, cancellation) is { } there)
            {
                await ExportAsync(key, there.SizeBytes, Path.Combine(folder, key.Value), cancellation);
                count++;
            }
        }

        return count;
    }

    /// <summary>
    /// Puts every object of the folder into the store, once its bytes have the hash that its name
    /// says. Returns how many there are.
    /// </summary>
    public async Task<int> ImportAsync(string folder, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var key = ObjectKey.Parse(Path.GetRelativePath(folder, path).Replace('\\', '/'));
            await using (var file = File.OpenRead(path))
            {
                Check(key, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)));
            }

            await storage.PutAsync(key, path, key.Sha256, MediaTypes.Of(key), mayMove: false, cancellation);
            count++;
        }

        return count;
    }

    private async Task ExportAsync(ObjectKey key, long size, string path, CancellationToken cancellation)
    {
        if (new FileInfo(path) is { Exists: true } file && file.Length == size)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".part";
        await using (var target = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
        {
            await storage.ReadAsync(key, 0, size, target, cancellation);
            target.Seek(0, SeekOrigin.Begin);
            Check(key, Convert.ToHexStringLower(await SHA256.HashDataAsync(target, cancellation)));
            target.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static void Check(ObjectKey key, string sha256)
    {
        if (sha256 != key.Sha256)
        {
            throw new InvalidDataException($"{key} is damaged: its bytes have the hash {sha256}.");
        }
    }
}
