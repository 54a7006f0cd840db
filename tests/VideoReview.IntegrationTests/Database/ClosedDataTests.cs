using Npgsql;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>
/// A frozen result may be revoked, once, and a frozen rubric is left alone: for our own role by grant, for the owner by
/// a trigger.
/// </summary>
public sealed class ClosedDataTests(GoodRows rows) : IClassFixture<GoodRows>
{
    private const string Revoke =
        "UPDATE result_snapshot SET revoked_at = now(), revoked_by = decided_by, revoke_reason = 'keliru'";

    [Theory]
    [InlineData("UPDATE result_snapshot SET content = '{\"lain\": 1}'")]
    [InlineData("UPDATE result_snapshot SET number = 7")]
    [InlineData("UPDATE result_snapshot SET revoked_at = now(), reason = 'lain'")]
    [InlineData("DELETE FROM result_snapshot")]
    [InlineData("TRUNCATE result_snapshot CASCADE")]
    [InlineData("ALTER TABLE result_snapshot DISABLE TRIGGER ALL")]
    [InlineData("DROP TRIGGER rubric_version_frozen ON rubric_version")]
    public async Task Application_may_not(string sql) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RefusedAsync(rows.Database.DataSource, sql));

    [Theory]
    [InlineData("UPDATE result_snapshot SET content = '{\"lain\": 1}'")]
    [InlineData("UPDATE result_snapshot SET revoked_at = now(), content = '{\"lain\": 1}'")]
    [InlineData("UPDATE result_snapshot SET revoke_reason = 'tanpa waktu'")]
    [InlineData("DELETE FROM result_snapshot")]
    [InlineData("TRUNCATE result_snapshot CASCADE")]
    [InlineData(Revoke + "; UPDATE result_snapshot SET revoke_reason = 'lain'")]
    [InlineData(Revoke + "; UPDATE result_snapshot SET revoked_at = NULL, revoked_by = NULL, revoke_reason = NULL")]
    public async Task Trigger_keeps_a_result_from_the_owner_too(string sql) =>
        Assert.Equal(PostgresErrorCodes.RestrictViolation, await RefusedAsync(rows.Owner, sql));

    [Fact]
    public async Task Application_may_revoke_a_result() => Assert.Equal(1, await UndoneAsync(Revoke));

    [Theory]
    [InlineData("UPDATE rubric_version SET rubric = '{}'")]
    [InlineData("UPDATE rubric_version SET frozen_at = NULL")]
    [InlineData("UPDATE rubric_version SET number = 7")]
    [InlineData("DELETE FROM rubric_version")]
    public async Task Frozen_rubric_is_kept_from_the_application_and_the_owner(string sql)
    {
        foreach (var source in (NpgsqlDataSource[])[rows.Database.DataSource, rows.Owner])
        {
            Assert.Equal(
                PostgresErrorCodes.RestrictViolation,
                await RefusedAsync(source, "UPDATE rubric_version SET frozen_at = now(); " + sql));
        }
    }

    [Fact]
    public async Task Rubric_that_is_not_frozen_may_change() =>
        Assert.Equal(1, await UndoneAsync("UPDATE rubric_version SET rubric = '{\"points\": []}'"));

    /// <summary>All statements in one transaction, which the refusal undoes.</summary>
    private static async Task<string> RefusedAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (await Assert.ThrowsAsync<PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState;
    }

    private async Task<int> UndoneAsync(string sql)
    {
        await using var connection =
            await rows.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
