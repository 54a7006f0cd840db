using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using VideoReview.Application;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Storage;
using VideoReview.Worker;

namespace VideoReview.Benchmarks;

/// <summary>
/// A migrated database and folders of one benchmark, on the server that infra/dev started; gone at the end.
/// </summary>
internal sealed class Place : IAsyncDisposable
{
    private const string AppPassword = "videoreview-app";

    private readonly string name = "bench_" + Guid.NewGuid().ToString("N");
    private readonly string server;
    private IHost? host;

    private Place(string server) => this.server = server;

    public string Folder { get; } = Directory.CreateTempSubdirectory("videoreview-bench").FullName;

    public string OwnerConnectionString =>
        new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    /// <summary>As the application connects; enough connections for 50 people at once.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(server)
        {
            Database = name, Username = DatabaseOptions.AppRole, Password = AppPassword, MaxPoolSize = 60,
        }.ConnectionString;

    /// <summary>Settings of the first size, as a web process or the services here take them.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["Database:ConnectionString"] = ConnectionString,
        ["Storage:DiskFolder"] = Path.Combine(Folder, "objects"),
        ["Uploads:StagingFolder"] = Path.Combine(Folder, "staging"),
        ["Media:ScratchFolder"] = Path.Combine(Folder, "scratch"),
    };

    /// <summary>The acts, as web has them.</summary>
    public IServiceProvider Services => (host ??= Build()).Services;

    public static async Task<Place> MakeAsync()
    {
        var place = new Place(Environment.GetEnvironmentVariable("VIDEOREVIEW_TEST_POSTGRES")
            ?? throw new InvalidOperationException("Run this by infra/dev bench; it starts the services."));
        await place.RunAsync(place.server, $"""
            DO $$ BEGIN
                PERFORM pg_advisory_xact_lock(7402000);
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{DatabaseOptions.AppRole}') THEN CREATE ROLE {DatabaseOptions.AppRole}; END IF;
                ALTER ROLE {DatabaseOptions.AppRole} LOGIN PASSWORD '{AppPassword}';
            END $$
            """);
        await place.RunAsync(place.server, $"CREATE DATABASE {place.name}");
        await using var owner = NpgsqlDataSource.Create(place.OwnerConnectionString);
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        DatabaseSetup.Configure(options, owner);
        await using var context = new ReviewDbContext(options.Options);
        await context.Database.MigrateAsync();
        return place;
    }

    public async ValueTask DisposeAsync()
    {
        host?.Dispose();
        NpgsqlConnection.ClearAllPools();
        await RunAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddLogging();
        builder.Services.AddReviewApplication(builder.Configuration);
        builder.Services.AddReviewStorage(builder.Configuration);
        builder.Services.AddReviewStaging().AddReviewSteps();
        builder.Services.AddReviewWorker(builder.Configuration);
        return builder.Build();
    }

    private async Task RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
