namespace VideoReview.Domain.Periods;

/// <summary>
/// Something that time brings about (a lapsed claim, a return date that passed): a row that one sweeper handles once.
/// </summary>
public sealed class DatedEffect
{
    public required Guid Id { get; init; }

    /// <summary>"word.what", for example "reviewing.claim-lapsed": which handler takes it.</summary>
    public required string Kind { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>
    /// When it takes effect. The handler looks at the subject afresh: a claim extended meanwhile moves this on.
    /// </summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Null = still to come.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }
}
