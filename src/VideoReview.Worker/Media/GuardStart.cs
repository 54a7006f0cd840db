using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VideoReview.Worker.Media;

/// <summary>Tries the guard's restraints when the program starts, and says in its log which of them hold.</summary>
internal sealed partial class GuardStart(ILogger<GuardStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var restraints = await Restraints.OfThisMachineAsync();
        Found(log, restraints.AreAll ? LogLevel.Information : LogLevel.Warning, restraints);
    }

    [LoggerMessage(Message = "The guard of ffmpeg: {Restraints}")]
    private static partial void Found(ILogger logger, LogLevel level, Restraints restraints);
}
