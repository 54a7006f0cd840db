using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a pictures job.</summary>
internal sealed class MakePicturesConsumer(JobRunner runner, Illustrator illustrator) : IConsumer<MakePictures>
{
    public Task Consume(ConsumeContext<MakePictures> context) => runner.RunAsync(context.Message.JobId, illustrator.IllustrateAsync, context.CancellationToken);
}

/// <summary>The images lane. No retry on the bus: a retry would find its own lease; the row knows when to try again.</summary>
internal sealed class MakePicturesDefinition : ConsumerDefinition<MakePicturesConsumer>
{
    private readonly int concurrency;

    public MakePicturesDefinition(IOptions<MediaOptions> options)
    {
        concurrency = options.Value.ImagesConcurrency;
        ConcurrentMessageLimit = concurrency;
    }

    /// <summary>Prefetch = concurrency: a delivered message's clock runs (RabbitMQ, consumer timeout), and what one worker holds back another could do.</summary>
    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<MakePicturesConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = concurrency;
}
