using Microsoft.Extensions.Options;

namespace VideoReview.Application.Storage;

/// <summary>
/// Objects as files in a folder. An object appears whole or not at all: bytes go to a temporary file, are synced, then
/// renamed. Hash and type stand in the key itself.
/// </summary>
public sealed class DiskObjectStorage(IOptions<StorageOptions> options) : IObjectStorage
{
    private const int CopyBuffer = 1 << 20;

    private readonly string root = Path.GetFullPath(options.Value.DiskFolder!);

    public async Task PutAsync(
        ObjectKey key, string filePath, string sha256, string mediaType, bool mayMove, CancellationToken cancellation)
    {
        var target = PathOf(key);
        if (File.Exists(target))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (mayMove && TryRename(filePath, target))
        {
            return;
        }

        var temporary = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await CopyAsync(filePath, temporary, cancellation);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<StoredObject?> StatAsync(ObjectKey key, CancellationToken cancellation)
    {
        var file = new FileInfo(PathOf(key));
        return Task.FromResult(
            file.Exists ? new StoredObject(key.Value, file.Length, key.Sha256, MediaTypes.Of(key)) : null);
    }

    public async Task ReadAsync(ObjectKey key, long offset, long length, Stream target, CancellationToken cancellation)
    {
        await using var file = Open(key);
        file.Seek(offset, SeekOrigin.Begin);
        var buffer = new byte[Math.Min(CopyBuffer, Math.Max(length, 1))];
        for (var left = length; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellation);
            if (read == 0)
            {
                throw new EndOfStreamException($"{key} ends {left} bytes early.");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            left -= read;
        }
    }

    public string? LocalPath(ObjectKey key)
    {
        var path = PathOf(key);
        return File.Exists(path) ? path : null;
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ObjectKey> KeysAsync(CancellationToken cancellation) =>
        Directory.EnumerateFiles(Directory.CreateDirectory(root).FullName, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Where(ObjectKey.IsKey)
            .Select(ObjectKey.Parse).ToAsyncEnumerable();

    public async Task CheckAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(root);
        var probe = Path.Combine(root, $".check-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(probe, [1], cancellation);
        File.Delete(probe);
    }

    private FileStream Open(ObjectKey key)
    {
        try
        {
            return new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0,
                FileOptions.Asynchronous);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException("No object " + key, e);
        }
    }

    private string PathOf(ObjectKey key) => Path.Combine(root, key.Value);

    /// <summary>False when the file lies on another filesystem.</summary>
    private static bool TryRename(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
            return true;
        }
        catch (IOException) when (File.Exists(from))
        {
            return false;
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        await using var source = new FileStream(
            from, FileMode.Open, FileAccess.Read, FileShare.Read, 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var target = new FileStream(
            to, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        await source.CopyToAsync(target, CopyBuffer, cancellation);
        target.Flush(flushToDisk: true);
    }
}
