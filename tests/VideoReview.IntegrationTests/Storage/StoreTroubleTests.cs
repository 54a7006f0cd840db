using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VideoReview.Application.Storage;
using Xunit;

namespace VideoReview.IntegrationTests.Storage;

/// <summary>A store that is asked too much, as a proxy before it says so: 503, and not a word of XML.</summary>
public sealed class StoreTroubleTests
{
    [Fact]
    public async Task Refusal_without_a_body_is_a_fault_of_the_line()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var store = builder.Build();
        store.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await store.StartAsync(TestContext.Current.CancellationToken);
        using var storage = new S3ObjectStorage(Options.Create(new StorageOptions
        {
            Kind = StorageKind.S3, S3Endpoint = new Uri(store.Urls.Single()), S3AccessKey = "key",
            S3SecretKey = "secret", S3Bucket = "videos",
        }));
        var key = ObjectKey.Original(Guid.NewGuid(), new string('a', 64), "mp4");

        await Assert.ThrowsAsync<HttpRequestException>(
            () => storage.StatAsync(key, TestContext.Current.CancellationToken));
    }
}
