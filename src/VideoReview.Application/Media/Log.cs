using Microsoft.Extensions.Logging;

namespace VideoReview.Application.Media;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Object {Key} is needed no more and could not be deleted")]
    public static partial void ObjectLeft(ILogger logger, string key, Exception cause);
}
