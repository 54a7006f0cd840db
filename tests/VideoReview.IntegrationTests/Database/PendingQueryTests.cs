using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>A request that fails ends its context, whatever that is asking at the moment.</summary>
public sealed class PendingQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Context_that_ends_under_a_query_gives_its_connection_back(bool isAsync)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Timeout = 5 }
                .ConnectionString);
        var context = TestDatabases.Context(source);
        var asked = context.Database.ExecuteSqlRawAsync("SELECT pg_sleep(0.5)", Cancellation);

        if (isAsync)
        {
            await context.DisposeAsync();
        }
        else
        {
            context.Dispose();
        }

        await Record.ExceptionAsync(() => asked);
        await using var next = await source.OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT 1", next);
        Assert.Equal(1, await command.ExecuteScalarAsync(Cancellation));
    }
}
