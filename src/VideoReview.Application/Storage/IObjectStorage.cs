namespace VideoReview.Application.Storage;

/// <summary>What is known of a stored object.</summary>
/// <param name="Sha256">Hex, as told at put.</param>
public sealed record StoredObject(string Key, long SizeBytes, string Sha256, string MediaType);

/// <summary>
/// Where videos and pictures lie: a folder, or any S3. Keys come from <see cref="ObjectKey"/> and hold the content's
/// hash, so that an object never changes. A missing object is null or a <see cref="FileNotFoundException"/>; the
/// world's failures are exceptions.
/// </summary>
public interface IObjectStorage
{
    /// <summary>
    /// Stores the file's bytes. The same key with the same hash is success without writing; the file itself is left,
    /// unless the adapter could move it (<paramref name="mayMove"/>).
    /// </summary>
    Task PutAsync(
        ObjectKey key, string filePath, string sha256, string mediaType, bool mayMove, CancellationToken cancellation);

    /// <summary>Null = no such object.</summary>
    Task<StoredObject?> StatAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>
    /// Copies <paramref name="length"/> bytes from <paramref name="offset"/> on into the target, in pieces; throws
    /// <see cref="FileNotFoundException"/>.
    /// </summary>
    Task ReadAsync(ObjectKey key, long offset, long length, Stream target, CancellationToken cancellation);

    /// <summary>
    /// A path of the object on this machine for ffmpeg to read, or null where it must be downloaded first.
    /// </summary>
    string? LocalPath(ObjectKey key);

    /// <summary>Deleting a missing object is success.</summary>
    Task DeleteAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Every object there is, for backup; what comes or goes meanwhile may be missing.</summary>
    IAsyncEnumerable<ObjectKey> KeysAsync(CancellationToken cancellation);

    /// <summary>Throws when nothing can be stored or read now; for the readiness of the worker.</summary>
    Task CheckAsync(CancellationToken cancellation);
}
