using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Deciding;

/// <summary>What this word adds to the services.</summary>
internal static class DecidingSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ResultList>();
        services.AddScoped<DecisionNews>();
        services.AddScoped<DecisionDesk>();
    }
}
