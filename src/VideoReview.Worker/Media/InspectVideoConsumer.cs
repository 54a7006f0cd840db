using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of an inspect job.</summary>
internal sealed class InspectVideoConsumer(JobRunner runner, Inspector inspector) : IConsumer<InspectVideo>
{
    public Task Consume(ConsumeContext<InspectVideo> context) => runner.RunAsync(context.Message.JobId, inspector.InspectAsync, context.CancellationToken);
}

/// <summary>The fast lane: a verdict never waits behind pictures or copies. No retry on the bus: a retry would find its own lease; the row knows when to try again.</summary>
internal sealed class InspectVideoDefinition : ConsumerDefinition<InspectVideoConsumer>
{
    private readonly int concurrency;

    public InspectVideoDefinition(IOptions<MediaOptions> options)
    {
        concurrency = options.Value.FastConcurrency;
        ConcurrentMessageLimit = concurrency;
    }

    /// <summary>Prefetch = concurrency: a delivered message's clock runs (RabbitMQ, consumer timeout), and what one worker holds back another could do.</summary>
    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<InspectVideoConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = concurrency;
}
