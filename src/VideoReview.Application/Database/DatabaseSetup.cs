using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace VideoReview.Application.Database;

/// <summary>
/// How the database is reached: one pooled data source, EF Core on top of it, the event log beside it.
/// </summary>
public static class DatabaseSetup
{
    /// <summary>Tag of the health checks that /health/ready asks.</summary>
    public const string ReadyTag = "ready";

    public static IServiceCollection AddReviewDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection("Database")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => NpgsqlDataSource.Create(
            Pooled(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value)));
        services.AddDbContext<ReviewDbContext>(
            (provider, options) => Configure(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped<EventLog>();
        services.AddSingleton<PoolWatch>().AddHostedService(provider => provider.GetRequiredService<PoolWatch>());
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [ReadyTag]);
        return services;
    }

    /// <summary>
    /// Our questions take milliseconds; PostgreSQL would spend more on compiling one than on answering it
    /// (60 ms for a claim of 2 ms). The name tells the database, and <see cref="PoolWatch"/>, whose connections
    /// these are.
    /// </summary>
    private static string Pooled(DatabaseOptions database)
    {
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        if (!builder.ShouldSerialize("Maximum Pool Size"))
        {
            builder.MaxPoolSize = database.MaximumConnections;
        }

        builder.ApplicationName = $"videoreview:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";
        builder.Options = string.IsNullOrEmpty(builder.Options) ? "-c jit=off" : builder.Options + " -c jit=off";
        return builder.ConnectionString;
    }

    /// <summary>
    /// The one way in which a context is configured: at run time, for migrations and in tests. A save that fails is
    /// told by whoever has to answer it: as a refusal beside the field when a duplicate was expected, otherwise as the
    /// exception that it is. The context itself would log both as failures.
    /// </summary>
    public static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("migration"))
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(ConnectionWatch.Instance)
        .ConfigureWarnings(events => events.Log(
            (CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug)));
}

/// <summary>For the migration tool only; it never connects.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<ReviewDbContext>
{
    public ReviewDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        options.UseNpgsql("Host=localhost", npgsql => npgsql.MigrationsHistoryTable("migration"))
            .UseSnakeCaseNamingConvention();
        return new ReviewDbContext(options.Options);
    }
}
