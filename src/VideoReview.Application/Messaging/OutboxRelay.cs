using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Sends what stands in the outbox; every process runs one. On RabbitMQ a row is sent when the broker has confirmed it
/// and had a queue for it; in memory when its consumer is done (<see cref="Deliveries"/>). Deliveries may be repeated,
/// effects not: MessageId is the row's id.
/// </summary>
internal sealed class OutboxRelay(
    OutboxTable outbox, OutboxBell bell, Deliveries deliveries, IBusControl bus, IOptions<BusOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<OutboxRelay> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PublishPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly bool isInMemory = options.Value.Transport == BusTransport.InMemory;
    private int failuresInARow;

    /// <summary>
    /// The bus has stopped before (it was added later): what its consumers still finished is
    /// written, the rest is given back.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await SettleAsync(cancellationToken);
            await outbox.ReleaseAsync(deliveries.AtWork, null, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            log.RelayHeldUp(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            stoppingToken, lifetime.ApplicationStopping);
        try
        {
            // In memory a message that nobody listens for yet would be gone.
            if (isInMemory)
            {
                await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stopping.Token);
            }

            while (true)
            {
                await TurnAsync(stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        try
        {
            bool isMore;
            do
            {
                await SettleAsync(stopping);
                isMore = await SendBatchAsync(stopping);
            }
            while (isMore);
        }
        catch (NpgsqlException e)
        {
            failuresInARow++;
            log.RelayHeldUp(e);
        }

        // While the bus or the database is away, new rows do not wake us.
        if (failuresInARow > 0)
        {
            var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failuresInARow - 1, 10)));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, stopping);
            return;
        }

        await bell.WaitAsync(Poll, stopping);
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        var (done, givenUp) = (deliveries.Done, deliveries.GivenUp);
        if (done.Count > 0)
        {
            await outbox.SentAsync(done, cancellation);
            deliveries.Forget(done);
        }

        // A message that was given up because the process ends has had no attempt.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await outbox.ReleaseAsync(givenUp, null, cancellation);
            deliveries.Forget(givenUp);
            return;
        }

        foreach (var id in givenUp)
        {
            await outbox.PutOffAsync(id, "The consumer ended without a word.", isLast: false, cancellation);
            deliveries.Forget([id]);
        }
    }

    /// <returns>True when there may be more to send at once.</returns>
    private async Task<bool> SendBatchAsync(CancellationToken stopping)
    {
        var kinds = isInMemory ? deliveries.WithRoom() : [.. KnownContracts.ByAlias.Keys];
        var claimed = await outbox.ClaimAsync(kinds, stopping);
        var outcomes = await Task.WhenAll(claimed.Select(message => PublishAsync(message, stopping)));
        if (!isInMemory)
        {
            await outbox.SentAsync(outcomes.Where(o => o.Fault is null).Select(o => o.Id).ToList(), stopping);
        }

        var away = outcomes.Where(o => o.Fault is not null && BusFaults.IsAway(o.Fault)).ToList();
        await outbox.ReleaseAsync(away.Select(o => o.Id).ToList(), away.FirstOrDefault()?.Fault?.Message, stopping);
        foreach (var refused in outcomes.Where(o => o.Fault is not null).Except(away))
        {
            log.MessageRefused(refused.Id, refused.Fault!);
            await outbox.PutOffAsync(
                refused.Id, refused.Fault!.ToString(), isLast: refused.Fault is JsonException, stopping);
        }

        failuresInARow = away.Count > 0 ? failuresInARow + 1 : 0;
        if (away.Count > 0)
        {
            log.BusAway(away.Count, away[0].Fault!);
        }

        return claimed.Count == OutboxTable.BatchSize && away.Count == 0;
    }

    private async Task<Outcome> PublishAsync(ClaimedMessage message, CancellationToken stopping)
    {
        using var trace = TraceHeaders.Continue(message.Headers);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(PublishPatience);
        try
        {
            var contract = KnownContracts.ByAlias[message.MessageType];
            var body = Json.Read(message.Body, contract);
            if (isInMemory)
            {
                deliveries.Begin(message);
            }

            await bus.Publish(body, contract, publish => Address(publish, message), patience.Token);
            return new(message.Id, null);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            deliveries.Forget([message.Id]);
            return new(message.Id, fault);
        }
    }

    /// <summary>A confirm is not a route: a message for which the broker has no queue comes back as a fault.</summary>
    private static void Address(PublishContext publish, ClaimedMessage message)
    {
        publish.MessageId = message.Id;
        publish.Mandatory = true;
    }

    private sealed record Outcome(Guid Id, Exception? Fault);
}
