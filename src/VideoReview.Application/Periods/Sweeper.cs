using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>
/// Brings about what time brings about. Every process runs one; SKIP LOCKED gives each due row to one of them, and the
/// row's effect and its "done" are one transaction. A failed row waits longer each time and keeps the cause.
/// </summary>
public sealed class Sweeper(IServiceScopeFactory scopes, TimeProvider time, ILogger<Sweeper> log) : BackgroundService
{
    private const int LongestError = 4000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// Handles every row that is due now and returns how many; also called by tests, without waiting.
    /// </summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var handled = 0;
        while (await HandleNextAsync(cancellation))
        {
            handled++;
        }

        return handled;
    }

    /// <summary>The wait after a failure: 10 s, doubled each time, at most an hour.</summary>
    public static TimeSpan WaitAfter(int attempts)
    {
        var wait = TimeSpan.FromSeconds(10 * Math.Pow(2, Math.Min(attempts, 20) - 1));
        return wait < LongestWait ? wait : LongestWait;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (NpgsqlException e)
                {
                    Log.SweepFailed(log, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<bool> HandleNextAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        var now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var effect = await database.DatedEffects.FromSql($"""
            SELECT * FROM dated_effect WHERE done_at IS NULL AND due_at <= {now}
            ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """).SingleOrDefaultAsync(cancellation);
        if (effect is null)
        {
            return false;
        }

        try
        {
            await HandlerOf(scope.ServiceProvider, effect.Kind).HandleAsync(effect, now, cancellation);
            effect.DoneAt = effect.DueAt > now ? null : now;
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            await transaction.RollbackAsync(cancellation);
            await PutOffAsync(effect, e, now, cancellation);
        }

        return true;
    }

    private static IDatedEffectHandler HandlerOf(IServiceProvider services, string kind) =>
        services.GetServices<IDatedEffectHandler>().SingleOrDefault(handler => handler.Kind == kind)
        ?? throw new InvalidOperationException($"Nobody handles '{kind}'.");

    /// <summary>
    /// In a transaction of its own, because the failed one is gone; another sweeper that took the row meanwhile wins.
    /// </summary>
    private async Task PutOffAsync(
        DatedEffect effect, Exception cause, DateTimeOffset now, CancellationToken cancellation)
    {
        Log.EffectFailed(log, effect.Id, effect.Kind, cause);
        var attempts = effect.Attempts + 1;
        var error = cause.ToString();
        error = error.Length > LongestError ? error[..LongestError] : error;
        var dueAt = now + WaitAfter(attempts);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        await database.DatedEffects
            .Where(e => e.Id == effect.Id && e.DoneAt == null && e.Attempts < attempts)
            .ExecuteUpdateAsync(
                row => row.SetProperty(e => e.Attempts, attempts).SetProperty(e => e.LastError, error)
                    .SetProperty(e => e.DueAt, dueAt),
                cancellation);
    }
}
