using Microsoft.Extensions.Logging;

namespace VideoReview.Application.Messaging;

/// <summary>What the messages' way tells: ids and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The relay could not reach the database and tries again")]
    public static partial void RelayHeldUp(this ILogger logger, Exception cause);

    [LoggerMessage(2002, LogLevel.Warning, "The bus is away; {Count} messages wait in the outbox")]
    public static partial void BusAway(this ILogger logger, int count, Exception cause);

    [LoggerMessage(2003, LogLevel.Error, "Message {MessageId} was refused by the bus and is sent again later")]
    public static partial void MessageRefused(this ILogger logger, Guid messageId, Exception cause);

    [LoggerMessage(2004, LogLevel.Warning, "The outbox's bell lost its connection and reconnects")]
    public static partial void BellLost(this ILogger logger, Exception cause);

    [LoggerMessage(2005, LogLevel.Error, "Message {MessageId} ({Kind}) failed and waits for a person")]
    public static partial void MessageFailed(this ILogger logger, Guid messageId, string kind, Exception cause);

    [LoggerMessage(2006, LogLevel.Warning, "Message {MessageId} ({Kind}) is put off: {Why}")]
    public static partial void MessagePutOff(this ILogger logger, Guid messageId, string kind, string why);

    [LoggerMessage(
        2007, LogLevel.Error,
        "A message that stands in no outbox ({MessageId}) failed at {Queue}; it is kept as failed")]
    public static partial void StrangerFailed(this ILogger logger, Guid? messageId, Uri queue, Exception cause);

    [LoggerMessage(
        2008, LogLevel.Warning, "The error and skipped queues could not be emptied; the next round tries again")]
    public static partial void QueuesNotEmptied(this ILogger logger, Exception cause);

    [LoggerMessage(
        2009, LogLevel.Warning, "The queues could not be laid out before the bus; it does so once the broker answers")]
    public static partial void QueuesNotLaidOut(this ILogger logger, Exception cause);
}
