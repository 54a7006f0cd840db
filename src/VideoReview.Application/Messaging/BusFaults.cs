using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace VideoReview.Application.Messaging;

/// <summary>Tells a bus that is away from one that is up and refuses.</summary>
internal static class BusFaults
{
    /// <summary>Not the message's fault: it waits, and no attempt is counted.</summary>
    public static bool IsAway(Exception fault) =>
        fault is ConnectionException or BrokerUnreachableException or AlreadyClosedException
            or OperationCanceledException or TimeoutException;
}
