using Npgsql;
using VideoReview.Application.Database;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>A migrated, empty database of one test class (IClassFixture) or one test, on a real server.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private string name = "";

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
        name = await TestDatabases.On(server).TakeAsync();
        OwnerConnectionString = TestDatabases.Owner(server, name);
        ConnectionString = new NpgsqlConnectionStringBuilder(OwnerConnectionString)
        {
            Username = DatabaseOptions.AppRole, Password = TestDatabases.AppPassword, Pooling = true,
            MaxPoolSize = 60, Timeout = 60,
        }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>A context of the application's role.</summary>
    public ReviewDbContext NewContext() => TestDatabases.Context(DataSource);

    /// <summary>As a server that is down, until it is opened again.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await TestDatabases.RunAsync(
            Server ?? TestServices.Postgres, $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false");
        await CutConnectionsAsync(cancellation);
    }

    public Task OpenAsync() =>
        TestDatabases.RunAsync(Server ?? TestServices.Postgres, $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true");

    /// <summary>
    /// As a restart of the server does to whoever is connected, waiting until each is gone;
    /// the test itself begins anew.
    /// </summary>
    public async Task CutConnectionsAsync(CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Server ?? TestServices.Postgres) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname = $1");
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(cancellation);
        DataSource.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (DataSource is not null)
        {
            await DataSource.DisposeAsync();
            TestDatabases.On(Server ?? TestServices.Postgres).Leave(name);
        }
    }
}
