using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace VideoReview.Worker.Media;

/// <summary>Ready when the scanner answers, or none is set.</summary>
internal sealed class ScannerHealth(Scanner scanner, IOptions<ScannerOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // What it throws, the health service reports as unhealthy with its cause.
        await scanner.PingAsync(cancellationToken);
        return HealthCheckResult.Healthy(options.Value.Clamd is { } clamd ? clamd.ToString() : "off");
    }
}
