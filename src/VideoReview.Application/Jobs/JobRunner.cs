using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>
/// Runs one job from its bell to its row: lease, signs of life while the work goes on, result or fault. Repeats, late
/// bells and lost leases end without a write; a process that stops gives its job back. What the database refuses for a
/// moment is written again, as long as the lease can last.
/// </summary>
public sealed class JobRunner(
    IServiceScopeFactory scopes, JobKinds kinds, IHostApplicationLifetime host, ILogger<JobRunner> log)
{
    /// <summary>
    /// A sign of life at least every 15 s, and at once when there is progress to tell; at each tick the lease is asked
    /// for, because a person may have ended the job.
    /// </summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(3), SignOfLife = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);

    private readonly string owner =
        $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>
    /// Hears a bell: the step of the job whose turn it is does its work. Null = there was none to be taken.
    /// </summary>
    public Task<JobLease?> HearAsync(Guid jobId, CancellationToken cancellation) =>
        RunAsync(jobId, DoStepAsync, cancellation);

    /// <summary>The same with any work.</summary>
    public async Task<JobLease?> RunAsync(
        Guid jobId, Func<JobUnderway, CancellationToken, Task<JobResult>> work, CancellationToken cancellation)
    {
        if (host.ApplicationStopping.IsCancellationRequested)
        {
            await WithAsync<JobQueue, int>(queue => queue.LeaveAsync(jobId, CancellationToken.None));
            return null;
        }

        if (await InsistAsync<JobQueue, JobLease?>(jobId, queue => queue.LeaseAsync(jobId, owner, cancellation))
            is not { } lease)
        {
            return null;
        }

        using var activity = Observation.Source.StartActivity("job " + lease.Kind)?.SetTag("job.id", lease.JobId)
            .SetTag("subject.id", lease.SubjectId);
        var begun = Stopwatch.GetTimestamp();
        var end = await DoAsync(new JobUnderway(lease), work, cancellation);
        Log.JobEnded(
            log, lease.Kind, lease.JobId, lease.SubjectId, lease.Attempt, end,
            Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        return lease;
    }

    /// <summary>The bell gave us whose turn it was, so the kind may be another than the bell's.</summary>
    private async Task<JobResult> DoStepAsync(JobUnderway underway, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var step = (IJobStep)scope.ServiceProvider.GetRequiredService(kinds.StepOf(underway.Lease.Kind));
        return await step.DoAsync(underway, cancellation);
    }

    private async Task<string> DoAsync(
        JobUnderway underway, Func<JobUnderway, CancellationToken, Task<JobResult>> work,
        CancellationToken cancellation)
    {
        var lease = underway.Lease;
        using var leaseLost = new CancellationTokenSource();
        using var workEnded = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellation, host.ApplicationStopping, leaseLost.Token);
        var signs = GiveSignsAsync(underway, leaseLost, workEnded.Token);
        try
        {
            var result = await work(underway, stop.Token);
            if (!await InsistAsync<JobDesk, bool>(
                lease.JobId, desk => desk.FinishAsync(lease, result, CancellationToken.None)))
            {
                return "lease lost";
            }

            result.Afterwards?.Invoke();
            return "done";
        }
        catch (OperationCanceledException) when (leaseLost.IsCancellationRequested)
        {
            return "lease lost";
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await WithAsync<JobQueue, int>(queue => queue.GiveBackAsync(lease, CancellationToken.None));
            return "given back";
        }
        catch (Exception e)
        {
            var failure = FailureOf(e);
            Log.JobFailed(log, lease.Kind, lease.JobId, lease.SubjectId, failure.Fault, e);
            return await InsistAsync<JobDesk, bool>(
                lease.JobId, desk => desk.FailAsync(lease, failure, CancellationToken.None))
                ? failure.Cause.Code
                : "lease lost";
        }
        finally
        {
            await workEnded.CancelAsync();
            await signs;
        }
    }

    private async Task GiveSignsAsync(
        JobUnderway underway, CancellationTokenSource leaseLost, CancellationToken workEnded)
    {
        var (told, at) = (0, Stopwatch.GetTimestamp());
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(workEnded))
            {
                var percent = underway.Percent;
                var isDue = percent != told || Stopwatch.GetElapsedTime(at) >= SignOfLife;
                try
                {
                    if (!await WithAsync<JobQueue, bool>(queue => isDue
                        ? queue.HeartbeatAsync(underway.Lease, percent, workEnded)
                        : queue.StandsAsync(underway.Lease, workEnded)))
                    {
                        await leaseLost.CancelAsync();
                        return;
                    }

                    (told, at) = isDue ? (percent, Stopwatch.GetTimestamp()) : (told, at);
                }
                catch (Exception e) when (Transients.Is(e))
                {
                    // The lease outlives a few missed signs; whether it still holds is asked again.
                    Log.SignMissed(log, underway.Lease.JobId, e);
                }
            }
        }
        catch (OperationCanceledException) when (workEnded.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>
    /// Neither bell nor result may be lost to a database that is away for a moment: asked again
    /// for as long as a lease lasts.
    /// </summary>
    private async Task<TResult> InsistAsync<TService, TResult>(Guid jobId, Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await WithAsync(act);
            }
            catch (Exception e) when (Transients.Is(e) && Stopwatch.GetElapsedTime(begun) < JobQueue.LeaseTime)
            {
                Log.WriteMissed(log, jobId, e);
                await Task.Delay(AskAgainAfter);
            }
        }
    }

    private static JobFailure FailureOf(Exception e) => e switch
    {
        JobFaultException fault => new(fault.Fault, fault.Cause, fault.Detail, fault.Tool),
        _ when Transients.Is(e) => new(JobFault.Transient, Sentence.Of("jobs.cause-transient"), e.ToString()),
        _ => new(JobFault.OurBug, Sentence.Of("jobs.cause-bug"), e.ToString()),
    };

    private async Task<TResult> WithAsync<TService, TResult>(Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
