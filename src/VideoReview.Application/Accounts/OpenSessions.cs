using Npgsql;

namespace VideoReview.Application.Accounts;

/// <summary>What a long request knows of the session that it was opened in.</summary>
/// <param name="Stamp">The account's security stamp as the cookie has it.</param>
/// <param name="Key">The sign-in that began it; null = a cookie from before keys were given.</param>
/// <param name="ExpiresAt">Null = the cookie does not say.</param>
public sealed record SessionMark(Guid AccountId, string Stamp, string? Key, DateTimeOffset? ExpiresAt);

/// <summary>
/// Answers whether a session still stands, for requests that outlive the check at their beginning, and tells
/// them when one is signed out.
/// </summary>
public sealed class OpenSessions(NpgsqlDataSource source, TimeProvider time)
{
    private const string StillStands =
        "SELECT EXISTS (SELECT FROM account WHERE id = @id AND is_active AND security_stamp = @stamp)";

    /// <summary>The topic of the change feed on which the end of a session is told, in every process.</summary>
    public static string Topic(string key) => "session:" + key;

    /// <summary>Not expired, the account open, and neither password nor roles changed since.</summary>
    public async Task<bool> StandsAsync(SessionMark session, CancellationToken cancellation)
    {
        if (session.ExpiresAt <= time.GetUtcNow())
        {
            return false;
        }

        await using var command = source.CreateCommand(StillStands);
        command.Parameters.AddWithValue("id", session.AccountId);
        command.Parameters.AddWithValue("stamp", session.Stamp);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Tells whoever listens in this session that it was signed out.</summary>
    public async Task TellEndAsync(string key, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("SELECT pg_notify('changed', @topic)");
        command.Parameters.AddWithValue("topic", Topic(key));
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
