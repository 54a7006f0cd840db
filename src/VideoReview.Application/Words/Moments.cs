using System.Globalization;

namespace VideoReview.Application.Words;

/// <summary>Moments as people read them: in a period's zone, with its name ("22 November 2026 14.30 WITA").</summary>
public static class Moments
{
    /// <summary>Where no period is at hand.</summary>
    public const string DefaultZone = "Asia/Jakarta";

    /// <summary>IANA names of the three zones, west to east.</summary>
    public static IReadOnlyList<string> Zones { get; } = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"];

    /// <summary>WIB, WITA or WIT.</summary>
    public static string Name(string zone) => zone switch
    {
        "Asia/Jakarta" or "Asia/Pontianak" => "WIB",
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => zone,
    };

    public static DateTimeOffset Local(DateTimeOffset moment, string zone) =>
        TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(zone));

    public static string Show(DateTimeOffset moment, string zone, CultureInfo culture) =>
        Local(moment, zone).ToString("d MMMM yyyy HH.mm", culture) + " " + Name(zone);

    /// <summary>As exports write it, so that text sorts as time does: "2026-11-22 14:30:05 WITA".</summary>
    public static string Row(DateTimeOffset moment, string zone) =>
        Local(moment, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " " + Name(zone);

    /// <summary>A moment until which something may be done: midnight reads as 23.59 of the day before.</summary>
    public static string ShowEnd(DateTimeOffset end, string zone, CultureInfo culture) =>
        Show(Local(end, zone).TimeOfDay == TimeSpan.Zero ? end.AddMinutes(-1) : end, zone, culture);

    public static string Day(DateTimeOffset moment, string zone, CultureInfo culture) =>
        Local(moment, zone).ToString("d MMMM yyyy", culture);
}
