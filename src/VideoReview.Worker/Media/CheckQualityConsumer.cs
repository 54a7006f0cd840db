using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a quality job.</summary>
internal sealed class CheckQualityConsumer(JobRunner runner, QualityCheck quality) : IConsumer<CheckQuality>
{
    public Task Consume(ConsumeContext<CheckQuality> context) => runner.RunAsync(context.Message.JobId, quality.CheckAsync, context.CancellationToken);
}

/// <summary>The images lane, in a queue of its own. No retry on the bus: a retry would find its own lease; the row knows when to try again.</summary>
internal sealed class CheckQualityDefinition : ConsumerDefinition<CheckQualityConsumer>
{
    private readonly int concurrency;

    public CheckQualityDefinition(IOptions<MediaOptions> options)
    {
        concurrency = options.Value.ImagesConcurrency;
        ConcurrentMessageLimit = concurrency;
    }

    /// <summary>Prefetch = concurrency: a delivered message's clock runs (RabbitMQ, consumer timeout), and what one worker holds back another could do.</summary>
    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CheckQualityConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = concurrency;
}
