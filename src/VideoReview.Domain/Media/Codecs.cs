namespace VideoReview.Domain.Media;

/// <summary>
/// Codecs that are read at all, by their ffprobe names. Bugs live in decoders that nobody needs: a codec beyond these
/// is refused with a sentence, and the worker opens no decoder beyond them.
/// </summary>
public static class Codecs
{
    public static IReadOnlySet<string> Video { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "mpeg1video", "msmpeg4v2", "msmpeg4v3", "wmv1",
        "wmv2", "wmv3", "vc1", "h263", "flv1", "mjpeg", "theora",
    };

    /// <summary>
    /// Pictures that are not read, by the code under which MP4 and MOV describe them (mp4ra.org): told by the first
    /// bytes, before the rest is sent.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Unread { get; } = new Dictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["apco"] = "prores", ["apcs"] = "prores", ["apcn"] = "prores", ["apch"] = "prores", ["ap4h"] = "prores",
        ["ap4x"] = "prores", ["rle "] = "qtrle", ["AVdn"] = "dnxhd", ["AVdh"] = "dnxhd", ["CFHD"] = "cfhd",
        ["icod"] = "aic", ["SVQ1"] = "svq1", ["SVQ3"] = "svq3", ["cvid"] = "cinepak", ["dvc "] = "dvvideo",
        ["dvcp"] = "dvvideo", ["dvpp"] = "dvvideo", ["dv5n"] = "dvvideo", ["dv5p"] = "dvvideo", ["dvh6"] = "dvvideo",
        ["v210"] = "v210", ["2vuy"] = "rawvideo", ["raw "] = "rawvideo",
    };

    public static IReadOnlySet<string> Audio { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "aac", "aac_latm", "mp3", "mp2", "ac3", "eac3", "opus", "vorbis", "wmav1", "wmav2", "wmapro", "amr_nb",
        "amr_wb", "pcm_s16le", "pcm_s16be", "pcm_s24le",
        "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_u8", "pcm_mulaw", "pcm_alaw", "flac", "alac",
        "adpcm_ima_wav", "adpcm_ms",
    };
}
