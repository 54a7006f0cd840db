using Npgsql;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Operations;

/// <summary>Failed messages of one kind that ended alike.</summary>
/// <param name="Kind">The contract's alias.</param>
/// <param name="Cause">The first words of the error: the name of the fault.</param>
public sealed record MessageKey(string Kind, string Cause);

/// <summary>Failed messages alike.</summary>
public sealed record MessageGroup(MessageKey Key, int Count, DateTimeOffset Latest);

/// <summary>One failed message.</summary>
/// <param name="Addressee">Whom its mail was for; null = it is no mail.</param>
/// <param name="Told">What the mail says; null = it is no mail.</param>
public sealed record FailedMessage(
    Guid Id, string Kind, string Body, string? Error, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset FailedAt,
    string? Addressee, Sentence? Told);

/// <param name="Number">1, 2, ...</param>
public sealed record MessagePage(IReadOnlyList<FailedMessage> Messages, long Total, int Number, int Size);

/// <summary>Messages that failed, mails that could not be sent among them, the latest first; for the admin.</summary>
public sealed class MessageList(NpgsqlDataSource source)
{
    public const int PageSize = 20;

    /// <summary>The cause of a row m: what stands before the first colon of the error's first line.</summary>
    internal const string Cause = "left(split_part(split_part(coalesce(m.last_error, ''), E'\\n', 1), ':', 1), 120)";

    internal const string Waiting = "m.failed_at IS NOT NULL AND m.discarded_at IS NULL";

    internal const string Groups = $"""
        SELECT m.message_type, {Cause}, count(*), max(m.failed_at) FROM outbox_message m WHERE {Waiting}
        GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT @groups
        """;

    private const string Which = $"{Waiting} AND m.message_type = @kind AND {Cause} = @cause";

    private const string Lines = $$"""
        SELECT m.id, m.message_type, m.body::text, m.last_error, m.attempts, m.created_at, m.failed_at, a.display_name, n.code, n.values, cardinality(n.subject_ids)
        FROM outbox_message m
        LEFT JOIN notice n ON m.message_type = 'notice-pinned' AND n.id = CASE WHEN m.body ->> 'noticeId' ~ '^[0-9a-f-]{36}$' THEN (m.body ->> 'noticeId')::uuid END
        LEFT JOIN account a ON a.id = n.account_id
        WHERE {{Which}} ORDER BY m.failed_at DESC, m.id DESC LIMIT @size OFFSET @skip
        """;

    /// <summary>Refused to anybody but the admin: mails name their addressees.</summary>
    public async Task<Outcome<MessagePage>> PageAsync(
        Actor actor, MessageKey key, int page, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySeeMessages(actor))
        {
            return Refusal.Forbidden;
        }

        var number = Math.Max(1, page);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command($"SELECT count(*) FROM outbox_message m WHERE {Which}", key));
        batch.BatchCommands.Add(Command(Lines, key, new("size", PageSize), new("skip", (number - 1) * (long)PageSize)));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var total = row.GetInt64(0);
        await row.NextResultAsync(cancellation);
        var messages = new List<FailedMessage>();
        while (await row.ReadAsync(cancellation))
        {
            messages.Add(Read(row));
        }

        return new MessagePage(messages, total, number, PageSize);
    }

    private static NpgsqlBatchCommand Command(string sql, MessageKey key, params NpgsqlParameter[] further)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddWithValue("kind", key.Kind);
        command.Parameters.AddWithValue("cause", key.Cause);
        command.Parameters.AddRange(further);
        return command;
    }

    private static FailedMessage Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt32(4),
        row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : NoticeText.SentenceOf(row.GetString(8), row.GetString(9), row.GetInt32(10)));
}
