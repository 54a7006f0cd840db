using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Periods;

/// <summary>What this word adds to the services.</summary>
internal static class PeriodsSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<Closings>();
        services.AddScoped<PeriodMoves>();
        services.AddScoped<PeriodDesk>();
        services.AddScoped<RubricDesk>();
        services.AddScoped<PeriodList>();
        services.AddSingleton<Sweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Sweeper>());
    }
}
