namespace VideoReview.Domain.Media;

/// <summary>A fault of a file that ffmpeg forgives with an error line, and what a browser makes of it.</summary>
/// <param name="Codec">By its ffprobe name.</param>
/// <param name="Says">Words of ffmpeg's decoder.</param>
/// <param name="StopsBrowsers">False = seen to play on.</param>
/// <param name="Sample">Name of the file in the tests that shows it.</param>
public sealed record ForgivenFault(string Codec, string Says, bool StopsBrowsers, string Sample);

/// <summary>
/// What was seen with ffmpeg 5.1 and Chromium on one file each (ForgivenFaultTests, ForgivenFaultWalk). VP9 is heard
/// by libvpx, as browsers read it: ffmpeg's own decoder hides what stops them.
/// </summary>
public static class ForgivenFaults
{
    public static IReadOnlyList<ForgivenFault> All { get; } =
    [
        new("h264", "error while decoding MB", StopsBrowsers: true, "h264-byte"),
        new("h264", "Invalid NAL unit size", StopsBrowsers: true, "h264-zeros"),
        new("h264", "mmco: unref short failure", StopsBrowsers: true, "h264-lost"),
        new("h264", "reference picture missing", StopsBrowsers: true, "h264-lost-reference"),
        new("aac", "channel element", StopsBrowsers: true, "aac-zeros"),
        new("aac", "TNS filter order", StopsBrowsers: true, "aac-byte"),
        new("vp8", "Invalid start code", StopsBrowsers: true, "vp8-zeros"),
        new("vp9", "Failed to decode frame", StopsBrowsers: true, "vp9-byte"),
        new("av1", "Error parsing OBU data", StopsBrowsers: true, "av1-byte"),
        new("av1", "Unknown OBU type", StopsBrowsers: false, "av1-zeros"),
        new("vorbis", "Overread", StopsBrowsers: false, "vorbis-byte"),
    ];

    /// <summary>
    /// What is not known to play on is taken to stop: a copy too many costs a little, one too few a review.
    /// </summary>
    /// <param name="complaint">An error line of the stream's decoder.</param>
    public static bool StopBrowsers(string codec, string complaint) =>
        All.FirstOrDefault(
            fault => fault.Codec == codec && complaint.Contains(fault.Says, StringComparison.Ordinal))
            is not { StopsBrowsers: false };
}
