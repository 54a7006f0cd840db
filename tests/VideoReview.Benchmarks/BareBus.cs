using System.Collections.Concurrent;
using MassTransit;
using RabbitMQ.Client;

namespace VideoReview.Benchmarks;

/// <summary>
/// MassTransit as it comes: a quorum queue, publisher confirms, a consumer that only says that it heard.
/// </summary>
internal sealed class BareBus : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();
    private readonly string queue = "bench-bare-" + Guid.NewGuid().ToString("N");
    private readonly Uri broker;
    private readonly IBusControl bus;

    private BareBus(Uri broker, int hands)
    {
        this.broker = broker;
        bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(broker, host => host.PublisherConfirmation = true);
            rabbit.Message<Heard>(message => message.SetEntityName(queue + ":heard"));
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.ConcurrentMessageLimit = hands;
                endpoint.Handler<Heard>(Hear);
            });
        });
    }

    public static async Task<BareBus> StartAsync(Uri broker, int hands)
    {
        var bare = new BareBus(broker, hands);
        await bare.bus.StartAsync();
        return bare;
    }

    public async Task SendAsync()
    {
        var (id, done) = (Guid.NewGuid(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        waiting[id] = done;
        await bus.Publish(new Heard(id));
        await done.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await bus.StopAsync();
        await DeleteAsync(broker, [queue, queue + ":heard"]);
    }

    /// <summary>Queues and exchanges of these names.</summary>
    public static async Task DeleteAsync(Uri broker, IReadOnlyList<string> names)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in names)
        {
            await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false);
            await channel.ExchangeDeleteAsync(name);
        }
    }

    private Task Hear(ConsumeContext<Heard> context)
    {
        if (waiting.TryRemove(context.Message.Id, out var done))
        {
            done.SetResult();
        }

        return Task.CompletedTask;
    }

    internal sealed record Heard(Guid Id);
}
