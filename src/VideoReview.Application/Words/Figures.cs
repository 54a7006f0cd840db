using System.Globalization;

namespace VideoReview.Application.Words;

/// <summary>Sizes and durations as people read them.</summary>
public static class Figures
{
    /// <summary>"4,1 MB", MB = 1,000,000 bytes.</summary>
    /// <param name="rounding">Up or down beside a limit, so that nobody reads "500 MB" as more than "500 MB".</param>
    public static string Size(
        long bytes, CultureInfo culture, MidpointRounding rounding = MidpointRounding.AwayFromZero) => bytes switch
        {
            >= 1_000_000_000 => Tenths(bytes / 1e9m, culture, rounding) + " GB",
            >= 1_000_000 => Tenths(bytes / 1e6m, culture, rounding) + " MB",
            >= 1_000 => Tenths(bytes / 1e3m, culture, rounding) + " KB",
            _ => bytes.ToString(culture) + " B",
        };

    private static string Tenths(decimal number, CultureInfo culture, MidpointRounding rounding) =>
        Math.Round(number, 1, rounding).ToString("0.#", culture);

    /// <summary>"1 menit 20 detik", "20 detik", "2 jam".</summary>
    public static string Duration(TimeSpan time, Language language)
    {
        var english = language == Language.En;
        var seconds = (long)Math.Round(time.TotalSeconds);
        var parts = new List<string>(3);
        Add(seconds / 3600, english ? "h" : "jam");
        Add(seconds / 60 % 60, english ? "min" : "menit");
        Add(seconds % 60, english ? "s" : "detik");
        return parts.Count > 0 ? string.Join(' ', parts) : english ? "0 s" : "0 detik";

        void Add(long number, string unit)
        {
            if (number > 0)
            {
                parts.Add(number.ToString(CultureInfo.InvariantCulture) + " " + unit);
            }
        }
    }

    /// <summary>"02.19" for a place in a video.</summary>
    public static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? time.ToString(@"h\.mm\.ss", CultureInfo.InvariantCulture)
        : time.ToString(@"mm\.ss", CultureInfo.InvariantCulture);

    /// <summary>"02.19,4" for a place that is known so well.</summary>
    public static string ClockWithTenths(TimeSpan time, CultureInfo culture) =>
        Clock(time) + culture.NumberFormat.NumberDecimalSeparator
            + (time.Milliseconds / 100).ToString(CultureInfo.InvariantCulture);
}
