using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>What this word adds to the services.</summary>
public static class MediaSetup
{
    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddJobKinds(VideoJobs.All);
        services.AddScoped<LeftObjects>();
        services.AddScoped<PictureRows>();
        services.AddScoped<CopyRows>();
        services.AddScoped<MatchRows>();
        services.AddScoped<VideoResults>();
        services.AddScoped<IJobOwner, VideoOwner>();
        services.AddScoped<VideoConsequences>();
        services.AddScoped<VideoDesk>();
        services.AddScoped<PosterDesk>();
        services.AddScoped<DamagedVideos>();
        services.AddScoped<SameBytes>();
        services.AddScoped<MatchSearch>();
        services.AddSingleton<MediaFiles>();
        services.AddScoped<VideoViews>();
    }
}
