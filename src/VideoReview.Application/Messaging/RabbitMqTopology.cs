using MassTransit;

namespace VideoReview.Application.Messaging;

/// <summary>
/// The same queues are declared by web and worker alike and at start, so that a message finds its queue although no
/// worker has ever run. Every limit is stated, because RabbitMQ 3.10 and 4.x differ in what
/// they do when nothing is said.
/// </summary>
internal static class RabbitMqTopology
{
    /// <summary>
    /// RabbitMQ 3.10 would redeliver for ever, 4.x stops at 20. What is given up goes to the dropped queue and
    /// from there to its outbox row.
    /// </summary>
    private const int DeliveryLimit = 20;

    /// <summary>
    /// Runs from delivery, not from start: an hour of encoding must fit. Since RabbitMQ 3.12 the queue's argument
    /// counts; before, only the broker's own consumer_timeout (infra/rabbitmq/limits.conf has the same figure).
    /// </summary>
    private static readonly TimeSpan ConsumerTimeout = TimeSpan.FromHours(6);

    /// <summary>
    /// Binds each contract's exchange to its queue; laid out at start and again by whoever publishes.
    /// </summary>
    public static void DeclareAll(IRabbitMqBusFactoryConfigurator bus, BusNames names)
    {
        bus.DeployPublishTopology = true;
        foreach (var contract in KnownContracts.ByAlias.Values)
        {
            bus.Publish(contract, publish => ((IRabbitMqMessagePublishTopologyConfigurator)publish).BindQueue(
                names.ExchangeOf(contract), names.QueueOf(contract), queue => Describe(queue, names.Dropped)));
        }
    }

    public static void Describe(IRabbitMqReceiveEndpointConfigurator endpoint, BusNames names, string queue)
    {
        // The publish topology binds the queue; bound twice, it would get each message twice.
        endpoint.ConfigureConsumeTopology = false;
        Describe(endpoint, queue == names.Dropped ? null : names.Dropped);
    }

    /// <summary>Every queue by name, with what it is declared with.</summary>
    public static IEnumerable<(string Queue, IReadOnlyDictionary<string, object?> Arguments)> Queues(BusNames names) =>
    [
        (names.Dropped, Quorum(null)),
        .. KnownContracts.ByAlias.Values.Select(contract => (names.QueueOf(contract), Quorum(names.Dropped))),
    ];

    private static void Describe(IRabbitMqQueueConfigurator queue, string? dropped)
    {
        foreach (var (name, value) in Quorum(dropped))
        {
            queue.SetQueueArgument(name, value!);
        }
    }

    /// <param name="dropped">Where to what was delivered too often; null = stays.</param>
    private static Dictionary<string, object?> Quorum(string? dropped)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["x-queue-type"] = "quorum",
            ["x-consumer-timeout"] = (long)ConsumerTimeout.TotalMilliseconds,
        };
        if (dropped is not null)
        {
            arguments["x-delivery-limit"] = DeliveryLimit;
            arguments["x-dead-letter-exchange"] = "";
            arguments["x-dead-letter-routing-key"] = dropped;
        }

        return arguments;
    }
}
