using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Declares the queues before the bus starts, one after the other, one program at a time. A quorum queue that two
/// declare at once answers the second before it runs; a consumer then crashes its channel in the broker (RabbitMQ
/// before 4.1.1), the connection goes with it, and the client may wait on it for ever. Without a broker
/// the bus declares them itself once there is one.
/// </summary>
internal sealed class QueueLayout(IOptions<BusOptions> options, NpgsqlDataSource source, ILogger<QueueLayout> log)
    : IHostedService
{
    /// <summary>Longer than a broker takes to make all queues; a start waits no longer for one that is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await LayOutAsync(patience.Token);
        }
        catch (Exception fault) when (fault is BrokerUnreachableException or OperationInterruptedException
            or AlreadyClosedException or IOException or NpgsqlException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.QueuesNotLaidOut(fault);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Returns when every queue can be consumed; repeating it changes nothing.</summary>
    internal async Task LayOutAsync(CancellationToken cancellation)
    {
        await using var turn = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await turn.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "SELECT pg_advisory_xact_lock(hashtextextended('queues', 0))", turn, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
        var factory = new ConnectionFactory { Uri = options.Value.RabbitMqUri!, AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync("queues", cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        foreach (var (queue, arguments) in RabbitMqTopology.Queues(new BusNames(options.Value.Prefix)))
        {
            await channel.QueueDeclareAsync(
                queue, durable: true, exclusive: false, autoDelete: false, arguments.ToDictionary(),
                cancellationToken: cancellation);
        }
    }
}
