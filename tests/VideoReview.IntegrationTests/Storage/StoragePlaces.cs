using Microsoft.Extensions.Options;
using Minio;
using Minio.DataModel.Args;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Storage;

/// <summary>One adapter on a place of its own, and the same adapter where it cannot work.</summary>
public interface IStoragePlace
{
    IObjectStorage Storage { get; }

    IObjectStorage Unusable { get; }
}

/// <summary>A folder; unusable where a file stands in its place.</summary>
public sealed class DiskPlace : IStoragePlace, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("disk").FullName;

    public DiskPlace()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "in the way");
        Storage = On(Path.Combine(folder, "objects"));
        Unusable = On(file);
    }

    public IObjectStorage Storage { get; }

    public IObjectStorage Unusable { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static DiskObjectStorage On(string folder) =>
        new(Options.Create(new StorageOptions { DiskFolder = folder }));
}

/// <summary>A bucket of its own; unusable where no bucket was made.</summary>
public sealed class S3Place : IStoragePlace, IAsyncLifetime
{
    private readonly string bucket = "objects-" + Guid.NewGuid().ToString("N");
    private S3ObjectStorage storage = null!;
    private S3ObjectStorage unusable = null!;

    public IObjectStorage Storage => storage;

    public IObjectStorage Unusable => unusable;

    public async ValueTask InitializeAsync()
    {
        storage = On(bucket);
        unusable = On("missing-" + Guid.NewGuid().ToString("N"));
        await storage.CreateBucketAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The suite runs on people's own stores too (infra/dev check-store): nothing is left there.</summary>
    public async ValueTask DisposeAsync()
    {
        if (storage is null)
        {
            return;
        }

        var (server, stop) = (TestServices.S3, TestContext.Current.CancellationToken);
        await foreach (var key in storage.KeysAsync(stop))
        {
            await storage.DeleteAsync(key, stop);
        }

        storage.Dispose();
        unusable.Dispose();
        using var client = new MinioClient().WithEndpoint(server.Endpoint.Authority)
            .WithSSL(server.Endpoint.Scheme == Uri.UriSchemeHttps)
            .WithCredentials(server.AccessKey, server.SecretKey).WithRegion("us-east-1").Build();
        await client.RemoveBucketAsync(new RemoveBucketArgs().WithBucket(bucket), stop);
    }

    private static S3ObjectStorage On(string bucket)
    {
        var server = TestServices.S3;
        return new(Options.Create(new StorageOptions
        {
            Kind = StorageKind.S3, S3Endpoint = server.Endpoint, S3AccessKey = server.AccessKey,
            S3SecretKey = server.SecretKey, S3Bucket = bucket,
        }));
    }
}
