using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// Hears at which frames the decoder of one stream complains: its errors stand before the line that the filter
/// showinfo (ashowinfo) prints of the frame (loglevel "level+info").
/// </summary>
internal sealed class DecoderErrors
{
    /// <summary>More tell nothing more, and a file made for it would fill the memory with them.</summary>
    private const int Most = 10_000;

    private readonly List<Complaint> complaints = [];
    private readonly string codec, ofFrame;
    private readonly string[] decoders;
    private readonly List<Stretch> gaps = [];
    private TimeSpan last;
    private bool hasComplained, stops;

    private DecoderErrors(string codec, string ofFrame) =>
        (this.codec, this.ofFrame, decoders) = (codec, ofFrame, [.. NamesOf(codec).Select(name => $"[{name} @ ")]);

    /// <summary>Prints a line of every picture, without reading its pixels.</summary>
    public const string Filter = "showinfo=checksum=0";

    /// <summary>Prints a line of every piece of sound.</summary>
    public const string SoundFilter = "ashowinfo";

    /// <summary>How ffmpeg must be told to talk, in place of what <see cref="Guard.Ffmpeg"/> says.</summary>
    public static IReadOnlyList<string> Talking { get; } = ["-nostats", "-loglevel", "level+info"];

    public static DecoderErrors OfPicture(VideoMetadata video) => new(video.VideoCodec ?? "", "[Parsed_showinfo");

    public static DecoderErrors OfSound(VideoMetadata video) => new(video.AudioCodec ?? "", "[Parsed_ashowinfo");

    /// <summary>
    /// In the order in which frames were decoded; at the end that of the last frame.
    /// </summary>
    public IReadOnlyList<Complaint> Complaints =>
        hasComplained ? [.. complaints, new(last, last, stops)] : complaints;

    /// <summary>Of the frames after a complaint, rising as they were decoded.</summary>
    public IReadOnlyList<TimeSpan> Times => [.. Complaints.Select(complaint => complaint.To)];

    public void Hear(string line)
    {
        if (IsError(line) && decoders.Any(name => line.StartsWith(name, StringComparison.Ordinal)))
        {
            stops = (hasComplained && stops) || ForgivenFaults.StopBrowsers(codec, line);
            hasComplained = true;
        }
        else if (line.StartsWith(ofFrame, StringComparison.Ordinal) && FrameTimes.Of(line) is { } at)
        {
            if (hasComplained && complaints.Count < Most)
            {
                complaints.Add(new(last < at ? last : at, at, stops));
            }

            Pass(at);
            (last, hasComplained, stops) = (at, false, false);
        }
    }

    /// <summary>Where nothing came for as long as a picture that is told to stand still.</summary>
    public IReadOnlyList<Stretch> GapsUntil(TimeSpan end) =>
        end - last >= QualityRules.ShortestStill ? [.. gaps, new(last, end)] : gaps;

    private void Pass(TimeSpan at)
    {
        if (at - last >= QualityRules.ShortestStill && gaps.Count < Most)
        {
            gaps.Add(new(last, at));
        }
    }

    public static bool IsError(string line) =>
        line.Contains("[error] ", StringComparison.Ordinal) || line.Contains("[fatal] ", StringComparison.Ordinal);

    /// <summary>ffmpeg's names of the decoders of a codec, where they are others than the codec's.</summary>
    private static string[] NamesOf(string codec) => codec switch
    {
        "av1" => ["libdav1d"],
        "vp8" => ["vp8", "libvpx"],
        "vp9" => ["vp9", "libvpx-vp9"],
        "flv1" => ["flv"],
        "msmpeg4v3" => ["msmpeg4"],
        "mp3" => ["mp3float", "mp3"],
        "mp2" => ["mp2float", "mp2"],
        "opus" => ["opus", "libopus"],
        "amr_nb" => ["amrnb"],
        "amr_wb" => ["amrwb"],
        _ => [codec],
    };
}
