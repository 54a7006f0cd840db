using Microsoft.Extensions.Logging;

namespace VideoReview.Application.Uploads;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Information, Message = "Upload {UploadId} is complete: video {VideoId}, {SizeBytes} bytes")]
    public static partial void Completed(ILogger logger, Guid uploadId, Guid videoId, long sizeBytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Upload {UploadId} was refused by its content: {Code}")]
    public static partial void ContentRefused(ILogger logger, Guid uploadId, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upload {UploadId}: the request that holds it does not let go")]
    public static partial void HolderStays(ILogger logger, Guid uploadId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Upload {UploadId}: {OffsetBytes} bytes were told, {FoundBytes} are in "
            + "the staging folder; it goes on from there")]
    public static partial void BytesLost(ILogger logger, Guid uploadId, long offsetBytes, long foundBytes);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Upload {UploadId}: the staging folder is full; the client is told to come again")]
    public static partial void NoRoom(ILogger logger, Guid uploadId, Exception cause);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Swept uploads: {Expired} expired, {Orphans} orphaned files deleted")]
    public static partial void Swept(ILogger logger, int expired, int orphans);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The upload sweep failed and is tried again")]
    public static partial void SweepFailed(ILogger logger, Exception cause);
}
