using Npgsql;

namespace VideoReview.Application.Messaging;

/// <summary>What the relay needs of a row.</summary>
internal sealed record ClaimedMessage(Guid Id, string MessageType, string Body, string Headers, int Attempts);

/// <summary>How much waits.</summary>
/// <param name="Age">Of the oldest message that is due.</param>
internal sealed record OutboxDepth(long Waiting, long Failed, TimeSpan Age);

/// <summary>
/// The relay's statements, each a transaction of its own and on the database's clock. A row is claimed for
/// <see cref="ClaimLasts"/>; whoever holds the claim settles it. Rows are found by "unsent and due", never by "seq
/// above the last one": numbers are taken before the commit.
/// </summary>
internal sealed class OutboxTable(NpgsqlDataSource source)
{
    /// <summary>A process that dies gives its claims back after this time.</summary>
    public static readonly TimeSpan ClaimLasts = TimeSpan.FromSeconds(30);

    /// <summary>A message that a working bus refused so often is given to a person.</summary>
    public const int MostAttempts = 20;

    public const int BatchSize = 50;

    private const int LongestError = 4000;

    /// <summary>This process as holder of claims.</summary>
    public string Owner { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Claims up to 50 due messages of the given kinds; two relays never get the same one.</summary>
    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(
        IReadOnlyCollection<string> kinds, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("""
            UPDATE outbox_message SET claimed_by = $1, claimed_until = now() + $2
            WHERE id IN (
                SELECT id FROM outbox_message
                WHERE sent_at IS NULL AND failed_at IS NULL AND available_at <= now() AND (claimed_until IS NULL OR claimed_until < now()) AND message_type = ANY ($3)
                ORDER BY available_at, seq LIMIT $4 FOR UPDATE SKIP LOCKED)
            RETURNING id, message_type, body, headers, attempts, seq
            """);
        Add(command, Owner, ClaimLasts, kinds.ToArray(), BatchSize);
        var claimed = new List<(long Seq, ClaimedMessage Message)>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            claimed.Add((rows.GetInt64(5),
                new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetInt32(4))));
        }

        return claimed.OrderBy(c => c.Seq).Select(c => c.Message).ToList();
    }

    /// <summary>
    /// Only where the claim is still ours: a consumer may have ended the message otherwise in the meantime.
    /// </summary>
    public Task SentAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        ids.Count == 0 ? Task.CompletedTask : RunAsync("""
            UPDATE outbox_message SET sent_at = now(), claimed_by = NULL, claimed_until = NULL, last_error = NULL
            WHERE id = ANY ($2) AND claimed_by = $1 AND failed_at IS NULL
            """, cancellation, Owner, ids.ToArray());

    /// <summary>Keeps claims of messages that are still at work in this process.</summary>
    public Task RenewAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        ids.Count == 0 ? Task.CompletedTask : RunAsync("""
            UPDATE outbox_message SET claimed_until = now() + $3 WHERE id = ANY ($2) AND claimed_by = $1
            """, cancellation, Owner, ids.ToArray(), ClaimLasts);

    /// <summary>Gives claims back without counting an attempt: the bus is away, or this process ends.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<Guid> ids, string? error, CancellationToken cancellation) =>
        ids.Count == 0 ? Task.CompletedTask : RunAsync("""
            UPDATE outbox_message SET claimed_by = NULL, claimed_until = NULL, last_error = coalesce($3, last_error) WHERE id = ANY ($2) AND claimed_by = $1
            """, cancellation, Owner, ids.ToArray(), (object?)Cut(error) ?? DBNull.Value);

    /// <summary>
    /// Counts an attempt; the message waits 2 s, doubled each time, at most 300 s, and has failed after the last
    /// attempt or when no other would help.
    /// </summary>
    public Task PutOffAsync(Guid id, string error, bool isLast, CancellationToken cancellation) => RunAsync("""
        UPDATE outbox_message SET
            attempts = attempts + 1, available_at = now() + make_interval(secs => least(300, power(2, least(attempts + 1, 10)))),
            failed_at = CASE WHEN attempts + 1 >= $3 THEN now() END, last_error = $2, sent_at = NULL, claimed_by = NULL, claimed_until = NULL
        WHERE id = $1 AND failed_at IS NULL
        """, cancellation, id, Cut(error)!, isLast ? 0 : MostAttempts);

    /// <summary>
    /// Deletes what was sent a week ago, what a person discarded a month ago, and inbox rows of a month ago.
    /// </summary>
    public async Task CleanAsync(CancellationToken cancellation)
    {
        await RunAsync("DELETE FROM outbox_message WHERE sent_at < now() - interval '7 days'", cancellation);
        await RunAsync("DELETE FROM outbox_message WHERE discarded_at < now() - interval '30 days'", cancellation);
        await RunAsync("DELETE FROM inbox_message WHERE received_at < now() - interval '30 days'", cancellation);
    }

    public async Task<OutboxDepth> MeasureAsync(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("""
            SELECT count(*) FILTER (WHERE failed_at IS NULL), count(*) FILTER (WHERE failed_at IS NOT NULL AND discarded_at IS NULL),
                coalesce(extract(epoch FROM now() - min(available_at) FILTER (WHERE failed_at IS NULL)), 0)::float8
            FROM outbox_message WHERE sent_at IS NULL
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return new(rows.GetInt64(0), rows.GetInt64(1), TimeSpan.FromSeconds(Math.Max(0, rows.GetDouble(2))));
    }

    /// <summary>As much of an error as a row keeps.</summary>
    public static string? Cut(string? error) => error?.Length > LongestError ? error[..LongestError] : error;

    private async Task RunAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        Add(command, values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
    }
}
