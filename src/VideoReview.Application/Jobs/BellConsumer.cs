using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Application.Jobs;

/// <summary>Hears the bell of one lane.</summary>
public sealed class BellConsumer<TBell>(JobRunner runner) : IConsumer<TBell>
    where TBell : class, IBell
{
    /// <summary>
    /// The bus has no say in when the work ends: it cancels what it delivered when it loses the broker, and a copy half
    /// made would begin anew, although the lease stands. A process that stops is heard of by the runner itself.
    /// </summary>
    public Task Consume(ConsumeContext<TBell> context) =>
        runner.HearAsync(context.Message.JobId, CancellationToken.None);
}

/// <summary>
/// As many at a time as the lane has slots. No retry on the bus: a retry would find its own lease; the
/// row knows when to try again.
/// </summary>
internal sealed class BellDefinition<TBell> : ConsumerDefinition<BellConsumer<TBell>>
    where TBell : class, IBell
{
    private readonly int slots;

    public BellDefinition(IOptions<JobOptions> options)
    {
        slots = options.Value.SlotsOf(TBell.Lane);
        ConcurrentMessageLimit = slots;
    }

    /// <summary>
    /// Prefetch = slots: a delivered message's clock runs (RabbitMQ, consumer timeout), and what one worker
    /// holds back another could do.
    /// </summary>
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<BellConsumer<TBell>> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = slots;
}

/// <summary>Which bells a program hears.</summary>
public static class Bells
{
    public static void AddBell<TBell>(this IBusRegistrationConfigurator bus)
        where TBell : class, IBell => bus.AddConsumer<BellConsumer<TBell>, BellDefinition<TBell>>();
}
