using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>A migrated, empty database of one test class (IClassFixture) or one test, on a real server; cloned from a template made once per run.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private const string AppPassword = "videoreview-app";

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static readonly Dictionary<string, string> Templates = new(StringComparer.Ordinal);

    private readonly string name = "test_" + Guid.NewGuid().ToString("N");

    /// <summary>Connection string of a superuser; null = the server of all tests.</summary>
    public string? Server { get; init; }

    /// <summary>As the application connects: may not change the log of events.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>As the owner of the schema connects.</summary>
    public string OwnerConnectionString { get; private set; } = "";

    public NpgsqlDataSource DataSource { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var server = Server ?? TestServices.Postgres;
        await OneAtATime.WaitAsync();
        try
        {
            Templates[server] = Templates.TryGetValue(server, out var made) ? made : await MakeTemplateAsync(server);
            await RunAsync(server, $"CREATE DATABASE {name} TEMPLATE {Templates[server]} STRATEGY file_copy");
        }
        finally
        {
            OneAtATime.Release();
        }

        OwnerConnectionString = Owner(server, name);
        ConnectionString = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Username = DatabaseOptions.AppRole, Password = AppPassword, Pooling = true, MaxPoolSize = 60, Timeout = 60 }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>A context of the application's role.</summary>
    public ReviewDbContext NewContext() => Context(DataSource);

    /// <summary>As a server that is down, until it is opened again.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await RunAsync(Server ?? TestServices.Postgres, $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false");
        await CutConnectionsAsync(cancellation);
    }

    public Task OpenAsync() => RunAsync(Server ?? TestServices.Postgres, $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true");

    /// <summary>As a restart of the server does to whoever is connected, waiting until each is gone; the test itself begins anew.</summary>
    public async Task CutConnectionsAsync(CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Server ?? TestServices.Postgres) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand("SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname = $1");
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(cancellation);
        DataSource.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (DataSource is not null)
        {
            await DataSource.DisposeAsync();
            await RunAsync(Server ?? TestServices.Postgres, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    private static async Task<string> MakeTemplateAsync(string server)
    {
        // Other runs on the same server may be making the role at this moment.
        await RunAsync(server, $"""
            DO $$ BEGIN
                PERFORM pg_advisory_xact_lock(7402000);
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{DatabaseOptions.AppRole}') THEN CREATE ROLE {DatabaseOptions.AppRole}; END IF;
                ALTER ROLE {DatabaseOptions.AppRole} LOGIN PASSWORD '{AppPassword}';
            END $$
            """);
        var made = "test_template_" + Guid.NewGuid().ToString("N");
        await RunAsync(server, $"CREATE DATABASE {made}");
        await using (var source = NpgsqlDataSource.Create(Owner(server, made)))
        {
            await using var context = Context(source);
            await context.Database.MigrateAsync();
        }

        if (server == TestServices.Postgres)
        {
            // A test's own server is gone by then, with all that it held.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(server, made);
        }

        return made;
    }

    private static void Drop(string server, string database)
    {
        using var source = NpgsqlDataSource.Create(server);
        using var command = source.CreateCommand($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        command.ExecuteNonQuery();
    }

    private static ReviewDbContext Context(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        DatabaseSetup.Configure(options, source);
        return new(options.Options);
    }

    /// <summary>Unpooled: a template with an idle connection cannot be cloned.</summary>
    private static string Owner(string server, string database) => new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ConnectionString;

    private static async Task RunAsync(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
