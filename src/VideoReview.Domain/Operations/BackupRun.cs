namespace VideoReview.Domain.Operations;

/// <summary>One try at a backup, written when it ended; rows of them are only ever added.</summary>
public sealed class BackupRun
{
    public required Guid Id { get; init; }

    /// <summary>When it began; the state that it holds is of this moment.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Its folder; null = it came to none.</summary>
    public string? Name { get; init; }

    /// <summary>Objects that it can put back.</summary>
    public int ObjectCount { get; init; }

    /// <summary>Of the database's dump.</summary>
    public long DumpBytes { get; init; }

    /// <summary>Why it failed, or what is missing in it; null = it is whole.</summary>
    public string? Error { get; init; }
}
