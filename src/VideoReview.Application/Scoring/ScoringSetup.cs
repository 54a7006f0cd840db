using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Scoring;

/// <summary>What this word adds to the services.</summary>
internal static class ScoringSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ProvisionalResults>();
        services.AddScoped<ResultSnapshots>();
    }
}
