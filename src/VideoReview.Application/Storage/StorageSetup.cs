using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;

namespace VideoReview.Application.Storage;

/// <summary>Chooses the adapter by configuration; all of its faults are told at start.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddReviewStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection("Storage")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<StagingOptions>().Bind(configuration.GetSection("Uploads")).ValidateDataAnnotations();
        services.AddSingleton<StagingArea>();
        services.AddSingleton<DiskObjectStorage>();
        services.AddSingleton<S3ObjectStorage>();
        services.AddSingleton<IObjectStorage>(provider =>
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Kind == StorageKind.S3
                ? provider.GetRequiredService<S3ObjectStorage>()
                : provider.GetRequiredService<DiskObjectStorage>());
        return services;
    }

    /// <summary>
    /// For the program that takes uploads: the staging folder must be named, and writable for it to be ready.
    /// </summary>
    public static IServiceCollection AddReviewStaging(this IServiceCollection services)
    {
        services.AddOptions<StagingOptions>().ValidateOnStart();
        services.AddHealthChecks().AddCheck<StagingHealth>("staging", tags: [DatabaseSetup.ReadyTag]);
        return services;
    }
}
