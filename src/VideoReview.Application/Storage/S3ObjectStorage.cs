using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Minio;
using Minio.DataModel.Args;
using Minio.Exceptions;

namespace VideoReview.Application.Storage;

/// <summary>
/// Objects in a bucket of any S3 server, through the Minio SDK. It cannot refuse an overwrite atomically; keys
/// hold the content's hash, so that a second put of a key writes the same bytes. Its own read of a range stats with the
/// range first and trips over the answer, so ranges are read from an address that it signs for us and
/// that never leaves this class.
/// </summary>
public sealed class S3ObjectStorage : IObjectStorage, IDisposable
{
    private const string HashHeader = "x-amz-meta-sha256";

    /// <summary>
    /// Where several users write into one bucket, an object is its writer's, and the bucket's owner could not read it
    /// without this (Amazon S3, "Canned ACL").
    /// </summary>
    private const string AclHeader = "x-amz-acl", OfBucketOwner = "bucket-owner-full-control";

    /// <summary>A read must begin within it; clocks of a minute's difference are forgiven.</summary>
    private static readonly TimeSpan PresignFor = TimeSpan.FromMinutes(5);

    private readonly HttpClient ranges = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly IMinioClient client;
    private readonly string bucket;
    private readonly string? worker;

    public S3ObjectStorage(IOptions<StorageOptions> options)
    {
        var s3 = options.Value;
        (bucket, worker) = (s3.S3Bucket, s3.S3WorkerPrincipal);
        client = new MinioClient().WithEndpoint(s3.S3Endpoint!.Authority)
            .WithSSL(s3.S3Endpoint.Scheme == Uri.UriSchemeHttps)
            .WithCredentials(s3.S3AccessKey, s3.S3SecretKey).WithRegion(s3.S3Region).Build();
    }

    public async Task PutAsync(
        ObjectKey key, string filePath, string sha256, string mediaType, bool mayMove, CancellationToken cancellation)
    {
        var length = new FileInfo(filePath).Length;
        if (await StatAsync(key, cancellation) is { } there && there.SizeBytes == length && there.Sha256 == sha256)
        {
            return;
        }

        await using var file = new FileStream(
            filePath, FileMode.Open, FileAccess.Read, FileShare.Read, 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { [HashHeader] = sha256 };
        if (!string.IsNullOrEmpty(worker))
        {
            headers[AclHeader] = OfBucketOwner;
        }

        var put = new PutObjectArgs().WithBucket(bucket).WithObject(key.Value).WithStreamData(file)
            .WithObjectSize(length).WithContentType(mediaType).WithHeaders(headers);
        await AnswerAsync(client.PutObjectAsync(put, cancellation));
    }

    public async Task<StoredObject?> StatAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            var stat = await AnswerAsync(
                client.StatObjectAsync(new StatObjectArgs().WithBucket(bucket).WithObject(key.Value), cancellation));
            var hash =
                stat.MetaData.FirstOrDefault(m => m.Key.EndsWith("sha256", StringComparison.OrdinalIgnoreCase)).Value
                    ?? "";
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

        using var request = new HttpRequestMessage(HttpMethod.Get, await PresignAsync(key));
        request.Headers.Range = new RangeHeaderValue(offset, offset + length - 1);
        using var response = await ranges.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException("No object " + key);
        }

        if (response.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            response.EnsureSuccessStatusCode();
        }

        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentLength != length)
        {
            throw new EndOfStreamException($"{key} holds no {length} bytes from {offset} on: {response.StatusCode}.");
        }

        await response.Content.CopyToAsync(target, cancellation);
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

    /// <summary>
    /// Makes the bucket when it is missing and says in its policy what the worker's own user may; only the one-shot and
    /// tests call this.
    /// </summary>
    public async Task CreateBucketAsync(CancellationToken cancellation)
    {
        if (!await client.BucketExistsAsync(new BucketExistsArgs().WithBucket(bucket), cancellation))
        {
            await client.MakeBucketAsync(new MakeBucketArgs().WithBucket(bucket), cancellation);
        }

        if (!string.IsNullOrEmpty(worker))
        {
            var policy = WorkerPolicy.Of(bucket, worker);
            await client.SetPolicyAsync(new SetPolicyArgs().WithBucket(bucket).WithPolicy(policy), cancellation);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        ranges.Dispose();
    }

    /// <summary>
    /// The SDK trips over an error that comes without a body, as every answer to a HEAD does: the store's trouble must
    /// not look like a bug of ours.
    /// </summary>
    private static async Task<T> AnswerAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (NullReferenceException e)
        {
            throw new HttpRequestException("The store answered with an error that says nothing.", e);
        }
    }

    private async Task<Uri> PresignAsync(ObjectKey key) =>
        new(await client.PresignedGetObjectAsync(
            new PresignedGetObjectArgs().WithBucket(bucket).WithObject(key.Value)
                .WithExpiry((int)PresignFor.TotalSeconds)));
}
