using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>One file of a run.</summary>
/// <param name="EdgePixels">Null = the picture is not encoded, only moved.</param>
/// <param name="Path">Where it is written.</param>
/// <param name="Format">Code of its container.</param>
internal sealed record CopyTarget(int? EdgePixels, (int Width, int Height) Size, string Path, string Format);

/// <summary>
/// ffmpeg's arguments for all copies of a video in one run: the original is decoded once, brought upright and down to
/// the largest copy, and the smaller ones are made of that. Both decoders are heard on the way
/// (<see cref="DecodedWhole"/>).
/// </summary>
internal static class CopyArguments
{
    /// <summary>
    /// Ticks a second (of MPEG): frames of a changing rate keep their times, where ffmpeg would round them to the rate
    /// that it takes for the usual one.
    /// </summary>
    private const string Clock = "1:90000";

    /// <summary>A copy may end a little earlier or later than its original.</summary>
    public static TimeSpan Slack { get; } = TimeSpan.FromSeconds(2);

    /// <summary>From behind the input to the end.</summary>
    public static IReadOnlyList<string> Moved(VideoMetadata video, Playability way, CopyTarget target) =>
    [
        "-map", "0:V:0", "-map", Filters.SoundOf(video) + "?",
        .. way == Playability.CopyVideoEncodeAudio ? ["-c:v", "copy", .. Sound("128k")] : (string[])["-c", "copy"],
        .. Written(video, target),
    ];

    /// <summary>From behind the input to the end.</summary>
    /// <param name="targets">Falling in size; at least one.</param>
    public static IReadOnlyList<string> Encoded(
        VideoMetadata video, IReadOnlyList<CopyTarget> targets, string threads) =>
        [
            "-filter_complex", Graph(video, targets),
            .. targets.SelectMany((target, i) => Encoded(video, target, i, threads)),
        ];

    private static IEnumerable<string> Encoded(VideoMetadata video, CopyTarget target, int place, string threads)
    {
        var (quality, rate, buffer, sound) =
            target.EdgePixels > CopyRules.SmallEdge ? ("23", "3000k", "6000k", "128k") : ("24", "600k", "1200k", "64k");
        return
        [
            "-map", $"[v{place}]", "-map", Filters.SoundOf(video) + "?",
            .. place == 0 && video.AudioCodec is not null ? ["-af", DecoderErrors.SoundFilter] : (string[])[],
            "-fps_mode", "vfr", "-enc_time_base", Clock,
            "-c:v", "libx264", "-preset", "veryfast", "-crf", quality, "-maxrate", rate, "-bufsize", buffer,
            "-profile:v", "high", "-pix_fmt", "yuv420p", "-force_key_frames", "expr:gte(t,n_forced*2)", "-threads",
            threads, .. Sound(sound), .. Written(video, target),
        ];
    }

    private static string Graph(VideoMetadata video, IReadOnlyList<CopyTarget> targets)
    {
        var chain = "[0:V:0]" + DecoderErrors.Filter + "," + Filters.Shown(video, targets[0].Size, "bilinear")
            + ",format=yuv420p";
        for (var i = 1; i < targets.Count; i++)
        {
            chain += $",split[v{i - 1}][s{i}];[s{i}]scale={Filters.Number(targets[i].Size.Width)}:"
                + $"{Filters.Number(targets[i].Size.Height)}:flags=bilinear,setsar=1";
        }

        return chain + $"[v{targets.Count - 1}]";
    }

    private static string[] Sound(string rate) => ["-c:a", "aac", "-b:a", rate, "-ac", "2"];

    private static string[] Written(VideoMetadata video, CopyTarget target) =>
    [
        "-t", Filters.Seconds(TimeSpan.FromMilliseconds(video.DurationMilliseconds) + Slack), "-map_metadata", "-1",
        "-map_chapters", "-1",
        .. target.Format == "webm" ? ["-cues_to_front", "1"] : (string[])["-movflags", "+faststart"],
        "-max_muxing_queue_size", "1024", "-f", target.Format, Guard.File(target.Path),
    ];
}
