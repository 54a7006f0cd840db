using System.Security.Cryptography;
using VideoReview.Application.Storage;
using Xunit;

namespace VideoReview.IntegrationTests.Storage;

/// <summary>Objects of a test, put from a folder of its own and read back whole.</summary>
internal sealed class StoredObjects(IStoragePlace place) : IDisposable
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public string Folder { get; } = Directory.CreateTempSubdirectory("objects").FullName;

    private IObjectStorage Storage => place.Storage;

    public async Task<(ObjectKey Key, byte[] Bytes)> PutAsync(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var key = ObjectKey.Original(Guid.NewGuid(), Hash(bytes), "mp4");
        await PutAsync(key, bytes);
        return (key, bytes);
    }

    public async Task PutAsync(ObjectKey key, byte[] bytes, bool mayMove = false)
    {
        var path = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(path, bytes, cancellation);
        await Storage.PutAsync(key, path, key.Sha256, MediaTypes.Of(key), mayMove, cancellation);
    }

    public async Task<byte[]> ReadAsync(ObjectKey key, long offset, long length)
    {
        using var target = new MemoryStream();
        await Storage.ReadAsync(key, offset, length, target, cancellation);
        return target.ToArray();
    }

    public async Task<List<ObjectKey>> KeysAsync() => await Storage.KeysAsync(cancellation).ToListAsync(cancellation);

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
