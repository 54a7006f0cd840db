using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Periods;

namespace VideoReview.Application.Operations;

/// <summary>What this word adds to the services.</summary>
internal static class OperationsSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ProcessingBoard>();
        services.AddScoped<ProcessingDesk>();
        services.AddScoped<FailureList>();
        services.AddScoped<MessageList>();
        services.AddScoped<MessageDesk>();
        services.AddScoped<LiveTopics>();
        services.AddScoped<LiveFeed>();
        services.AddOptions<BackupOptions>().Bind(configuration.GetSection("Backup")).ValidateDataAnnotations();
        services.AddScoped<BackupStanding>();
        services.AddScoped<PostgresTools>();
        services.AddScoped<BackupRuns>();
        services.AddScoped<BackupDesk>();
        services.AddScoped<RestoreDesk>();
        services.AddScoped<IDatedEffectHandler, SecurityKept>();
    }
}
