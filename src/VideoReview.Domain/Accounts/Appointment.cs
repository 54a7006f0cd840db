namespace VideoReview.Domain.Accounts;

/// <summary>Waiting is followed by one of the others, and none of them by anything.</summary>
public enum AppointmentStatus
{
    /// <summary>Named by an admin; the role does not count yet.</summary>
    Waiting,

    /// <summary>By a coordinator: the role counts.</summary>
    Confirmed,

    /// <summary>The role counts because nobody was there who could have confirmed it.</summary>
    Alone,

    /// <summary>By a coordinator.</summary>
    Refused,

    /// <summary>By an admin, before anything came of it.</summary>
    Withdrawn,
}

/// <summary>
/// An admin names a reviewer or a coordinator. The role stands among the account's own only once it counts.
/// </summary>
public sealed class Appointment
{
    /// <summary>Where nobody can confirm it, a role counts so long after everybody was told.</summary>
    public static readonly TimeSpan Alone = TimeSpan.FromHours(24);

    /// <summary>So long the board shows a role that nobody confirmed.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Role Role { get; init; }

    public required Guid AppointedBy { get; init; }

    public required DateTimeOffset AppointedAt { get; init; }

    public AppointmentStatus Status { get; private set; }

    /// <summary>When coordinators were asked to confirm it; null = there were none.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>When it counts if nobody can confirm it until then; null = somebody can.</summary>
    public DateTimeOffset? CountsAt { get; set; }

    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>Null = waiting, or nobody.</summary>
    public Guid? SettledBy { get; private set; }

    public uint RowVersion { get; init; }

    /// <summary>Ends the waiting.</summary>
    public void Settle(AppointmentStatus status, Guid? by, DateTimeOffset now)
    {
        if (Status is not AppointmentStatus.Waiting)
        {
            throw new InvalidOperationException($"Appointment {Id} is settled already.");
        }

        (Status, SettledBy, SettledAt) = (status, by, now);
    }
}
