using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace VideoReview.Application.Database;

/// <summary>
/// Ends a process that has lost its own connections. It is at fault, and not the world, when the pool gives none for
/// as long as <see cref="DatabaseOptions.PoolPatience"/> while the database gives one outside of the pool and sees none
/// of the pool's at work; a database that is away, full or slow never ends anything.
/// </summary>
/// <param name="pool">What everybody in this process draws from.</param>
/// <param name="host">Told to stop: consumers take nothing more, and jobs under way are given back.</param>
public sealed class PoolWatch(
    NpgsqlDataSource pool, IOptions<DatabaseOptions> options, IHostApplicationLifetime host,
    ILogger<PoolWatch> log) : BackgroundService
{
    /// <summary>Exit code of a program with a fault inside (EX_SOFTWARE of sysexits.h).</summary>
    public const int ExitCode = 70;

    private readonly TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan look = options.Value.PoolPatience / 4;

    private enum Answer
    {
        Given,
        None,
        Away,
    }

    /// <summary>Done when the process is found at fault.</summary>
    public Task Lost => lost.Task;

    /// <summary>One look: by itself it says nothing yet, since a connection may come back at any moment.</summary>
    public async Task<bool> IsAtFaultAsync(CancellationToken cancellation) =>
        await AskPoolAsync(cancellation) == Answer.None && await AreLeftAsync(cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? none = null;
        using var timer = new PeriodicTimer(look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var begun = Stopwatch.GetTimestamp();
            if (!await IsAtFaultAsync(stoppingToken))
            {
                none = null;
                continue;
            }

            none ??= begun;
            if (Stopwatch.GetElapsedTime(none.Value) >= options.Value.PoolPatience)
            {
                Log.PoolLost(log, options.Value.PoolPatience.TotalSeconds);
                lost.SetResult();
                host.StopApplication();
                return;
            }
        }
    }

    private async Task<Answer> AskPoolAsync(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(look);
        try
        {
            await using var connection = await pool.OpenConnectionAsync(patience.Token);
            return Answer.Given;
        }
        catch (NpgsqlException e)
        {
            // Waited as long as the connection string says, or the server did not take another.
            return e.InnerException is TimeoutException ? Answer.None : Answer.Away;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return Answer.None;
        }
    }

    /// <summary>
    /// Does the database answer outside of the pool, and has none of the pool's connections asked it anything since the
    /// last look? Where some are at work the pool is merely too small, or what they wait for is slow.
    /// </summary>
    private async Task<bool> AreLeftAsync(CancellationToken stopping)
    {
        var mine = new NpgsqlConnectionStringBuilder(pool.ConnectionString);
        var own = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(look);
        try
        {
            await using var connection = new NpgsqlConnection(own.ConnectionString);
            await connection.OpenAsync(patience.Token);
            await using var command = new NpgsqlCommand(
                """
                SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = $1 AND (state = 'active' OR state_change > now() - $2))
                """, connection);
            command.Parameters.Add(new() { Value = mine.ApplicationName });
            command.Parameters.Add(new() { Value = look });
            return (bool)(await command.ExecuteScalarAsync(patience.Token))!;
        }
        catch (Exception e)
            when (e is NpgsqlException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return false;
        }
    }
}
