using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VideoReview.Application.Storage;

/// <summary>Ready when objects can be read and written within five seconds.</summary>
public sealed class StorageHealth(IObjectStorage storage) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);

        // What a store throws differs by adapter; the health service reports any exception as unhealthy with its cause.
        await storage.CheckAsync(patience.Token);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>Ready when the staging folder takes a file.</summary>
internal sealed class StagingHealth(StagingArea staging) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var probe = Path.Combine(staging.EnsureFolder(), $".check-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(probe, [1], cancellationToken);
        File.Delete(probe);
        return HealthCheckResult.Healthy();
    }
}
