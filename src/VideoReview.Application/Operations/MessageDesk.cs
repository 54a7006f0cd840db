using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Operations;

/// <summary>Which failed messages are meant: one by its id, or all that failed alike.</summary>
public sealed record MessageChoice(Guid? Id, MessageKey? Key = null);

/// <summary>
/// What the admin does with failed messages. Each act writes an event per message, takes at most
/// <see cref="MostAtOnce"/> and returns how many it took.
/// </summary>
public sealed class MessageDesk(ReviewDbContext database, EventLog events)
{
    public const int MostAtOnce = 200;

    /// <summary>
    /// Back into the outbox with all its attempts before it. Refuses a kind that this version does not
    /// know: nobody would ever send it.
    /// </summary>
    public async Task<Outcome<int>> SendAgainAsync(Actor actor, MessageChoice which, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await FindAsync(actor, which, cancellation);
        if (!found.IsDone)
        {
            return found.Refusals[0];
        }

        if (found.Value.Find(message => !KnownContracts.ByAlias.ContainsKey(message.MessageType)) is { } stranger)
        {
            return Refusal.Conflict("operations.message-unknown", ("kind", stranger.MessageType));
        }

        var ids = found.Value.ConvertAll(message => message.Id);
        await database.Database.ExecuteSqlAsync($"""
            UPDATE outbox_message SET failed_at = NULL, sent_at = NULL, attempts = 0, available_at = now(), claimed_by = NULL, claimed_until = NULL WHERE id = ANY ({ids})
            """, cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT pg_notify('outbox', '')", cancellation);
        await TellAsync(actor, "operations.message-sent-again", found.Value, null, cancellation);
        await transaction.CommitAsync(cancellation);
        return ids.Count;
    }

    /// <summary>Sets them aside; their rows go after 30 days.</summary>
    public async Task<Outcome<int>> DiscardAsync(
        Actor actor, MessageChoice which, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await FindAsync(actor, which, cancellation);
        if ((found.IsDone ? ReasonRule.WhyNot(reason) : found.Refusals[0]) is { } refusal)
        {
            return refusal;
        }

        var ids = found.Value.ConvertAll(message => message.Id);
        await database.Database.ExecuteSqlAsync(
            $"UPDATE outbox_message SET discarded_at = now() WHERE id = ANY ({ids})", cancellation);
        await TellAsync(actor, "operations.message-discarded", found.Value, reason, cancellation);
        await transaction.CommitAsync(cancellation);
        return ids.Count;
    }

    /// <summary>Locked; a message that another person has dealt with meanwhile is refused as gone.</summary>
    private async Task<Outcome<List<OutboxMessage>>> FindAsync(
        Actor actor, MessageChoice which, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySeeMessages(actor))
        {
            return Refusal.Forbidden;
        }

        var (id, kind, cause) = (which.Id, which.Key?.Kind, which.Key?.Cause);
        var found = await database.OutboxMessages.FromSqlRaw(
            $$"""
            SELECT m.* FROM outbox_message m
            WHERE {{MessageList.Waiting}} AND (m.id = {0} OR (m.message_type = {1} AND {{MessageList.Cause}} = {2}))
            ORDER BY m.failed_at, m.id LIMIT {3} FOR UPDATE SKIP LOCKED
            """, Typed(id), Typed(kind), Typed(cause), MostAtOnce).AsNoTracking().ToListAsync(cancellation);
        return found.Count > 0 ? found : Refusal.Conflict("operations.message-gone");
    }

    private async Task TellAsync(
        Actor actor, string act, List<OutboxMessage> messages, string? reason, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            events.Append(
                actor, act, new("message", message.Id), reason: reason,
                data: new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["kind"] = message.MessageType, ["body"] = message.Body,
                });
        }

        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>A null that says its type.</summary>
    private static Npgsql.NpgsqlParameter Typed(Guid? value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid, Value = (object?)value ?? DBNull.Value };

    private static Npgsql.NpgsqlParameter Typed(string? value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };
}
