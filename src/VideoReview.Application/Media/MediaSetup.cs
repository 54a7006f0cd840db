using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Messaging;

namespace VideoReview.Application.Media;

/// <summary>What this word adds to the services.</summary>
public static class MediaSetup
{
    /// <summary>For web alone, which has the staging folder.</summary>
    public static IServiceCollection AddReviewStore(this IServiceCollection services) => services.AddScoped<UploadStore>();

    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<JobQueue>();
        services.AddScoped<LeftObjects>();
        services.AddScoped<PictureRows>();
        services.AddScoped<CopyRows>();
        services.AddScoped<MatchRows>();
        services.AddScoped<JobResults>();
        services.AddScoped<JobDesk>();
        services.AddScoped<VideoConsequences>();
        services.AddScoped<VideoDesk>();
        services.AddScoped<PosterDesk>();
        services.AddScoped<DamagedVideos>();
        services.AddScoped<SameBytes>();
        services.AddScoped<MatchSearch>();
        services.AddSingleton<MediaFiles>();
        services.AddScoped<VideoViews>();
        services.AddScoped<IFaultHandler, BellFault>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<JobSweeper>());
    }
}
