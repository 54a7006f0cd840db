using System.Globalization;

namespace VideoReview.Worker.Media;

/// <summary>Reads how far ffmpeg has come (-progress).</summary>
internal static class ToolProgress
{
    /// <summary>
    /// Of a line "out_time_us=1234567"; the last hundredth is left for putting the files away. Null = another line.
    /// </summary>
    public static int? PercentOf(string line, TimeSpan duration)
    {
        const string Name = "out_time_us=";
        return line.StartsWith(Name, StringComparison.Ordinal)
            && long.TryParse(
                line.AsSpan(Name.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var microseconds)
            ? (int)Math.Min(99, microseconds / 10 / Math.Max(1, (long)duration.TotalMilliseconds))
            : null;
    }
}
