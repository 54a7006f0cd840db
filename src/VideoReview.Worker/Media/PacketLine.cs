using System.Globalization;

namespace VideoReview.Worker.Media;

/// <summary>
/// One line that ffprobe prints of a packet ("-of compact=p=0"): "pts_time=0.033333|size=180587|pos=627847".
/// </summary>
internal sealed class PacketLine(string line)
{
    private readonly Dictionary<string, string> fields = line.Split('|').Select(field => field.Split('=', 2))
        .Where(field => field.Length == 2)
        .GroupBy(field => field[0], StringComparer.Ordinal)
        .ToDictionary(field => field.Key, field => field.First()[1], StringComparer.Ordinal);

    /// <summary>Null = not there, or "N/A".</summary>
    public double? Seconds(string name) =>
        fields.TryGetValue(name, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;

    /// <summary>Null = not there, or "N/A".</summary>
    public long? Whole(string name) =>
        fields.TryGetValue(name, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The player is told to leave it out ("K_", "_D": libavcodec/packet.h).</summary>
    public bool IsDiscarded =>
        fields.TryGetValue("flags", out var flags) && flags.Contains('D', StringComparison.Ordinal);
}
