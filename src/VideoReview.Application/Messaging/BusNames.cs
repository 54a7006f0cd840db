using MassTransit;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Names on the broker come from prefix and alias, never from names of classes: exchange "videoreview:ring-fast", queue
/// "videoreview-ring-fast". One contract, one consumer, one queue.
/// </summary>
internal sealed class BusNames(string prefix) : DefaultEndpointNameFormatter(prefix), IEntityNameFormatter
{
    /// <summary>Where a queue's delivery limit sends what it gives up.</summary>
    public string Dropped => Prefix + "-dropped";

    public string QueueOf(Type contract) => $"{Prefix}-{Outbox.AliasOf(contract)}";

    public string ExchangeOf(Type contract) => $"{Prefix}:{Outbox.AliasOf(contract)}";

    public override string Consumer<T>() => QueueOf(KnownContracts.TakenBy(typeof(T)));

    public string FormatEntityName<T>() => typeof(T).IsDefined(typeof(ContractAttribute), inherit: false)
        ? ExchangeOf(typeof(T))
        : $"{Prefix}:{typeof(T).Name}";
}
