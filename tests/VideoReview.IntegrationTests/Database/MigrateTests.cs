using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.IntegrationTests.Support;
using VideoReview.Web.OneShot;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>`migrate` on a database that is not of this version's making.</summary>
public sealed class MigrateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_of_an_older_kind_is_left_alone_and_told()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var stranger = source.CreateCommand(
            "INSERT INTO migration VALUES ('20261123084259_Older', '10.0.0')");
        await using var services = new ServiceCollection()
            .Configure<DatabaseOptions>(options => options.OwnerConnectionString = database.OwnerConnectionString)
            .BuildServiceProvider();
        Assert.Equal(0, await Migrate.Run(services, [], Cancellation));
        await stranger.ExecuteNonQueryAsync(Cancellation);

        Assert.Equal(3, await Migrate.Run(services, [], Cancellation));
    }
}
