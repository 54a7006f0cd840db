using Microsoft.Extensions.Options;
using VideoReview.Application.Operations;

namespace VideoReview.Web.OneShot;

/// <summary>
/// One backup each night, and one at the start where the newest is old. What the world prevents is tried again after an
/// hour.
/// </summary>
internal sealed class NightlyBackup(IServiceProvider services)
{
    /// <summary>Saved, but with objects missing: trying again tonight would bring nothing else.</summary>
    public const int NotWhole = 3;

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1), Again = TimeSpan.FromHours(1);

    private readonly TimeProvider time = services.GetRequiredService<TimeProvider>();
    private readonly BackupOptions options = services.GetRequiredService<IOptions<BackupOptions>>().Value;

    /// <param name="takeAsync">One backup with services of its own; 0, or why not.</param>
    /// <param name="names">Of the backups that are there.</param>
    public async Task<int> RunAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> takeAsync, IReadOnlyList<string> names,
        CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var due = options.FirstAfter(names is [.., var last] ? BackupFolder.MomentOf(last) : null, now);
        try
        {
            while (true)
            {
                await WaitAsync(due, stop);
                await using var scope = services.CreateAsyncScope();
                var code = await WorldFault.ToldAsync("backup", () => takeAsync(scope.ServiceProvider, stop));
                now = time.GetUtcNow();
                due = code is 0 or NotWhole ? options.NextAfter(now) : now + Again;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>
    /// By the clock on the wall, looked at each minute: a machine that slept is not late by its sleep.
    /// </summary>
    private async Task WaitAsync(DateTimeOffset due, CancellationToken stop)
    {
        while (time.GetUtcNow() < due)
        {
            await Task.Delay(Look, time, stop);
        }
    }
}
