using System.Net;
using Microsoft.Extensions.Options;
using Minio;
using Minio.DataModel.Args;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Storage;

/// <summary>
/// What the worker's own user of the store may do, on a real S3 server: whoever breaks out of ffmpeg can neither
/// change nor remove an original.
/// </summary>
public sealed class WorkerAccessTests : IAsyncLifetime
{
    private readonly string bucket = "worker-" + Guid.NewGuid().ToString("N");
    private readonly S3ObjectStorage web;
    private readonly S3ObjectStorage worker;
    private readonly StoredObjects ofWeb;
    private readonly StoredObjects ofWorker;

    public WorkerAccessTests()
    {
        (web, worker) = (On(TestServices.S3, bucket), On(TestServices.S3OfWorker, bucket));
        (ofWeb, ofWorker) = (new(new Place(web)), new(new Place(worker)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await web.CreateBucketAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        ofWeb.Dispose();
        ofWorker.Dispose();
        web.Dispose();
        worker.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Worker_reads_originals_and_keeps_what_it_makes_of_them()
    {
        var (original, bytes) = await ofWeb.PutAsync(1000);
        byte[] made = new byte[20_000_000];
        var playable = ObjectKey.Playable(Guid.NewGuid(), StoredObjects.Hash(made), "mp4");
        var picture = ObjectKey.Picture(Guid.NewGuid(), StoredObjects.Hash([7]), "webp");

        await worker.CheckAsync(Cancellation);
        await ofWorker.PutAsync(playable, made);
        await ofWorker.PutAsync(picture, [7]);
        await worker.DeleteAsync(picture, Cancellation);

        Assert.Equal(bytes, await ofWorker.ReadAsync(original, 0, 1000));
        Assert.Equal(made.Length, (await web.StatAsync(playable, Cancellation))!.SizeBytes);
        Assert.Null(await worker.StatAsync(picture, Cancellation));
    }

    [Fact]
    public async Task Worker_is_refused_with_403_under_original()
    {
        var (original, bytes) = await ofWeb.PutAsync(1000);
        using var client = new MinioClient().WithEndpoint(TestServices.S3.Endpoint.Authority).WithSSL(false)
            .WithCredentials(TestServices.S3OfWorker.AccessKey, TestServices.S3OfWorker.SecretKey)
            .WithRegion("us-east-1").Build();
        using var plain = new HttpClient();
        using var other = new ByteArrayContent([1]);

        using var answer = await plain.PutAsync(
            new Uri(await client.PresignedPutObjectAsync(
                new PresignedPutObjectArgs().WithBucket(bucket).WithObject(original.Value).WithExpiry(60))),
            other, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => worker.DeleteAsync(original, Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => ofWorker.PutAsync(1));
        Assert.Equal(bytes, await ofWeb.ReadAsync(original, 0, 1000));
    }

    [Fact]
    public async Task Worker_may_neither_make_a_bucket_nor_change_what_it_may()
    {
        using var elsewhere = On(TestServices.S3OfWorker, bucket + "-own");

        await Assert.ThrowsAnyAsync<Exception>(() => elsewhere.CreateBucketAsync(Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => worker.CreateBucketAsync(Cancellation));
    }

    private static S3ObjectStorage On(S3Server server, string bucket) => new(Options.Create(new StorageOptions
    {
        Kind = StorageKind.S3, S3Endpoint = server.Endpoint, S3AccessKey = server.AccessKey,
        S3SecretKey = server.SecretKey, S3Bucket = bucket, S3WorkerPrincipal = TestServices.S3WorkerPrincipal,
    }));

    private sealed record Place(IObjectStorage Storage) : IStoragePlace
    {
        public IObjectStorage Unusable => throw new NotSupportedException();
    }
}
