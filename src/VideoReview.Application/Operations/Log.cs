using Microsoft.Extensions.Logging;

namespace VideoReview.Application.Operations;

/// <summary>What backups tell besides their own words.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "This backup could not be written down for the admin's page")]
    public static partial void BackupNotWrittenDown(this ILogger logger, Exception cause);
}
