using Microsoft.Extensions.Logging;

namespace VideoReview.Application.Periods;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Error, Message = "Dated effect {EffectId} ({Kind}) failed and is tried again later")]
    public static partial void EffectFailed(ILogger logger, Guid effectId, string kind, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweeper could not reach the database and tries again")]
    public static partial void SweepFailed(ILogger logger, Exception cause);
}
