using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Hears that messages were written (NOTIFY of a database trigger) on a connection of its own outside the pool. It only
/// speeds the relay up: whoever waits is woken after two seconds in any case.
/// </summary>
internal sealed class OutboxBell(IOptions<DatabaseOptions> options, ILogger<OutboxBell> log) : BackgroundService
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim rung = new(0, 1);

    /// <summary>Until something was written, or the time is over.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => rung.WaitAsync(atMost, cancellation);

    /// <summary>Wakes whoever waits; rings that come together count once.</summary>
    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            return;
        }
    }

    public override void Dispose()
    {
        rung.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HearAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                log.BellLost(e);
                await Task.Delay(ReconnectAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task HearAsync(CancellationToken stopping)
    {
        var own = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false, KeepAlive = 30 };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        connection.Notification += (_, _) => Ring();
        await connection.OpenAsync(stopping);
        await using (var listen = new NpgsqlCommand("LISTEN outbox", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        Ring();
        while (true)
        {
            await connection.WaitAsync(stopping);
        }
    }
}
