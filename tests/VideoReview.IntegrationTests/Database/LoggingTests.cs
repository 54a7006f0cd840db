using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

public sealed class LoggingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Duplicate_that_becomes_a_refusal_is_not_logged_as_a_failure()
    {
        var unit = await new People(database).AddUnitAsync();
        var lines = new List<string>();
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        DatabaseSetup.Configure(options, database.DataSource);
        options.LogTo(lines.Add, LogLevel.Warning);
        await using var context = new ReviewDbContext(options.Options);
        context.Units.Add(new Unit
        {
            Id = Guid.CreateVersion7(), Name = unit.Name, Kind = unit.Kind, ParentId = unit.ParentId, Path = unit.Path,
            Kin = unit.Kin,
        });

        var failed = await Assert.ThrowsAsync<DbUpdateException>(
            () => context.SaveChangesAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            PostgresErrorCodes.UniqueViolation, Assert.IsType<PostgresException>(failed.InnerException).SqlState);
        Assert.Empty(lines);
    }
}
