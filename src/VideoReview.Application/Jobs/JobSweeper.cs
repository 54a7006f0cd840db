using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VideoReview.Application.Jobs;

/// <summary>
/// What a crash left behind: jobs whose worker is gone go back or end as poison, jobs that nobody was told of are
/// rung for. Runs in every process.
/// </summary>
public sealed class JobSweeper(
    IServiceScopeFactory scopes, TimeProvider time, ILogger<JobSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>
    /// So long without a round, and all leases look dead although it was the database that was
    /// away, or the machine that slept.
    /// </summary>
    private static readonly TimeSpan Gap = 3 * Interval;

    private DateTimeOffset? lastRound;
    private DateTimeOffset mayLoseFrom = DateTimeOffset.MinValue;

    /// <summary>One round; also called by tests, without waiting.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<JobQueue>();
        var dead = await queue.DeadAsync(cancellation);
        foreach (var lease in MayLose() ? dead : [])
        {
            await LoseAsync(lease, cancellation);
        }

        await queue.RingOverdueAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // Whatever it was, the next round may pass; a sweeper that ends would end its host with it.
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

    /// <summary>
    /// After a gap the holders get as long as a lease lasts to say that they live: a minute without the database must
    /// not look like a file that kills workers.
    /// </summary>
    private bool MayLose()
    {
        var now = time.GetUtcNow();
        mayLoseFrom = now - lastRound > Gap ? now + JobQueue.LeaseTime : mayLoseFrom;
        lastRound = now;
        return now >= mayLoseFrom;
    }

    /// <summary>A context of its own for each: one that fails leaves the others alone.</summary>
    private async Task LoseAsync(JobLease lease, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            if (await scope.ServiceProvider.GetRequiredService<JobDesk>().LoseAsync(lease, cancellation))
            {
                Log.WorkerLost(log, lease.JobId, lease.Attempt);
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Log.LossNotWritten(log, lease.JobId, e);
        }
    }
}
