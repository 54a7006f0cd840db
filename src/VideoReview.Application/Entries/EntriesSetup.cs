using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Periods;

namespace VideoReview.Application.Entries;

/// <summary>What this word adds to the services.</summary>
internal static class EntriesSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<EntryMoves>();
        services.AddScoped<EntryScope>();
        services.AddScoped<Deadlines>();
        services.AddScoped<Timeline>();
        services.AddScoped<IDatedEffectHandler, ReturnLapsed>();
    }
}
