using System.Reflection;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Puts messages into the transaction of the change that they tell of; the relay sends them after the commit.
/// </summary>
public sealed class Outbox(ReviewDbContext database)
{
    /// <summary>Adds one message; it is written with the caller's SaveChanges.</summary>
    /// <param name="partitionKey">
    /// What must stay in order or be shared out fairly, for example a unit's id; null = nothing.
    /// </param>
    /// <param name="availableAt">Not sent before, by the database's clock; null = at once.</param>
    public void Add(object message, string? partitionKey = null, DateTimeOffset? availableAt = null) =>
        database.OutboxMessages.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(),
            MessageType = AliasOf(message.GetType()),
            Body = Json.Write(message),
            Headers = TraceHeaders.Now(),
            PartitionKey = partitionKey,
            AvailableAt = availableAt ?? default,
        });

    /// <summary>A type that is no contract is a bug.</summary>
    public static string AliasOf(Type contract) =>
        contract.GetCustomAttribute<ContractAttribute>()?.Alias
            ?? throw new InvalidOperationException($"{contract} carries no [Contract].");
}
