using VideoReview.Domain.Accounts;

namespace VideoReview.Domain;

/// <summary>Who may read an event in a timeline.</summary>
public enum EventAudience
{
    /// <summary>Coordinators and admins: the audit trail.</summary>
    Staff,

    /// <summary>The submitting unit too, without names, numbers or minutes.</summary>
    Unit,
}

/// <summary>One thing that happened. Append-only for the application's database role; ids, never names.</summary>
public sealed class Event
{
    /// <summary>Order of writing; given by the database.</summary>
    public long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In whose name; null = the system.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Who really did it, where somebody acts for another; otherwise the same.</summary>
    public Guid? TrueActorId { get; init; }

    /// <summary>"word.past-tense", for example "entries.submitted"; the resources hold its sentence.</summary>
    public required string Act { get; init; }

    /// <summary>The kind of row: "entry", "period", "account", ...</summary>
    public required string Subject { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>The entry it belongs to, for timelines.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>The period it belongs to, for the board.</summary>
    public Guid? PeriodId { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>As typed by the person who did it.</summary>
    public string? Reason { get; init; }

    public required EventAudience Audience { get; init; }

    /// <summary>
    /// Further named values as canonical JSON (sorted keys, no white space); "{}" when there are none.
    /// </summary>
    public string Data { get; init; } = "{}";
}
