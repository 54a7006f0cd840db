using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using VideoReview.Application;
using VideoReview.Application.Jobs;
using VideoReview.Application.Storage;
using VideoReview.Worker;

namespace VideoReview.IntegrationTests.Support;

/// <summary>What a worker process registers, without a bus and without a host.</summary>
internal static class WorkerServices
{
    /// <param name="add">What it has beside the product's own.</param>
    public static ServiceProvider Build(
        Dictionary<string, string?> settings, TimeProvider time, Action<IServiceCollection>? add)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var collection = new ServiceCollection().AddLogging().AddSingleton(time)
            .AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        collection.AddReviewApplication(configuration).AddReviewStorage(configuration).AddReviewStaging()
            .AddReviewSteps().AddReviewWorker(configuration);
        add?.Invoke(collection);
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}
