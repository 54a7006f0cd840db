using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Asks the broker itself whether somebody consumes each queue of this process: a consumer can be dead while the
/// process and its connection live (MassTransit issues 4544 and 6001). In memory there is nothing to ask.
/// </summary>
internal sealed class QueueHealth(ConsumedHere consumed, IOptions<BusOptions> options) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (options.Value.Transport == BusTransport.InMemory)
        {
            return HealthCheckResult.Healthy();
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var lonely = await LonelyAsync(patience.Token);
            return lonely.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("Nobody consumes " + string.Join(", ", lonely) + ".");
        }
        catch (Exception fault) when (fault is BrokerUnreachableException or OperationInterruptedException
            or OperationCanceledException or IOException)
        {
            return HealthCheckResult.Unhealthy("The broker does not answer or lacks a queue.", fault);
        }
    }

    private async Task<IReadOnlyList<string>> LonelyAsync(CancellationToken cancellation)
    {
        var factory = new ConnectionFactory { Uri = options.Value.RabbitMqUri!, AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync("readiness", cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        var lonely = new List<string>();
        foreach (var alias in consumed.Aliases)
        {
            var queue = await channel.QueueDeclarePassiveAsync($"{options.Value.Prefix}-{alias}", cancellation);
            if (queue.ConsumerCount == 0)
            {
                lonely.Add(queue.QueueName);
            }
        }

        return lonely;
    }
}
