using MassTransit;

namespace VideoReview.Worker.Media;

/// <summary>How the bells of media jobs are heard. No retry on the bus: a retry would find its own lease; the row knows when to try again.</summary>
/// <param name="concurrency">Jobs of this kind at a time in this process.</param>
internal abstract class MediaJobDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    private readonly int concurrency;

    protected MediaJobDefinition(int concurrency)
    {
        this.concurrency = concurrency;
        ConcurrentMessageLimit = concurrency;
    }

    /// <summary>Prefetch = concurrency: a delivered message's clock runs (RabbitMQ, consumer timeout), and what one worker holds back another could do.</summary>
    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = concurrency;
}
