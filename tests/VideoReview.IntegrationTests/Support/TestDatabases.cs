using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// The databases of one server: cloned from a template that is migrated once per run, a few ahead of whoever asks, and
/// dropped behind whoever is done. A clone takes a third of a second, and no two are made at once, so tests that
/// waited for theirs stood in a line.
/// </summary>
internal sealed class TestDatabases
{
    public const string AppPassword = "videoreview-app";

    private static readonly ConcurrentDictionary<string, TestDatabases> Servers = new(StringComparer.Ordinal);

    private readonly string server;

    /// <summary>Kept: a connection costs the server more than most tests' questions do.</summary>
    private readonly NpgsqlDataSource keeper;

    private readonly int ahead;
    private readonly Lazy<Task<string>> template;
    private readonly Queue<Task<string>> clones = new();
    private readonly Lock line = new();
    private Task cloning = Task.CompletedTask, dropping = Task.CompletedTask;

    private TestDatabases(string server)
    {
        this.server = server;
        keeper = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(server)
            {
                Pooling = server == TestServices.Postgres, CommandTimeout = 180,
            });
        template = new(MakeTemplateAsync);
        if (server == TestServices.Postgres)
        {
            // A test's own server is gone by the end, with all that it held.
            ahead = 3;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Clear();
        }
    }

    /// <param name="server">Connection string of a superuser.</param>
    public static TestDatabases On(string server) => Servers.GetOrAdd(server, address => new(address));

    /// <summary>The name of a migrated, empty database that nobody else has.</summary>
    public Task<string> TakeAsync()
    {
        lock (line)
        {
            while (clones.Count <= ahead)
            {
                clones.Enqueue(CloneAfterAsync(cloning));
                cloning = clones.Last();
            }

            return clones.Dequeue();
        }
    }

    /// <summary>Drops it beside the next test.</summary>
    public void Leave(string database)
    {
        lock (line)
        {
            dropping = DropAfterAsync(dropping, database);
        }
    }

    /// <summary>Unpooled: a template with an idle connection cannot be cloned.</summary>
    public static string Owner(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ConnectionString;

    public static async Task RunAsync(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static ReviewDbContext Context(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        DatabaseSetup.Configure(options, source);
        return new(options.Options);
    }

    private async Task<string> CloneAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        var name = "test_" + Guid.NewGuid().ToString("N");
        await KeepAsync($"CREATE DATABASE {name} TEMPLATE {await template.Value} STRATEGY file_copy");
        return name;
    }

    private async Task DropAfterAsync(Task before, string database)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await DropAsync(database);
    }

    private Task DropAsync(string database) => KeepAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    private async Task KeepAsync(string sql)
    {
        await using var command = keeper.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> MakeTemplateAsync()
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

        // The first to connect after a change of the schema writes down what each later one reads
        // at its start, in every clone.
        await RunAsync(Owner(server, made), "SELECT");
        return made;
    }

    /// <summary>At the end: what was cloned for nobody, and the template.</summary>
    private void Clear()
    {
        Task<string>[] left;
        lock (line)
        {
            left = [.. clones, .. template.IsValueCreated ? [template.Value] : (Task<string>[])[]];
        }

        Task.WhenAll(left.Select(async made => await DropAsync(await made)).Append(dropping))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)
            .GetAwaiter().GetResult();
    }
}
