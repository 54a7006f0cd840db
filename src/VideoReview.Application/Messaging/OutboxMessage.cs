namespace VideoReview.Application.Messaging;

/// <summary>A message that waits for the bus, written in the transaction of the change that it tells of.</summary>
public sealed class OutboxMessage
{
    /// <summary>Also the MessageId on the bus.</summary>
    public required Guid Id { get; init; }

    /// <summary>
    /// Order of writing; given by the database. Never polled by: numbers are taken before the commit.
    /// </summary>
    public long Seq { get; init; }

    /// <summary>Alias of the contract, not a CLR name.</summary>
    public required string MessageType { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    public string Headers { get; init; } = "{}";

    public string? PartitionKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Default: when it is written, by the database's clock.</summary>
    public DateTimeOffset AvailableAt { get; init; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    public string? ClaimedBy { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>When a person set the failure aside.</summary>
    public DateTimeOffset? DiscardedAt { get; set; }

    public string? LastError { get; set; }
}

/// <summary>A message whose effect is in the database: inserted in the transaction of the effect.</summary>
public sealed class InboxMessage
{
    public required string Consumer { get; init; }

    public required Guid MessageId { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
}
