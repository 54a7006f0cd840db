using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Messaging;

namespace VideoReview.Application.Jobs;

/// <summary>What this folder adds to the services; kinds, owners and steps are added by the words.</summary>
public static class JobsSetup
{
    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobOptions>().Bind(configuration.GetSection("Jobs")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<JobKinds>();
        services.AddScoped<JobOwners>();
        services.AddScoped<JobQueue>();
        services.AddScoped<JobDesk>();
        services.AddScoped<JobBoard>();
        services.AddScoped<IFaultHandler, BellFault>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<JobSweeper>());
    }
}
