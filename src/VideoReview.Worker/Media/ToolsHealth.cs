using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;

namespace VideoReview.Worker.Media;

/// <summary>Ready when ffmpeg and ffprobe start, under the guard under which they will work; tells which of its restraints hold.</summary>
internal sealed class ToolsHealth(IOptions<MediaOptions> options) : IHealthCheck
{
    private static readonly ToolLimits Limits = ToolLimits.For(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 1_000_000);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var tool in (string[])[options.Value.FfmpegPath, options.Value.FfprobePath])
        {
            try
            {
                var said = await GuardedRunner.RunAsync(new(tool, ["-hide_banner", "-version"], Limits, Path.GetTempPath()), cancellationToken);
                if (said.ExitCode != 0)
                {
                    return HealthCheckResult.Unhealthy($"{tool} does not start: {said.Errors.Trim()}");
                }
            }
            catch (JobFaultException fault)
            {
                return HealthCheckResult.Unhealthy(fault.Message);
            }
        }

        return HealthCheckResult.Healthy((await Restraints.OfThisMachineAsync()).ToString());
    }
}
