using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Media;

/// <summary>What this word adds to the services.</summary>
internal static class MediaSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<JobQueue>();
        services.AddScoped<JobDesk>();
        services.AddScoped<VideoConsequences>();
        services.AddScoped<VideoDesk>();
        services.AddSingleton<MediaFiles>();
        services.AddScoped<UploadStore>();
        services.AddScoped<VideoViews>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<JobSweeper>());
    }
}
