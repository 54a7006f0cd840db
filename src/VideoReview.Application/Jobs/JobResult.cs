using VideoReview.Domain;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>
/// What a step brought; the word that owns the subject derives its own from it. This one alone =
/// nothing that must be written.
/// </summary>
public record JobResult
{
    /// <summary>
    /// What is left to do once the row says that the job is done; a crash in between leaves it undone.
    /// </summary>
    public Action? Afterwards { get; init; }
}

/// <summary>An attempt ended without a result; <see cref="Fault"/> decides what follows.</summary>
/// <param name="tool">Which tool failed and how; null = none did.</param>
public sealed class JobFaultException(
    JobFault fault, Sentence cause, string detail, ToolEnd? tool = null) : Exception(cause.Code + ": " + detail)
{
    public JobFault Fault { get; } = fault;

    /// <summary>For the author.</summary>
    public Sentence Cause { get; } = cause;

    /// <summary>For coordinator and admin: what the tool said last.</summary>
    public string Detail { get; } = detail;

    public ToolEnd? Tool { get; } = tool;
}

/// <summary>How a tool was called and ended.</summary>
/// <param name="ExitStatus">128 + n = ended by signal n.</param>
public sealed record ToolEnd(string Command, int ExitStatus);

/// <summary>A fault as it is written on the job.</summary>
public sealed record JobFailure(JobFault Fault, Sentence Cause, string Detail, ToolEnd? Tool = null);
