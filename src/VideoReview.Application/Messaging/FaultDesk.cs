using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Writes the cause of a message that its consumer could not handle on the row that the message is about, where the
/// people concerned look. Registered by the word that owns the row; whoever does not know the message leaves it alone.
/// </summary>
public interface IFaultHandler
{
    /// <summary>Runs in the transaction in which the message is marked as failed, and with its context.</summary>
    Task HandleAsync(object message, string cause, CancellationToken cancellation);
}

/// <summary>
/// The world failed (mail server, disk) and quick retries did not help: the message is sent
/// again later, up to 20 times.
/// </summary>
public sealed class PutOffException(string why, Exception cause) : Exception(why, cause);

/// <summary>A message that came to nothing.</summary>
/// <param name="Queue">Where.</param>
/// <param name="Envelope">As it was carried; asked for only when it stands in no outbox row.</param>
internal sealed record FailedDelivery(Guid? MessageId, Uri Queue, string Envelope);

/// <summary>
/// Where messages end whose consumer threw after its last retry, whose body could not be read, or which a queue gave
/// up. The outbox row is the record: it is put off or failed with the cause, so there is no error queue that nobody
/// looks at. A message without a row gets one.
/// </summary>
internal sealed class FaultDesk(
    ReviewDbContext database, OutboxTable outbox, IEnumerable<IFaultHandler> handlers, ILogger<FaultDesk> log)
{
    private const string NoHeaders = "{}";

    public async Task RecordAsync(FailedDelivery delivery, Exception cause, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var row = delivery.MessageId is { } id
            ? await database.OutboxMessages.FromSql($"SELECT * FROM outbox_message WHERE id = {id} FOR UPDATE")
                .SingleOrDefaultAsync(cancellation)
            : null;
        if (row is null)
        {
            await KeepAsync(delivery, cause, cancellation);
            await transaction.CommitAsync(cancellation);
            log.StrangerFailed(delivery.MessageId, delivery.Queue, cause);
            return;
        }

        var isPutOff = cause is PutOffException && row.Attempts + 1 < OutboxTable.MostAttempts;
        if (isPutOff)
        {
            await transaction.RollbackAsync(cancellation);
            await outbox.PutOffAsync(row.Id, cause.ToString(), isLast: false, cancellation);
            log.MessagePutOff(row.Id, row.MessageType, cause.Message);
            return;
        }

        await FailAsync(row, cause, cancellation);
        await transaction.CommitAsync(cancellation);
        log.MessageFailed(row.Id, row.MessageType, cause);
    }

    /// <summary>
    /// Its row was deleted long ago, or somebody else sent it: kept as failed, for a person to send or discard.
    /// </summary>
    private Task<int> KeepAsync(FailedDelivery delivery, Exception cause, CancellationToken cancellation)
    {
        var (stray, id, error) = (StrayMessage.Read(delivery.Envelope), delivery.MessageId ?? Guid.CreateVersion7(),
            OutboxTable.Cut(cause.ToString()));
        return database.Database.ExecuteSqlAsync($"""
            INSERT INTO outbox_message (id, message_type, body, headers, attempts, failed_at, last_error)
            VALUES ({id}, {stray.Kind}, {stray.Body}::jsonb, {NoHeaders}::jsonb, 0, now(), {error}) ON CONFLICT DO NOTHING
            """, cancellation);
    }

    private async Task FailAsync(OutboxMessage row, Exception cause, CancellationToken cancellation)
    {
        var error = OutboxTable.Cut(cause.ToString())!;
        await database.Database.ExecuteSqlAsync($"""
            UPDATE outbox_message SET sent_at = NULL, failed_at = now(), discarded_at = NULL, last_error = {error}, claimed_by = NULL, claimed_until = NULL WHERE id = {row.Id}
            """, cancellation);
        if (!KnownContracts.ByAlias.TryGetValue(row.MessageType, out var contract))
        {
            return;
        }

        var message = Json.Read(row.Body, contract);
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(message, error, cancellation);
        }

        await database.SaveChangesAsync(cancellation);
    }
}
