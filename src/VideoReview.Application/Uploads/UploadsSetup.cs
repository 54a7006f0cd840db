using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>What this word adds to the services: only where the staging folder is, which the worker has not.</summary>
public static class UploadsSetup
{
    public static IServiceCollection AddReviewUploads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UploadOptions>().Bind(configuration.GetSection("Uploads")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(new KnownFormats(UploadPolicy.Formats));
        services.AddScoped<EntryGates>();
        services.AddScoped<UploadUsage>();
        services.AddScoped<UploadDesk>();
        services.AddSingleton<UploadHolds>();
        services.AddScoped<UploadSessions>();
        services.AddScoped<UploadFinish>();
        services.AddScoped<UploadComparison>();
        services.AddScoped<UploadReceiver>();
        services.AddScoped<UploadList>();
        services.AddMetrics();
        services.AddSingleton<UploadMeters>();
        services.AddSingleton<UploadSamples>();
        services.AddSingleton<RunningHashes>();
        services.AddSingleton<UploadSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<UploadSweeper>());
        return services;
    }
}
