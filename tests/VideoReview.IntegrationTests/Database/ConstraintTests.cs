using Npgsql;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>
/// Each rule that the database keeps, broken once: a good row, copied with a change, is refused by
/// the constraint of that name.
/// </summary>
public sealed class ConstraintTests(GoodRows rows) : IClassFixture<GoodRows>
{
    private const string AllConstraints = """
        SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u', 'x')
        UNION SELECT index.relname FROM pg_index i JOIN pg_class index ON index.oid = i.indexrelid WHERE i.indisunique AND index.relnamespace = 'public'::regnamespace
        """;

    [Theory]
    [MemberData(nameof(ConstraintCases.All), MemberType = typeof(ConstraintCases))]
    public async Task Row_that_breaks_it_is_refused(string table, string constraint, string change)
    {
        await using var connection = await rows.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var copy = new NpgsqlCommand(Copy(table), connection, transaction);
        copy.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Jsonb, Filled(constraint, change));

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => copy.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal((SqlState(constraint), constraint), (refused.SqlState, refused.ConstraintName));
    }

    [Fact]
    public async Task Every_constraint_of_the_schema_has_a_case()
    {
        await using var command = rows.Owner.CreateCommand(AllConstraints);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new SortedSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add(reader.GetString(0));
        }

        Assert.Equal(all, new SortedSet<string>(ConstraintCases.All.Select(c => c.Data.Item2), StringComparer.Ordinal));
    }

    private static string Copy(string table) => $"""
        INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(good, $1)).* FROM {table} good LIMIT 1
        """;

    private static string Filled(string constraint, string change)
    {
        var isKey = constraint.EndsWith("_pkey", StringComparison.Ordinal) || constraint == "pk_migration";
        var withId = isKey || change.Contains("\"id\"", StringComparison.Ordinal) ? change : change.Replace(
            "{", change.Length > 2 ? "{\"id\": \"$new\", " : "{\"id\": \"$new\"", StringComparison.Ordinal);
        return withId.Replace("$new", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            .Replace("$other", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            .Replace("$long", new string('x', 20_001), StringComparison.Ordinal);
    }

    private static string SqlState(string constraint) => constraint switch
    {
        "video_playable_with_key" => PostgresErrorCodes.CheckViolation,
        _ when constraint.EndsWith("_fkey", StringComparison.Ordinal) => PostgresErrorCodes.ForeignKeyViolation,
        _ when constraint.EndsWith("_key", StringComparison.Ordinal)
            || constraint.EndsWith("_pkey", StringComparison.Ordinal) || constraint == "pk_migration" =>
            PostgresErrorCodes.UniqueViolation,
        _ => PostgresErrorCodes.CheckViolation,
    };
}
