using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace VideoReview.Application.Messaging;

/// <summary>Why a message lay in a queue that nobody reads.</summary>
internal sealed class LeftInQueueException(string queue, string why) : Exception($"Left in {queue}: {why}");

/// <summary>
/// Empties the error and skipped queues of the bus into the <see cref="FaultDesk"/>. This version leaves nothing there;
/// an older one, or another program on the same broker, may have.
/// </summary>
internal sealed class LeftQueues(
    IServiceScopeFactory scopes, IOptions<BusOptions> options, ILogger<LeftQueues> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly BusNames names = new(options.Value.Prefix);

    /// <summary>One round; returns how many messages were taken.</summary>
    public async Task<int> EmptyAsync(CancellationToken cancellation)
    {
        var factory = new ConnectionFactory { Uri = options.Value.RabbitMqUri!, AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync("left queues", cancellation);
        var taken = 0;
        foreach (var queue in KnownContracts.ByAlias.Values.Select(names.QueueOf).Append(names.Dropped)
            .SelectMany(queue => new[] { queue + "_error", queue + "_skipped" }))
        {
            taken += await EmptyAsync(connection, queue, cancellation);
        }

        return taken;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                await TurnAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        try
        {
            await EmptyAsync(stopping);
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException
            or AlreadyClosedException or IOException or NpgsqlException
            || e.InnerException is NpgsqlException)
        {
            log.QueuesNotEmptied(e);
        }
    }

    /// <summary>Acknowledged once its row is written; a crash in between only writes the same row again.</summary>
    private async Task<int> EmptyAsync(IConnection connection, string queue, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        if (!await IsThereAsync(channel, queue, cancellation))
        {
            return 0;
        }

        var taken = 0;
        while (await channel.BasicGetAsync(queue, autoAck: false, cancellation) is { } message)
        {
            await using var scope = scopes.CreateAsyncScope();
            var why = Header(message, "MT-Fault-Message") ?? Header(message, "MT-Reason") ?? "no reason given";
            var delivery = new FailedDelivery(
                Guid.TryParse(message.BasicProperties.MessageId, out var id) ? id : null, new Uri("queue:" + queue),
                Encoding.UTF8.GetString(message.Body.Span));
            await scope.ServiceProvider.GetRequiredService<FaultDesk>()
                .RecordAsync(delivery, new LeftInQueueException(queue, why), cancellation);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
            taken++;
        }

        return taken;
    }

    private static async Task<bool> IsThereAsync(IChannel channel, string queue, CancellationToken cancellation)
    {
        try
        {
            await channel.QueueDeclarePassiveAsync(queue, cancellation);
            return true;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == RabbitMQ.Client.Constants.NotFound)
        {
            return false;
        }
    }

    private static string? Header(BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) == true
            ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString()
            : null;
}
