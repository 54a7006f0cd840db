using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Periods;

namespace VideoReview.Application.Reviewing;

/// <summary>What this word adds to the services.</summary>
internal static class ReviewingSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<Conflicts>();
        services.AddScoped<Leases>();
        services.AddScoped<ReviewMoves>();
        services.AddScoped<ClaimDesk>();
        services.AddScoped<AssignmentDesk>();
        services.AddScoped<OwnReviewLock>();
        services.AddScoped<ReviewDesk>();
        services.AddScoped<ReviewExits>();
        services.AddScoped<ReviewOversight>();
        services.AddScoped<ReviewSheet>();
        services.AddScoped<ReviewPeriodList>();
        services.AddScoped<ReviewQueue>();
        services.AddScoped<ReviewerLoads>();
        services.AddScoped<ReviewHistory>();
        services.AddScoped<MediaAccess>();
        services.AddScoped<StopDesk>();
        services.AddScoped<IDatedEffectHandler, ClaimLapsed>();
        services.AddScoped<IDatedEffectHandler, ReviewDuePassed>();
        services.AddScoped<IDatedEffectHandler, EntryAccepted>();
    }
}
