namespace VideoReview.Worker.Media;

/// <summary>
/// What every call is told about its input (media.md section 4). Without the lists of protocols and formats a playlist
/// named .mp4 opens another person's file, or sends requests; without the list of decoders a file chooses
/// whichever decoder has the hole.
/// </summary>
internal static class Guard
{
    /// <summary>Of one picture.</summary>
    public const long MostPixels = 36_000_000;

    /// <summary>Demuxers, by ffmpeg's names.</summary>
    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg";

    /// <summary>
    /// Decoders, by ffmpeg's names, of Domain's Codecs; then those of text tracks and cover pictures, which are opened
    /// while probing but never shown.
    /// </summary>
    private const string Decoders =
        "h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,mpeg4,mpeg2video,mpeg1video,msmpeg4,"
            + "msmpeg4v2,wmv1,wmv2,wmv3,vc1,h263,flv,mjpeg,theora,"
        + "aac,aac_latm,mp3,mp3float,mp2,mp2float,ac3,eac3,opus,libopus,vorbis,libvorbis,wmav1,wmav2,"
        + "wmapro,amrnb,amrwb,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,"
        + "pcm_u8,pcm_mulaw,pcm_alaw,flac,alac,adpcm_ima_wav,adpcm_ms,"
        + "mov_text,subrip,srt,ass,ssa,webvtt,png";

    /// <summary>
    /// Decoders of what may lie beside a video and is never shown: ffprobe opens one for each stream and gives up where
    /// it may not, but gives it nothing to decode. ffmpeg passes over them.
    /// </summary>
    private const string Covers = "gif,tiff,bmp,webp,jpeg2000,libopenjpeg,targa",
        Texts = "pgssub,dvdsub,dvbsub,cc_dec,xsub,text,stl,sami,realtext,subviewer,subviewer1,microdvd,mpl2,jacosub,"
            + "vplayer,pjs,libzvbi_teletextdec",
        Sounds = "dca,truehd,mlp,mp1,mp1float,als,tta,wavpack,ape,tak,shorten,qdm2,qdmc,cook,sipr,real_144,real_288,"
            + "atrac1,atrac3,atrac3plus,nellymoser,speex,libspeex,gsm,libgsm,gsm_ms,libgsm_ms,ilbc,g722,g726,g729,"
            + "mace3,mace6,s302m,dolby_e,aptx,sbc,wmavoice,wmalossless,adpcm_ima_qt,adpcm_swf,adpcm_yamaha,"
            + "pcm_s8,pcm_u16le,pcm_u16be,pcm_u24le,pcm_u24be,pcm_u32le,pcm_u32be,pcm_f32be,pcm_f64le,pcm_f64be,"
            + "pcm_s64le,pcm_s64be,pcm_s16le_planar,pcm_s24le_planar,pcm_s32le_planar,pcm_bluray,pcm_dvd,pcm_lxf";

    /// <summary>Stands before the input of ffmpeg and ffprobe alike.</summary>
    public static IReadOnlyList<string> Input { get; } =
    [
        "-protocol_whitelist", "file,pipe", "-format_whitelist", Formats, "-codec_whitelist", Decoders, "-max_streams",
        "32", "-max_pixels", "36000000",
    ];

    /// <summary>Stands before a NUT file of key frames that the call before has written.</summary>
    public static IReadOnlyList<string> OwnInput { get; } =
    [
        "-protocol_whitelist", "file,pipe", "-codec_whitelist", Decoders, "-max_pixels", "36000000",
        "-copyts", "-f", "nut",
    ];

    /// <summary>
    /// Stands before the input where ffprobe tells what streams there are: what nobody will see or hear must not keep
    /// it from telling.
    /// </summary>
    public static IReadOnlyList<string> AllStreams { get; } =
    [
        .. Input, "-codec_whitelist:v", $"{Decoders},{Covers}", "-codec_whitelist:a", $"{Decoders},{Sounds}",
        "-codec_whitelist:s", $"{Decoders},{Texts}",
    ];

    /// <summary>How ffmpeg begins.</summary>
    public static IReadOnlyList<string> Ffmpeg { get; } = ["-hide_banner", "-nostdin", "-loglevel", "error", "-y"];

    /// <summary>How ffprobe begins.</summary>
    public static IReadOnlyList<string> Ffprobe { get; } =
        ["-hide_banner", "-v", "error", "-probesize", "20M", "-analyzeduration", "20M"];

    /// <summary>As an input or output: the prefix keeps a name from being read as an option or a protocol.</summary>
    public static string File(string path) => "file:" + path;
}
