using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>A process that has lost its connections ends; one whose database is away or busy never does.</summary>
public sealed class PoolWatchTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly string folder = Directory.CreateTempSubdirectory("videoreview-pool-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("VideoReview.Web")]
    [InlineData("VideoReview.Worker")]
    public async Task Program_whose_pool_gives_nothing_while_the_database_answers_ends_with_70(string name)
    {
        // The feed of changes keeps the only one.
        await using var program = RunningProgram.Begin(name, Settings(Small(database.ConnectionString)));

        Assert.Equal(70, await program.EndedAsync());
        Assert.Contains("this process ends", program.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_is_at_fault_only_for_connections_that_nobody_uses()
    {
        await using var services = Services();
        var (watch, pool) = (
            services.GetRequiredService<PoolWatch>(), services.GetRequiredService<NpgsqlDataSource>());
        Assert.False(await watch.IsAtFaultAsync(Cancellation));

        await using var held = await pool.OpenConnectionAsync(Cancellation);
        await Eventually.Async(async () => await watch.IsAtFaultAsync(Cancellation), "held and unused");

        await using (var work = new NpgsqlCommand("SELECT pg_sleep(60)", held))
        {
            using var end = new CancellationTokenSource();
            var busy = work.ExecuteNonQueryAsync(end.Token);
            Assert.False(await watch.IsAtFaultAsync(Cancellation));
            await end.CancelAsync();
            await Record.ExceptionAsync(() => busy);
        }

        await database.CloseAsync(Cancellation);
        Assert.False(await watch.IsAtFaultAsync(Cancellation));
    }

    private static string Small(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 1, Timeout = 1 }.ConnectionString;

    private ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings(Small(database.ConnectionString))
                .ToDictionary(setting => setting.Key, string? (setting) => setting.Value, StringComparer.Ordinal))
            .Build();
        return new ServiceCollection().AddLogging().AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddReviewDatabase(configuration).BuildServiceProvider();
    }

    private Dictionary<string, string> Settings(string connection) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Database:ConnectionString"] = connection,
        ["Database:PoolPatience"] = "00:00:01",
        ["Uploads:StagingFolder"] = Path.Combine(folder, "staging"),
        ["Storage:DiskFolder"] = Path.Combine(folder, "objects"),
        ["Media:ScratchFolder"] = Path.Combine(folder, "scratch"),
        ["Worker:InProcess"] = "false",
    };
}
