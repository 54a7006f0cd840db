using VideoReview.Domain.Accounts;

namespace VideoReview.Domain.Operations;

/// <summary>Who sees to backups, and when the admin is warned that nothing is saved.</summary>
public static class BackupRule
{
    public const int LongestName = 200;

    /// <summary>A night that failed is no alarm; two are.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(2);

    /// <param name="last">The newest whole backup; null = there is none.</param>
    /// <param name="since">When the installation began.</param>
    /// <param name="outsideBy">Who saves by other means; null = nobody.</param>
    public static bool IsLate(DateTimeOffset? last, DateTimeOffset since, string? outsideBy, DateTimeOffset now) =>
        outsideBy is null && now - (last ?? since) > Patience;

    public static bool MaySee(Actor actor) => actor.Is(Role.Admin);

    /// <summary>May this person say who saves outside of the application?</summary>
    /// <param name="outsideBy">Null = nobody.</param>
    public static Refusal? WhyNot(Actor actor, string? outsideBy)
    {
        if (!MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        return outsideBy is { Length: > LongestName }
            ? Refusal.Invalid("outsideBy", "operations.backup-outside-too-long", ("most", LongestName))
            : null;
    }
}
