using Microsoft.Extensions.Logging;

namespace VideoReview.Application.Database;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The pool has given no connection for {Seconds} s while the database answers: this process ends")]
    public static partial void PoolLost(ILogger logger, double seconds);
}
