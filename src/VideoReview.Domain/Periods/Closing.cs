namespace VideoReview.Domain.Periods;

/// <summary>The upload that brought an entry's video, as far as closing looks at it.</summary>
/// <param name="BegunAt">When its first 64 KB were stored; null = not yet.</param>
/// <param name="CompletedAt">Null = still under way.</param>
public sealed record UploadTimes(DateTimeOffset? BegunAt, DateTimeOffset? CompletedAt);

/// <summary>
/// Until when what may be done. Every moment here is exclusive; product.md, "Closing".
/// <code>
/// due = the returned entry's own date, otherwise the latest of period, whole-period and own unit's extension
/// begin upload  now &lt; due
/// finish upload begun &lt; due: now &lt; due + grace
/// submit        now &lt; due, or begun &lt; due: now &lt; finished + 15 min
/// </code>
/// </summary>
public static class Closing
{
    /// <summary>An entry whose upload began in time may be submitted so long after it finished.</summary>
    public static TimeSpan SubmitAfterUpload { get; } = TimeSpan.FromMinutes(15);

    /// <summary>What the system gives when a video is refused after closing; not counted as a return.</summary>
    public static TimeSpan ReturnAfterRefusedVideo { get; } = TimeSpan.FromHours(24);

    /// <summary>When the unit's entries close: no extension ever makes it earlier.</summary>
    public static DateTimeOffset Of(Period period, IEnumerable<Extension> extensions, Guid unitId) =>
        extensions.Where(e => e.PeriodId == period.Id && (e.UnitId is null || e.UnitId == unitId))
            .Select(e => e.ClosesAt).Append(period.ClosesAt).Max();

    /// <summary>A returned entry's own date replaces the closing, be it earlier or later.</summary>
    public static DateTimeOffset Due(DateTimeOffset closesAt, DateTimeOffset? returnDueAt) => returnDueAt ?? closesAt;

    /// <summary>May the first bytes of an upload be stored now?</summary>
    public static bool MayBegin(DateTimeOffset due, DateTimeOffset now) => now < due;

    /// <summary>May an upload go on now? One that has not begun is asked as a new one.</summary>
    public static bool MayContinue(DateTimeOffset due, TimeSpan grace, DateTimeOffset? begunAt, DateTimeOffset now) =>
        begunAt is { } begun && begun < due ? now < due + grace : MayBegin(due, now);

    /// <summary>Until when the entry may be sent.</summary>
    /// <param name="upload">Of the video that would be sent; null = none, or one of an earlier version.</param>
    public static DateTimeOffset SubmitUntil(DateTimeOffset due, TimeSpan grace, UploadTimes? upload)
    {
        var inTime = upload is { BegunAt: { } begun, CompletedAt: { } completed } && begun < due
            && completed < due + grace;
        var after = inTime ? upload!.CompletedAt!.Value + SubmitAfterUpload : due;
        return after > due ? after : due;
    }

    /// <summary>End of the day that lies so many days ahead, in the period's zone.</summary>
    public static DateTimeOffset ReturnDue(DateTimeOffset now, int days, Zone zone) =>
        zone.StartOf(DateOnly.FromDateTime(zone.Local(now)).AddDays(days + 1));

    /// <summary>
    /// What a typed closing is stored as: 23.59 includes its minute, every other time is meant as it stands.
    /// </summary>
    public static DateTimeOffset FromTyped(DateTime typed, Zone zone) =>
        zone.Moment(IsLastMinute(typed) ? typed.AddMinutes(1) : typed);

    /// <summary>What a stored closing is shown as: midnight as 23.59 of the day before.</summary>
    public static DateTime ToTyped(DateTimeOffset closesAt, Zone zone)
    {
        var local = zone.Local(closesAt);
        return local.TimeOfDay == TimeSpan.Zero ? local.AddMinutes(-1) : local;
    }

    private static bool IsLastMinute(DateTime typed) => typed is { Hour: 23, Minute: 59 };
}
