using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// Hears at which frames a decoder complains: its errors stand before the line that the showinfo filter prints of the
/// frame (loglevel "level+info").
/// </summary>
internal sealed class DecoderErrors(VideoMetadata video)
{
    /// <summary>More tell nothing more, and a file made for it would fill the memory with them.</summary>
    private const int Most = 10_000;

    private readonly List<TimeSpan> times = [];
    private readonly string decoder = video.VideoCodec == "av1" ? "[libdav1d @ " : $"[{video.VideoCodec} @ ";
    private bool hasComplained;

    /// <summary>Prints a line of every frame, without reading its pixels.</summary>
    public const string Filter = "showinfo=checksum=0";

    /// <summary>How ffmpeg must be told to talk, in place of what <see cref="Guard.Ffmpeg"/> says.</summary>
    public static IReadOnlyList<string> Talking { get; } = ["-nostats", "-loglevel", "level+info"];

    /// <summary>Of the frames after a complaint, rising as they were decoded.</summary>
    public IReadOnlyList<TimeSpan> Times => times;

    public void Hear(string line)
    {
        if (line.StartsWith(decoder, StringComparison.Ordinal) && line.Contains("] [error] ", StringComparison.Ordinal))
        {
            hasComplained = true;
        }
        else if (hasComplained && line.StartsWith("[Parsed_showinfo", StringComparison.Ordinal)
            && FrameTimes.Of(line) is { } at)
        {
            hasComplained = false;
            if (times.Count < Most)
            {
                times.Add(at);
            }
        }
    }
}
