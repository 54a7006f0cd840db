using System.Globalization;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>Filter chains of pictures and copies, and numbers as ffmpeg reads them.</summary>
internal static class Filters
{
    /// <summary>
    /// HDR brought down to what every screen shows; some files name only its transfer, and zscale finds no way without
    /// the rest (BT.2100 knows no other).
    /// </summary>
    private const string ToneMap =
        "setparams=color_primaries=bt2020:colorspace=bt2020nc,zscale=t=linear:npl=100,format=gbrpf32le,"
            + "zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv";

    private const string Deinterlace = "bwdif=0:-1:0,";

    /// <summary>
    /// Stands before an input whose pictures go through one graph. Their size may change in the middle (a phone turned,
    /// a screen shared): a graph made anew would forget what it has seen and write its files again.
    /// </summary>
    public static IReadOnlyList<string> OneGraph { get; } = ["-reinit_filter", "0"];

    /// <summary>
    /// The picture as shown, in this size, with square pixels; rotation is ffmpeg's own doing. HDR is brought down in
    /// the small: each pixel of it costs as much as decoding.
    /// </summary>
    public static string Shown(VideoMetadata video, (int Width, int Height) size, string flags) =>
        (video.IsInterlaced ? Deinterlace : "") + Fitted(size, "dar", flags)
            + (IsHdr(video) ? "," + ToneMap : "") + ",setsar=1";

    /// <summary>
    /// One frame as shown, in this size. What stands before and after it may lie seconds away, so of two
    /// half pictures only one is taken.
    /// </summary>
    public static string Still(VideoMetadata video, (int Width, int Height) size) =>
        (video.IsInterlaced ? "field=top," : "") + Fitted(size, video.IsInterlaced ? "dar/2" : "dar", "fast_bilinear")
            + (IsHdr(video) ? "," + ToneMap : "") + ",setsar=1";

    /// <summary>The stream that is heard, as ffmpeg calls it.</summary>
    public static string SoundOf(VideoMetadata video) => SoundAt(video.SoundPlace);

    public static string SoundAt(int place) => "0:a:" + Number(place);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// To this size. Pictures of another shape than the first keep theirs, between black bars, as players show them.
    /// </summary>
    /// <param name="shape">Width by height of a picture as shown, in scale's words.</param>
    private static string Fitted((int Width, int Height) size, string shape, string flags)
    {
        var (width, height) = (Number(size.Width), Number(size.Height));
        var isSame = string.Create(
            CultureInfo.InvariantCulture,
            $"lt(abs({shape}*{height}/{width}-1),{Math.Max(0.05, 3.0 / Math.Min(size.Width, size.Height)):0.###})");
        return $"scale=w='if({isSame},{width},min({width},2*max(1,trunc({height}*{shape}/2))))'"
            + $":h='if({isSame},{height},min({height},2*max(1,trunc({width}/({shape})/2))))'"
            + $":eval=frame:flags={flags},pad={width}:{height}:-1:-1:eval=frame";
    }

    private static bool IsHdr(VideoMetadata video) => video.ColorTransfer is "smpte2084" or "arib-std-b67";

    /// <summary>A moment or length as ffmpeg reads it.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
