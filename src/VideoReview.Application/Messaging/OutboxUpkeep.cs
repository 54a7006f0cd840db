using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoReview.Application.Messaging;

/// <summary>Keeps the claims of messages at work in memory, measures what waits, and deletes what is old.</summary>
internal sealed class OutboxUpkeep(
    OutboxTable outbox, Deliveries deliveries, OutboxGauge gauge, ILogger<OutboxUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = OutboxTable.ClaimLasts / 4;
    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var lastClean = DateTimeOffset.MinValue;
        try
        {
            do
            {
                var isCleanDue = DateTimeOffset.UtcNow - lastClean > CleanEvery;
                lastClean = isCleanDue ? DateTimeOffset.UtcNow : lastClean;
                await TurnAsync(isCleanDue, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TurnAsync(bool isCleanDue, CancellationToken stopping)
    {
        try
        {
            await outbox.RenewAsync(deliveries.AtWork, stopping);
            gauge.Depth = await outbox.MeasureAsync(stopping);
            if (isCleanDue)
            {
                await outbox.CleanAsync(stopping);
            }
        }
        catch (NpgsqlException e)
        {
            log.RelayHeldUp(e);
        }
    }
}
