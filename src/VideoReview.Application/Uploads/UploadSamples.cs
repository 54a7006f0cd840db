using System.Security.Cryptography;
using VideoReview.Application.Storage;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>
/// Tells whether a file chosen elsewhere is the one of which some has come: names differ between
/// devices, and sizes can be the same.
/// </summary>
public sealed class UploadSamples(StagingArea staging)
{
    /// <summary>
    /// SHA-256 (hex) over the first 64 KB of what has come and its last 64 KB, one after the other, even where they
    /// overlap. Null = nothing has come yet, or a request is writing just now.
    /// </summary>
    public string? Of(UnfinishedUpload upload)
    {
        var count = (int)Math.Min(upload.OffsetBytes, UploadPolicy.HeadBytes);
        using var file = count == 0 ? null : StagedFile.TryOpen(staging.PathOf(upload.Id));
        if (file is null || file.Length < upload.OffsetBytes)
        {
            return null;
        }

        var bytes = new byte[2 * count];
        file.ReadAll(bytes.AsSpan(0, count), 0);
        file.ReadAll(bytes.AsSpan(count), upload.OffsetBytes - count);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
