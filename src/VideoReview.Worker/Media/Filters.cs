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
    /// The picture as shown, in this size, with square pixels; rotation is ffmpeg's own doing. HDR is brought down in
    /// the small: each pixel of it costs as much as decoding.
    /// </summary>
    public static string Shown(VideoMetadata video, (int Width, int Height) size, string flags) =>
        (video.IsInterlaced ? Deinterlace : "") + $"scale={Number(size.Width)}:{Number(size.Height)}:flags={flags}"
            + (IsHdr(video) ? "," + ToneMap : "") + ",setsar=1";

    /// <summary>
    /// One frame as shown, in this size. What stands before and after it may lie seconds away, so of two
    /// half pictures only one is taken.
    /// </summary>
    public static string Still(VideoMetadata video, (int Width, int Height) size) =>
        (video.IsInterlaced ? "field=top," : "")
            + $"scale={Number(size.Width)}:{Number(size.Height)}:flags=fast_bilinear"
            + (IsHdr(video) ? "," + ToneMap : "") + ",setsar=1";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsHdr(VideoMetadata video) => video.ColorTransfer is "smpte2084" or "arib-std-b67";

    /// <summary>A moment or length as ffmpeg reads it.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
