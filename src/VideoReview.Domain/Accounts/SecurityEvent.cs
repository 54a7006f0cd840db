namespace VideoReview.Domain.Accounts;

/// <summary>What the security log tells of.</summary>
public enum SecurityKind
{
    SignedIn,

    /// <summary>A wrong password, or an address that nobody has.</summary>
    SignInFailed,

    /// <summary>A failure that closed the door; the detail says for whom.</summary>
    Locked,

    SignedOut,

    /// <summary>Answered with a no (403) or too often (429); the detail is the address without its query.</summary>
    Refused,

    /// <summary>A table was downloaded; the detail is its address.</summary>
    Exported,

    /// <summary>Roles, address, password, unit or state of an account; the detail is the act.</summary>
    AccountChanged,
}

/// <summary>
/// Who tried what from where. Append-only for the application's role, kept for a time and then dropped by the month.
/// </summary>
public sealed class SecurityEvent
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required SecurityKind Kind { get; init; }

    /// <summary>Who acted; null = nobody signed in, or the system.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Whose account; null = none that exists.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>
    /// Keyed hash of the address typed, hex; it tells whether two are the same, and not what was typed.
    /// </summary>
    public string? AddressMark { get; init; }

    /// <summary>Network address of the caller.</summary>
    public string? Client { get; init; }

    public string? Detail { get; init; }
}
