using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Remembers which messages have had their effect. Deliveries are repeated; the effect is not, because the row is
/// written in its transaction. For media jobs the job's row is the inbox.
/// </summary>
public sealed class Inbox(ReviewDbContext database)
{
    /// <summary>
    /// Takes the message in the caller's transaction, which must be open. False = it had its effect already: do
    /// nothing. While another delivery of it is still in its transaction, this waits for that one's end.
    /// </summary>
    /// <param name="consumer">Whose effect, for example "notice-mail"; never renamed.</param>
    public async Task<bool> TakeAsync(string consumer, Guid messageId, CancellationToken cancellation)
    {
        if (database.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The inbox row belongs into the transaction of the effect.");
        }

        return await database.Database.ExecuteSqlAsync(
            $"INSERT INTO inbox_message (consumer, message_id) VALUES ({consumer}, {messageId}) ON CONFLICT DO NOTHING",
            cancellation)
            == 1;
    }
}
