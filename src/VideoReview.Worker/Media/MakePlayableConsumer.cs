using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a playable job.</summary>
internal sealed class MakePlayableConsumer(JobRunner runner, CopyMaker copies) : IConsumer<MakePlayable>
{
    public Task Consume(ConsumeContext<MakePlayable> context) => runner.RunAsync(context.Message.JobId, copies.MakeAsync, context.CancellationToken);
}

/// <summary>The heavy lane. No retry on the bus: a retry would find its own lease; the row knows when to try again.</summary>
internal sealed class MakePlayableDefinition : ConsumerDefinition<MakePlayableConsumer>
{
    private readonly int concurrency;

    public MakePlayableDefinition(IOptions<MediaOptions> options)
    {
        concurrency = options.Value.HeavyConcurrency;
        ConcurrentMessageLimit = concurrency;
    }

    /// <summary>Prefetch = concurrency: a delivered message's clock runs (RabbitMQ, consumer timeout), and what one worker holds back another could do.</summary>
    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<MakePlayableConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = concurrency;
}
