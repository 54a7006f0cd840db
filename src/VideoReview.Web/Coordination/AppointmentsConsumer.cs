using MassTransit;
using VideoReview.Application.Coordination;
using VideoReview.Application.Messaging;

namespace VideoReview.Web.Coordination;

/// <summary>Looks at what waits for a coordinator.</summary>
internal sealed class AppointmentsConsumer(AppointmentWatch watch) : IConsumer<AppointmentsChanged>
{
    public Task Consume(ConsumeContext<AppointmentsChanged> context) => watch.LookAsync(context.CancellationToken);
}

/// <summary>One at a time, since each looks at all; a change of the same row meanwhile is looked at again.</summary>
internal sealed class AppointmentsDefinition : ConsumerDefinition<AppointmentsConsumer>
{
    public AppointmentsDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<AppointmentsConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 1;
        endpointConfigurator.UseMessageRetry(retry =>
        {
            // A consumer that is told to end must end: the bus in memory waits for it, however long that takes.
            retry.Ignore<OperationCanceledException>();
            retry.Intervals(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        });
    }
}
