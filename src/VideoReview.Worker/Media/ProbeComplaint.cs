using System.Globalization;
using System.Text.RegularExpressions;
using VideoReview.Domain;

namespace VideoReview.Worker.Media;

/// <summary>Reads what ffprobe says where it cannot, or will not, read a file.</summary>
internal static partial class ProbeComplaint
{
    /// <summary>Some picture of it is too large; perhaps one that nobody is shown.</summary>
    public static bool IsOfSize(string errors) => TooLarge().IsMatch(errors);

    /// <summary>What the author is told of it.</summary>
    public static Sentence WhyOf(string errors)
    {
        if (TooLarge().Match(errors) is { Success: true } large)
        {
            return Sentence.Of(
                "media.too-many-pixels", ("width", large.Groups["width"].Value),
                ("height", large.Groups["height"].Value));
        }

        if (errors.Contains("exceeds max_streams parameter", StringComparison.Ordinal))
        {
            return Sentence.Of("media.too-many-tracks");
        }

        // "Codec (NAME) not on whitelist 'LIST'", libavcodec/avcodec.c; at the last one it gave up.
        const string Missed = "Codec (";
        var at = errors.LastIndexOf(Missed, StringComparison.Ordinal);
        return at >= 0 && errors.IndexOf(") not on whitelist", at, StringComparison.Ordinal) is var end and > 0
            ? Sentence.Of(
                "media.codec-unknown",
                ("codec", errors[(at + Missed.Length)..end].ToLower(CultureInfo.InvariantCulture)))
            : Sentence.Of("media.not-a-video");
    }

    /// <summary>
    /// libavutil/imgutils.c: no decoder is asked, and the size is not told; only the complaint names it.
    /// </summary>
    [GeneratedRegex(
        "Picture size (?<width>[0-9]+)x(?<height>[0-9]+) exceeds specified max pixel count",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TooLarge();
}
