namespace VideoReview.Domain.Accounts;

/// <summary>Failed sign-ins counted so far.</summary>
/// <param name="CountedFrom">When the first of them came.</param>
/// <param name="LockedUntil">Exclusive; null = open.</param>
public sealed record SignInFailures(int Count, DateTimeOffset CountedFrom, DateTimeOffset? LockedUntil)
{
    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;
}

/// <summary>How many failed sign-ins close the door, and for how long (product.md, "Lockout").</summary>
/// <param name="Failures">The one that closes it.</param>
/// <param name="Lock">How long it stays closed; also how long failures are remembered.</param>
public sealed record SignInLimit(int Failures, TimeSpan Lock)
{
    /// <summary>For one address, known or not, tried from one client.</summary>
    public static SignInLimit OfPair { get; } = new(5, TimeSpan.FromMinutes(5));

    /// <summary>
    /// For one client: different addresses that failed there, so that an office of people behind one address locks
    /// nobody out by typing errors, and one person's errors nobody else.
    /// </summary>
    public static SignInLimit OfClient { get; } = new(30, TimeSpan.FromMinutes(5));

    /// <summary>For one address over all clients; known devices and a mailed link pass.</summary>
    public static SignInLimit OfAddress { get; } = new(50, TimeSpan.FromHours(1));

    /// <summary>For one address from a device on which its owner has signed in before, instead of the others.</summary>
    public static SignInLimit OfDevice { get; } = new(5, TimeSpan.FromMinutes(5));

    /// <summary>
    /// One more failure. Older ones are forgotten once a lock has passed, or when the first is
    /// longer ago than the lock lasts.
    /// </summary>
    public SignInFailures AfterFailure(SignInFailures? before, DateTimeOffset now)
    {
        var counted = IsOver(before, now)
            ? new SignInFailures(1, now, null)
            : before! with { Count = before!.Count + 1 };
        return counted.LockedUntil is null && counted.Count >= Failures
            ? counted with { LockedUntil = now + Lock }
            : counted;
    }

    /// <summary>Whether the next failure is the first that counts.</summary>
    public bool IsOver(SignInFailures? before, DateTimeOffset now) =>
        before is null || before.LockedUntil <= now || (before.LockedUntil is null && before.CountedFrom + Lock <= now);
}
