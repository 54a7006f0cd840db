using Microsoft.Extensions.Logging;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Kind} {JobId} of video {VideoId}, attempt {Attempt}: {End} after {Milliseconds} ms")]
    public static partial void JobEnded(ILogger logger, MediaJobKind kind, Guid jobId, Guid videoId, int attempt, string end, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Kind} {JobId} of video {VideoId} failed: {Fault}")]
    public static partial void JobFailed(ILogger logger, MediaJobKind kind, Guid jobId, Guid videoId, JobFault fault, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not give a sign of life and tries again")]
    public static partial void SignMissed(ILogger logger, Guid jobId, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away for job {JobId}; it is asked again")]
    public static partial void WriteMissed(ILogger logger, Guid jobId, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} lost its worker (attempt {Attempt})")]
    public static partial void WorkerLost(ILogger logger, Guid jobId, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "The loss of job {JobId} could not be written; the next round tries again")]
    public static partial void LossNotWritten(ILogger logger, Guid jobId, Exception cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the job sweeper failed; the next one tries again")]
    public static partial void SweepFailed(ILogger logger, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Object {Key} is needed no more and could not be deleted")]
    public static partial void ObjectLeft(ILogger logger, string key, Exception cause);
}
