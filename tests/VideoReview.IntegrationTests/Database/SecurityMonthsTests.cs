using System.Globalization;
using Npgsql;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>
/// The security log: the application may add and read; the owner's function makes the coming months and drops those
/// that are kept long enough, whoever calls it.
/// </summary>
public sealed class SecurityMonthsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Add = """
        INSERT INTO security_event (id, at, kind)
        VALUES (gen_random_uuid(), now() - make_interval(days => $1), 'refused')
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE security_event SET detail = 'lain'")]
    [InlineData("DELETE FROM security_event")]
    [InlineData("TRUNCATE security_event")]
    [InlineData("DELETE FROM security_event_other")]
    [InlineData("INSERT INTO security_event_other (id, at, kind) VALUES (gen_random_uuid(), now(), 'refused')")]
    [InlineData("UPDATE security_event_keeping SET days = 30")]
    [InlineData("DELETE FROM security_event_keeping")]
    [InlineData("DROP TABLE security_event_other")]
    public async Task Application_may_not(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database.DataSource, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Application_has_no_right_on_any_month()
    {
        await RunAsync(database.DataSource, "SELECT keep_security_events()");

        Assert.Equal(
            0L,
            await ScalarAsync(database.DataSource, """
                SELECT count(*) FROM pg_inherits i CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS r (name)
                WHERE i.inhparent = 'security_event'::regclass AND has_table_privilege('videoreview_app', i.inhrelid, r.name)
                """));
    }

    [Fact]
    public async Task Old_months_and_rows_are_dropped_and_younger_ones_stay()
    {
        await using var other = new TestDatabase();
        await other.InitializeAsync();
        await using var owner = NpgsqlDataSource.Create(other.OwnerConnectionString);
        var (old, young) = (Month(-9), Month(-3));
        await RunAsync(owner, Partition(old) + Partition(young));
        foreach (var days in (int[])[0, 100, 185, 250])
        {
            await RunAsync(other.DataSource, Add, days);
        }

        await RunAsync(other.DataSource, "SELECT keep_security_events()");

        var months = await MonthsAsync(other.DataSource);
        Assert.DoesNotContain(Name(old), months);
        Assert.Contains(Name(young), months);
        Assert.Equal(
            [Name(Month(0)), Name(Month(1)), Name(Month(2))],
            months.Where(m => string.CompareOrdinal(m, Name(Month(0))) >= 0));
        Assert.Equal(
            0L, await ScalarAsync(
                other.DataSource, "SELECT count(*) FROM security_event WHERE at < now() - interval '180 days'"));
        Assert.Equal(2L, await ScalarAsync(other.DataSource, "SELECT count(*) FROM security_event"));
    }

    /// <summary>As after a server was off for months: what came first is in no month yet.</summary>
    [Fact]
    public async Task Rows_that_came_before_their_month_was_made_are_moved_into_it()
    {
        await using var other = new TestDatabase();
        await other.InitializeAsync();
        await using var owner = NpgsqlDataSource.Create(other.OwnerConnectionString);
        await RunAsync(owner, $"DROP TABLE {Name(Month(0))}");
        await RunAsync(other.DataSource, Add, 0);

        await RunAsync(other.DataSource, "SELECT keep_security_events()");

        await using var count = owner.CreateCommand($"SELECT count(*) FROM {Name(Month(0))}");
        Assert.Equal(1L, await count.ExecuteScalarAsync(Cancellation));
    }

    private static DateTime Month(int from)
    {
        var now = DateTime.UtcNow;
        return new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(from);
    }

    private static string Name(DateTime month) =>
        "security_event_" + month.ToString("yyyyMM", CultureInfo.InvariantCulture);

    private static string Partition(DateTime month) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        CREATE TABLE {Name(month)} PARTITION OF security_event FOR VALUES
        FROM ('{month:yyyy-MM-dd} 00:00+00') TO ('{month.AddMonths(1):yyyy-MM-dd} 00:00+00');
        """);

    private static async Task RunAsync(NpgsqlDataSource source, string sql, int? days = null)
    {
        await using var command = source.CreateCommand(sql);
        if (days is { } ago)
        {
            command.Parameters.Add(new() { Value = ago });
        }

        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static async Task<List<string>> MonthsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'security_event'::regclass
            AND inhrelid::regclass::text ~ '[0-9]{6}$' ORDER BY 1
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
