using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Periods;

namespace VideoReview.Application.Coordination;

/// <summary>What this word adds to the services.</summary>
internal static class CoordinationSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<Board>();
        services.AddScoped<EntryList>();
        services.AddScoped<EntryDesk>();
        services.AddScoped<EntrySheets>();
        services.AddScoped<AssignmentList>();
        services.AddScoped<Departures>();
        services.AddScoped<MatchList>();
        services.AddScoped<MatchDesk>();
        services.AddScoped<AppointmentDesk>();
        services.AddScoped<AppointmentWatch>();
        services.AddScoped<IDatedEffectHandler>(provider => provider.GetRequiredService<AppointmentWatch>());
    }
}
