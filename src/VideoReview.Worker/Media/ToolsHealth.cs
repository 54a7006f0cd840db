using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using VideoReview.Application.Jobs;

namespace VideoReview.Worker.Media;

/// <summary>
/// Ready when ffmpeg and ffprobe start, under the guard under which they will work; tells which of its restraints hold.
/// Good news is believed for a minute: asked every second while a busy machine starts many workers, the tools' starts
/// alone kept all of them from getting ready.
/// </summary>
internal sealed class ToolsHealth(IOptions<MediaOptions> options) : IHealthCheck
{
    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 1_000_000);

    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    private (HealthCheckResult Result, long At)? good;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (good is not var (result, at) || Stopwatch.GetElapsedTime(at) > Believed)
        {
            (result, at) = (await AskAsync(cancellationToken), Stopwatch.GetTimestamp());
            good = result.Status == HealthStatus.Healthy ? (result, at) : null;
        }

        return result;
    }

    private async Task<HealthCheckResult> AskAsync(CancellationToken cancellation)
    {
        foreach (var tool in (string[])[options.Value.FfmpegPath, options.Value.FfprobePath])
        {
            try
            {
                var said = await GuardedRunner.RunAsync(
                    new(tool, ["-hide_banner", "-version"], Limits, Path.GetTempPath()), cancellation);
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

        var restraints = await Restraints.OfThisMachineAsync();
        return HealthCheckResult.Healthy(restraints.ToString(), restraints.ByName());
    }
}
