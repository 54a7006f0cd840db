using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Minio;
using Minio.DataModel.Args;
using Minio.Exceptions;

namespace VideoReview.Application.Storage;

/// <summary>
/// Objects in a bucket of MinIO or any other S3, through the Minio SDK. It cannot refuse an overwrite atomically; keys hold the content's hash, so
/// that a second put of a key writes the same bytes.
/// </summary>
public sealed class S3ObjectStorage : IObjectStorage, IDisposable
{
    private const string HashHeader = "x-amz-meta-sha256";

    private readonly IMinioClient client;
    private readonly string bucket;

    public S3ObjectStorage(IOptions<StorageOptions> options)
    {
        var s3 = options.Value;
        bucket = s3.S3Bucket;
        client = new MinioClient().WithEndpoint(s3.S3Endpoint!.Authority).WithSSL(s3.S3Endpoint.Scheme == Uri.UriSchemeHttps)
            .WithCredentials(s3.S3AccessKey, s3.S3SecretKey).WithRegion(s3.S3Region).Build();
    }

    public async Task PutAsync(ObjectKey key, string filePath, string sha256, string mediaType, bool mayMove, CancellationToken cancellation)
    {
        var length = new FileInfo(filePath).Length;
        if (await StatAsync(key, cancellation) is { } there && there.SizeBytes == length && there.Sha256 == sha256)
        {
            return;
        }

        await using var file = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var put = new PutObjectArgs().WithBucket(bucket).WithObject(key.Value).WithStreamData(file).WithObjectSize(length).WithContentType(mediaType)
            .WithHeaders(new Dictionary<string, string>(StringComparer.Ordinal) { [HashHeader] = sha256 });
        await client.PutObjectAsync(put, cancellation);
    }

    public async Task<StoredObject?> StatAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            var stat = await client.StatObjectAsync(new StatObjectArgs().WithBucket(bucket).WithObject(key.Value), cancellation);
            var hash = stat.MetaData.FirstOrDefault(m => m.Key.EndsWith("sha256", StringComparison.OrdinalIgnoreCase)).Value ?? "";
            return new StoredObject(key.Value, stat.Size, hash, stat.ContentType);
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    public async Task ReadAsync(ObjectKey key, long offset, long length, Stream target, CancellationToken cancellation)
    {
        if (length == 0)
        {
            return;
        }

        try
        {
            await client.GetObjectAsync(
                new GetObjectArgs().WithBucket(bucket).WithObject(key.Value).WithOffsetAndLength(offset, length)
                    .WithCallbackStream((body, stop) => body.CopyToAsync(target, stop)),
                cancellation);
        }
        catch (ObjectNotFoundException e)
        {
            throw new FileNotFoundException("No object " + key, e);
        }
    }

    public string? LocalPath(ObjectKey key) => null;

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellation) =>
        client.RemoveObjectAsync(new RemoveObjectArgs().WithBucket(bucket).WithObject(key.Value), cancellation);

    public async IAsyncEnumerable<ObjectKey> KeysAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var all = new ListObjectsArgs().WithBucket(bucket).WithRecursive(true);
        await foreach (var item in client.ListObjectsEnumAsync(all, cancellation))
        {
            if (ObjectKey.IsKey(item.Key))
            {
                yield return ObjectKey.Parse(item.Key);
            }
        }
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        if (!await client.BucketExistsAsync(new BucketExistsArgs().WithBucket(bucket), cancellation))
        {
            throw new InvalidOperationException($"The bucket {bucket} does not exist; run the one-shot create-bucket.");
        }
    }

    /// <summary>Makes the bucket when it is missing; only the one-shot and tests call this.</summary>
    public async Task CreateBucketAsync(CancellationToken cancellation)
    {
        if (!await client.BucketExistsAsync(new BucketExistsArgs().WithBucket(bucket), cancellation))
        {
            await client.MakeBucketAsync(new MakeBucketArgs().WithBucket(bucket), cancellation);
        }
    }

    public void Dispose() => client.Dispose();
}
