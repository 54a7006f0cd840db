using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace VideoReview.Application.Storage;

/// <summary>Chooses the adapter by configuration; all of its faults are told at start.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddReviewStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection("Storage")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StagingOptions>().Bind(configuration.GetSection("Uploads")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StagingArea>();
        services.AddSingleton<DiskObjectStorage>();
        services.AddSingleton<S3ObjectStorage>();
        services.AddSingleton<IObjectStorage>(provider =>
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Kind == StorageKind.S3
                ? provider.GetRequiredService<S3ObjectStorage>()
                : provider.GetRequiredService<DiskObjectStorage>());
        return services;
    }
}
