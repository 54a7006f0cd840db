using Npgsql;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>
/// The log of events and what was submitted: the application's role may only add, and even the owner meets a trigger.
/// </summary>
public sealed class AppendOnlyTests(GoodRows rows) : IClassFixture<GoodRows>
{
    [Theory]
    [InlineData("UPDATE event SET reason = 'lain'")]
    [InlineData("DELETE FROM event")]
    [InlineData("TRUNCATE event")]
    [InlineData("UPDATE entry_version SET receipt_hash = 'lain'")]
    [InlineData("DELETE FROM entry_version")]
    [InlineData("TRUNCATE entry_version CASCADE")]
    [InlineData("DELETE FROM migration")]
    [InlineData("DROP TRIGGER event_append_only ON event")]
    [InlineData("ALTER TABLE event DISABLE TRIGGER ALL")]
    public async Task Application_may_not(string sql)
    {
        await using var command = rows.Database.DataSource.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("UPDATE event SET reason = 'lain'")]
    [InlineData("DELETE FROM event")]
    [InlineData("TRUNCATE event")]
    [InlineData("UPDATE entry_version SET receipt_hash = 'lain'")]
    [InlineData("DELETE FROM entry_version")]
    public async Task Trigger_refuses_the_owner_too(string sql)
    {
        await using var command = rows.Owner.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    [Fact]
    public async Task Application_may_add()
    {
        await using var command = rows.Database.DataSource.CreateCommand(
            """
            INSERT INTO event (at, act, subject, subject_id, audience, data)
            VALUES (now(), 'uji.done', 'test', gen_random_uuid(), 'staff', '{}')
            """);

        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
