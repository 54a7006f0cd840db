namespace VideoReview.Domain.Periods;

/// <summary>
/// One of Indonesia's three zones. None has had daylight saving since 1948 and the offsets have stood since 1988,
/// so no zone database is asked.
/// </summary>
/// <param name="Name">IANA name, as rows keep it.</param>
/// <param name="Label">What people call it: WIB, WITA or WIT.</param>
public sealed record Zone(string Name, string Label, TimeSpan Offset)
{
    public static IReadOnlyList<Zone> All { get; } =
    [
        new("Asia/Jakarta", "WIB", TimeSpan.FromHours(7)),
        new("Asia/Makassar", "WITA", TimeSpan.FromHours(8)),
        new("Asia/Jayapura", "WIT", TimeSpan.FromHours(9)),
    ];

    /// <summary>Null = not one of the three.</summary>
    public static Zone? Find(string name) => All.FirstOrDefault(zone => zone.Name == name);

    /// <summary>The zone of a stored period; an unknown name is a broken row.</summary>
    public static Zone Of(string name) =>
        Find(name) ?? throw new InvalidOperationException("A period has an unknown zone.");

    /// <summary>The wall clock's reading at this moment.</summary>
    public DateTime Local(DateTimeOffset moment) => moment.ToOffset(Offset).DateTime;

    /// <summary>The moment (UTC) at which the wall clock reads so.</summary>
    public DateTimeOffset Moment(DateTime local) =>
        new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Offset).ToUniversalTime();

    /// <summary>The first moment of a day.</summary>
    public DateTimeOffset StartOf(DateOnly day) => Moment(day.ToDateTime(TimeOnly.MinValue));
}
