using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Submissions;

/// <summary>What this word adds to the services.</summary>
internal static class SubmissionsSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<EntryMoves>();
    }
}
