using System.Security.Cryptography;

namespace VideoReview.Application.Storage;

/// <summary>What came of the copy of one object.</summary>
public enum CopyOutcome
{
    /// <summary>It lay in the folder already, with the right size.</summary>
    Kept,

    /// <summary>Copied now, with the hash that its name says.</summary>
    Copied,

    /// <summary>There is no such object.</summary>
    Missing,

    /// <summary>There is one, but its bytes are others.</summary>
    Damaged,
}

/// <summary>
/// Objects out to a folder and back, for backup and restore. The folder is laid out by key, so that it serves both
/// adapters, and only its owner can read it; every hash is checked on the way, because a damaged copy found
/// at restore is found too late.
/// </summary>
public sealed class ObjectCopy(IObjectStorage storage)
{
    /// <summary>
    /// Copies one object into the folder. A file with its name is whole, because it gets that name last; one of another
    /// size is no longer, and is written anew.
    /// </summary>
    public async Task<CopyOutcome> ExportAsync(
        ObjectKey key, long sizeBytes, string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, key.Value);
        if (new FileInfo(path) is { Exists: true } file && file.Length == sizeBytes)
        {
            return CopyOutcome.Kept;
        }

        PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
        var temporary = path + ".part";
        var sha256 = "";
        try
        {
            await using var target = PrivateFiles.Create(temporary);
            await storage.ReadAsync(key, 0, sizeBytes, target, cancellation);
            target.Seek(0, SeekOrigin.Begin);
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(target, cancellation));
            target.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is FileNotFoundException or EndOfStreamException)
        {
            File.Delete(temporary);
            return e is FileNotFoundException ? CopyOutcome.Missing : CopyOutcome.Damaged;
        }

        if (sha256 != key.Sha256)
        {
            File.Delete(temporary);
            return CopyOutcome.Damaged;
        }

        File.Move(temporary, path, overwrite: true);
        return CopyOutcome.Copied;
    }

    /// <summary>
    /// Puts one object of the folder into the store, once its bytes have the hash that its name says. The
    /// same object put twice is there once.
    /// </summary>
    public async Task<CopyOutcome> ImportAsync(ObjectKey key, string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, key.Value);
        if (!File.Exists(path))
        {
            return CopyOutcome.Missing;
        }

        if (await FileHash.OfAsync(path, cancellation) != key.Sha256)
        {
            return CopyOutcome.Damaged;
        }

        await storage.PutAsync(key, path, key.Sha256, MediaTypes.Of(key), mayMove: false, cancellation);
        return CopyOutcome.Copied;
    }
}
