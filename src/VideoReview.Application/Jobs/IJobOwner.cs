using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>A job's subject as lists name it and as the log files it; told by the word that owns it.</summary>
public sealed record JobSubject
{
    public required Guid Id { get; init; }

    /// <summary>As its people call it; null = it has no number yet.</summary>
    public string? Number { get; init; }

    /// <summary>Null = untitled.</summary>
    public string? Title { get; init; }

    /// <summary>Whose, and which of theirs: a unit's name and a file's.</summary>
    public string Whose { get; init; } = "";

    public string Detail { get; init; } = "";

    /// <summary>Where the coordinator opens it; null = it has no page.</summary>
    public string? Address { get; init; }

    /// <summary>In which its moments are shown; null = the product's.</summary>
    public string? Zone { get; init; }

    public required EventSubject Event { get; init; }

    /// <summary>One that is gone, or of another version, has its kind for a name.</summary>
    internal static JobSubject Unnamed(string kind, Guid id) => new() { Id = id, Title = kind, Event = new(kind, id) };
}

/// <summary>
/// The word that owns one kind of subject: it locks the row, writes what a job brought, and removes a row's jobs with
/// the row. Lives as long as one act; what it has locked is what the later calls are about.
/// </summary>
public interface IJobOwner
{
    /// <summary>The kind of row, for example "video".</summary>
    string SubjectKind { get; }

    /// <summary>
    /// Locks the row, after those that the order of the house locks before it, in the caller's transaction.
    /// </summary>
    Task LockAsync(Guid subjectId, CancellationToken cancellation);

    /// <summary>The job is done: its result and what follows, in the caller's transaction and SaveChanges.</summary>
    Task DoneAsync(Job job, JobResult result, CancellationToken cancellation);

    /// <summary>The job ended for good without a result, in the caller's transaction and SaveChanges.</summary>
    Task FailedAsync(Job job, Sentence cause, CancellationToken cancellation);

    /// <summary>After the commit; must not fail.</summary>
    Task CommittedAsync(CancellationToken cancellation);

    /// <summary>By id; rows that are gone are left out.</summary>
    Task<IReadOnlyDictionary<Guid, JobSubject>> NameAsync(
        IReadOnlyCollection<Guid> subjectIds, CancellationToken cancellation);
}
