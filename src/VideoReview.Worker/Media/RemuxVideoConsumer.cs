using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a playable job that only moves streams.</summary>
internal sealed class RemuxVideoConsumer(JobRunner runner, CopyMaker copies) : IConsumer<RemuxVideo>
{
    public Task Consume(ConsumeContext<RemuxVideo> context) => runner.RunAsync(context.Message.JobId, copies.MakeAsync, context.CancellationToken);
}

/// <summary>The fast lane: a second of work that makes a video playable does not wait behind encodings. No retry on the bus: a retry would find its own lease; the row knows when to try again.</summary>
internal sealed class RemuxVideoDefinition : ConsumerDefinition<RemuxVideoConsumer>
{
    private readonly int concurrency;

    public RemuxVideoDefinition(IOptions<MediaOptions> options)
    {
        concurrency = options.Value.FastConcurrency;
        ConcurrentMessageLimit = concurrency;
    }

    /// <summary>Prefetch = concurrency: a delivered message's clock runs (RabbitMQ, consumer timeout), and what one worker holds back another could do.</summary>
    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RemuxVideoConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = concurrency;
}
