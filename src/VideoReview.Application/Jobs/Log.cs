using Microsoft.Extensions.Logging;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Job {Kind} {JobId} of {SubjectId}, attempt {Attempt}: {End} after {Milliseconds} ms")]
    public static partial void JobEnded(
        ILogger logger, string kind, Guid jobId, Guid subjectId, int attempt, string end, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Kind} {JobId} of {SubjectId} failed: {Fault}")]
    public static partial void JobFailed(
        ILogger logger, string kind, Guid jobId, Guid subjectId, JobFault fault, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not give a sign of life and tries again")]
    public static partial void SignMissed(ILogger logger, Guid jobId, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away for job {JobId}; it is asked again")]
    public static partial void WriteMissed(ILogger logger, Guid jobId, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} lost its worker (attempt {Attempt})")]
    public static partial void WorkerLost(ILogger logger, Guid jobId, int attempt);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The loss of job {JobId} could not be written; the next round tries again")]
    public static partial void LossNotWritten(ILogger logger, Guid jobId, Exception cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the job sweeper failed; the next one tries again")]
    public static partial void SweepFailed(ILogger logger, Exception cause);
}
