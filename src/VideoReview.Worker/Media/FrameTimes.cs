using System.Globalization;

namespace VideoReview.Worker.Media;

/// <summary>Reads what ffmpeg's metadata filter prints of each frame: "frame:0    pts:1024    pts_time:0.08".</summary>
internal static class FrameTimes
{
    private const string Name = "pts_time:";
    private const double LatestSeconds = int.MaxValue / 1000;

    /// <summary>In the order in which the frames came; none where the file is missing.</summary>
    public static List<TimeSpan> Read(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(Of).OfType<TimeSpan>()] : [];

    /// <summary>Null = the line names no time.</summary>
    public static TimeSpan? Of(string line) =>
        line.IndexOf(Name, StringComparison.Ordinal) is >= 0 and var at
            && double.TryParse(
                Word(line, at + Name.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? At(seconds)
            : null;

    /// <summary>
    /// What comes before the beginning is shown at the beginning; a broken file may name any number, or none ("nan").
    /// Rows hold milliseconds in 32 bits.
    /// </summary>
    public static TimeSpan At(double seconds) =>
        double.IsNaN(seconds) ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LatestSeconds));

    private static ReadOnlySpan<char> Word(string line, int from)
    {
        var rest = line.AsSpan(from).TrimStart();
        return rest.IndexOf(' ') is >= 0 and var end ? rest[..end] : rest;
    }
}
