namespace VideoReview.Domain.Media;

/// <summary>How a video comes to play in every browser.</summary>
public enum Playability
{
    /// <summary>The file itself plays, by ranges.</summary>
    PlaysAsIs,

    /// <summary>The streams play; only the container is changed.</summary>
    Remux,

    /// <summary>The picture plays; only the sound is encoded.</summary>
    CopyVideoEncodeAudio,

    /// <summary>Copies are encoded; the video plays when they are done.</summary>
    NeedsCopy,
}

/// <summary>
/// Decides by container, codec, profile, level and pixel format, never by trying: Chromium says "can
/// play" for HEVC and shows nothing.
/// <code>
/// MP4                  H.264 8 bit 4:2:0 up to level 5.1, AAC, MP3 or none   plays as is
/// WebM                 VP8, VP9, AV1 8 bit 4:2:0, Opus, Vorbis or none       plays as is
/// MOV, MKV, WebM       that H.264 with AAC, MP3 or none                      remux to MP4
/// MP4, MOV, MKV        that VP8, VP9, AV1 with Opus, Vorbis or none          remux to WebM
/// MP4, MOV, MKV, WebM  that H.264 with any other sound                       copy the picture, encode the sound
/// everything else                                                            copy
/// </code>
/// What was written live (no duration, no index), and whose sound is not the first, plays only once it has been put
/// into another container.
/// </summary>
public static class PlayabilityRule
{
    /// <summary>ffprobe level of H.264 level 5.1.</summary>
    private const int HighestLevel = 51;

    private static readonly string[] Containers = ["mp4", "mov", "mkv", "webm"];
    private static readonly string[] EverydayProfiles =
        ["Baseline", "Constrained Baseline", "Main", "High", "Constrained High", "Progressive High"];

    /// <param name="format">Code of the container found in the bytes.</param>
    public static Playability Of(VideoMetadata video, string format) =>
        IsWeb(video) ? OfWeb(video, format) : OfCopyable(video, format);

    /// <summary>Code of the container into which its streams are moved; encoded copies are always MP4.</summary>
    public static string ContainerFor(VideoMetadata video) => IsWebPicture(video) ? "webm" : "mp4";

    /// <summary>The original plays already, yet a copy with its index in front begins sooner.</summary>
    public static bool IsWorthRemux(VideoMetadata video, string format) =>
        Of(video, format) == Playability.PlaysAsIs && video.StartsLate;

    /// <summary>WebM does not say which way up a picture stands.</summary>
    private static Playability OfWeb(VideoMetadata video, string format) =>
        format == "webm" && PlaysItself(video) ? Playability.PlaysAsIs
            : Containers.Contains(format, StringComparer.Ordinal) && video.RotationDegrees == 0 ? Playability.Remux
            : Playability.NeedsCopy;

    private static Playability OfCopyable(VideoMetadata video, string format)
    {
        if (!IsEverydayH264(video) || !Containers.Contains(format, StringComparer.Ordinal))
        {
            return Playability.NeedsCopy;
        }

        if (!IsEverydaySound(video))
        {
            return Playability.CopyVideoEncodeAudio;
        }

        return format == "mp4" && PlaysItself(video) ? Playability.PlaysAsIs : Playability.Remux;
    }

    private static bool IsEverydayH264(VideoMetadata video) =>
        video is { VideoCodec: "h264", PixelFormat: "yuv420p" or "yuvj420p", VideoLevel: > 0 and <= HighestLevel }
        && EverydayProfiles.Contains(video.VideoProfile, StringComparer.Ordinal);

    /// <summary>A browser takes the first sound, or none.</summary>
    private static bool PlaysItself(VideoMetadata video) => video is { IsLive: false, SoundPlace: 0 };

    private static bool IsWeb(VideoMetadata video) =>
        IsWebPicture(video) && video.AudioCodec is (null or "opus" or "vorbis");

    private static bool IsWebPicture(VideoMetadata video) =>
        video is { VideoCodec: "vp8" or "vp9" or "av1", PixelFormat: "yuv420p" or "yuvj420p" };

    /// <summary>AAC profiles by their ffprobe names; some files name none.</summary>
    private static bool IsEverydaySound(VideoMetadata video) => video switch
    {
        { AudioCodec: null or "mp3" } => true,
        { AudioCodec: "aac", AudioProfile: null or "LC" or "HE-AAC" or "HE-AACv2" } => true,
        _ => false,
    };
}
