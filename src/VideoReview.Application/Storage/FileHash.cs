using System.Security.Cryptography;

namespace VideoReview.Application.Storage;

/// <summary>The SHA-256 of a file's bytes, in hex as keys and rows write it.</summary>
public static class FileHash
{
    public static async Task<string> OfAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
