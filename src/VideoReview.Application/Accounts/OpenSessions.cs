using System.Data;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>The account behind a session, as it is now and not as it was at sign-in.</summary>
public sealed record SessionHolder(
    Guid AccountId, string DisplayName, Guid? UnitId, IReadOnlyList<Role> Roles, string Language,
    bool MustChangePassword);

/// <summary>What a long request knows of the session that it was opened in.</summary>
public sealed record SessionMark(Guid Session, Guid AccountId);

/// <summary>
/// Begins and ends sessions, and answers with every request whether one still stands: a row, remembered for 5 s in each
/// process and forgotten at once when an end is told. The database itself ends all sessions of an account that is
/// closed or whose security stamp changes (password, address, a role taken away).
/// </summary>
public sealed class OpenSessions
{
    /// <summary>Without a request for this long a session ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>So old may a row's last request be before it is written anew.</summary>
    private static readonly TimeSpan SeenOften = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Waits for a change of the account that is under way, and finds no stamp any more if that ends its sessions.
    /// </summary>
    private const string Begin = """
        WITH over AS (DELETE FROM open_session WHERE id IN
            (SELECT id FROM open_session WHERE ends_at <= @now OR seen_at <= @idle_from LIMIT 1000 FOR UPDATE SKIP LOCKED))
        INSERT INTO open_session (id, account_id, begun_at, seen_at, ends_at)
        SELECT @id, id, @now, @now, @ends_at FROM account
        WHERE id = @account AND is_active AND security_stamp IS NOT DISTINCT FROM @stamp FOR SHARE
        """;

    private const string Ask = """
        SELECT a.id, a.display_name, a.unit_id, a.roles, a.language, a.must_change_password, s.seen_at <= @seen_from
        FROM open_session s JOIN account a ON a.id = s.account_id
        WHERE s.id = @id AND s.ends_at > @now AND s.seen_at > @idle_from AND a.is_active
        """;

    private readonly NpgsqlDataSource source;
    private readonly TimeProvider time;
    private readonly AccountsOptions options;
    private readonly SessionMemory memory;

    public OpenSessions(
        NpgsqlDataSource source, ChangeFeed feed, IOptions<AccountsOptions> options, TimeProvider time)
    {
        (this.source, this.time, this.options) = (source, time, options.Value);
        memory = new(time);
        feed.Remind(memory.Hear);
    }

    /// <summary>Topics of the change feed that end whatever was opened in a session.</summary>
    public static IEnumerable<string> Topics(SessionMark mark) => [Topic(mark.Session), $"account:{mark.AccountId}"];

    /// <summary>
    /// Begins a session of an account as it was verified; null when it was closed or changed since.
    /// </summary>
    public async Task<Guid?> BeginAsync(Account account, CancellationToken cancellation)
    {
        var (id, now) = (Guid.NewGuid(), time.GetUtcNow());
        await using var command = Command(Begin, id, now);
        command.Parameters.AddWithValue("account", account.Id);
        command.Parameters.AddWithValue("stamp", (object?)account.SecurityStamp ?? DBNull.Value);
        command.Parameters.AddWithValue("ends_at", now + options.SessionLasts);
        return await command.ExecuteNonQueryAsync(cancellation) > 0 ? id : null;
    }

    /// <summary>Who asks in this session; null when it has ended. A sign of life: the idle time begins anew.</summary>
    public async Task<SessionHolder?> FindAsync(Guid session, CancellationToken cancellation)
    {
        if (memory.Recall(session) is { } known)
        {
            return known;
        }

        var asked = memory.Ask();
        var (holder, isLongAgo) = await AskAsync(session, cancellation);
        if (holder is null)
        {
            return null;
        }

        memory.Keep(asked, session, holder);
        if (isLongAgo)
        {
            await SeeAsync(session, cancellation);
        }

        return holder;
    }

    /// <summary>For requests that outlive the question at their beginning; no sign of life.</summary>
    public async Task<bool> StandsAsync(Guid session, CancellationToken cancellation) =>
        (await AskAsync(session, cancellation)).Holder is not null;

    /// <summary>Ends it in every process. Repeating it changes nothing.</summary>
    public async Task EndAsync(Guid session, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("DELETE FROM open_session WHERE id = @id");
        command.Parameters.AddWithValue("id", session);
        await command.ExecuteNonQueryAsync(cancellation);
        memory.Hear(Topic(session));
    }

    private static string Topic(Guid session) => $"session:{session}";

    private async Task<(SessionHolder? Holder, bool IsLongAgo)> AskAsync(Guid session, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var command = Command(Ask, session, now);
        command.Parameters.AddWithValue("seen_from", now - SeenOften);
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellation);
        return await row.ReadAsync(cancellation)
            ? (new SessionHolder(
                row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2),
                [.. row.GetFieldValue<string[]>(3).Select(SnakeCase.Parse<Role>)], row.GetString(4), row.GetBoolean(5)),
                row.GetBoolean(6))
            : (null, false);
    }

    private async Task SeeAsync(Guid session, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("UPDATE open_session SET seen_at = @now WHERE id = @id");
        command.Parameters.AddWithValue("id", session);
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException full) when (
            full.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            // Pages can still be read; the worst is that this session ends earlier.
            return;
        }
    }

    private NpgsqlCommand Command(string sql, Guid session, DateTimeOffset now)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("id", session);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("idle_from", now - Idle);
        return command;
    }
}
