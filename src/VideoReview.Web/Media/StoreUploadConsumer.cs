using MassTransit;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Web.Media;

/// <summary>The bell of a store job.</summary>
internal sealed class StoreUploadConsumer(UploadStore store) : IConsumer<StoreUpload>
{
    /// <summary>The bus has no say in when the work ends: a file half stored when the broker goes away is stored to its end.</summary>
    public Task Consume(ConsumeContext<StoreUpload> context) => store.StoreAsync(context.Message.JobId, CancellationToken.None);
}

/// <summary>Two at once: more puts would only share the same line to the store. No retry on the bus: a retry would find its own lease; the row knows when to try again.</summary>
internal sealed class StoreUploadDefinition : ConsumerDefinition<StoreUploadConsumer>
{
    private const int AtOnce = 2;

    public StoreUploadDefinition() => ConcurrentMessageLimit = AtOnce;

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<StoreUploadConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = AtOnce;
}
