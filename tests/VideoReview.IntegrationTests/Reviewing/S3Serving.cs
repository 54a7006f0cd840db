using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Objects in a bucket of its own.</summary>
public sealed class S3Serving : IServingPlace, IAsyncLifetime
{
    public TestWeb Web { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var server = TestServices.S3;
        Web.Settings["Storage:Kind"] = "S3";
        Web.Settings["Storage:S3Endpoint"] = server.Endpoint.ToString();
        Web.Settings["Storage:S3AccessKey"] = server.AccessKey;
        Web.Settings["Storage:S3SecretKey"] = server.SecretKey;
        Web.Settings["Storage:S3Bucket"] = "served-" + Guid.NewGuid().ToString("N");
        await Web.InitializeAsync();
        await Web.Services.GetRequiredService<S3ObjectStorage>()
            .CreateBucketAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}
