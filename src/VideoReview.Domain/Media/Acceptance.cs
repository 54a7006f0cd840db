using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Media;

/// <summary>
/// What the period's rules say of a video: the reasons to refuse it (none = taken), and what its
/// author should know all the same.
/// </summary>
public sealed record Verdict(IReadOnlyList<Sentence> Reasons, IReadOnlyList<Sentence> Notes)
{
    public bool IsTaken => Reasons.Count == 0;

    /// <summary>Refused before the rules could be asked: what was sent cannot be read as a video.</summary>
    public static Verdict Unreadable(Sentence reason) => new([reason], []);

    /// <summary>A scanner found something in it that does harm.</summary>
    public static Verdict Infected => Unreadable(Sentence.Of("media.infected"));
}

/// <summary>
/// Takes or refuses a video by the period's <see cref="FileRules"/>; every sentence says what to change.
/// </summary>
public static class Acceptance
{
    /// <summary>Longer and shorter edge of the smallest picture without a note (720p).</summary>
    private const int GoodLongEdge = 1280, GoodShortEdge = 720;

    /// <param name="format">Code of the container found in the bytes.</param>
    public static Verdict Judge(VideoMetadata video, string format, FileRules rules)
    {
        Sentence?[] reasons =
        [
            rules.Formats.Contains(format, StringComparer.Ordinal)
                ? null
                : Sentence.Of("media.format-not-taken", ("format", Name(format)), ("formats", Names(rules.Formats))),
            video.SizeBytes <= rules.MaximumSizeBytes ? null : Sentence.Of(
                "media.too-large", ("size", new Bytes(video.SizeBytes)), ("most", new Bytes(rules.MaximumSizeBytes))),
            WhyNotPicture(video),
            WhyNotSound(video),
            WhyNotDuration(TimeSpan.FromMilliseconds(video.DurationMilliseconds), rules),
        ];
        Sentence?[] notes =
        [
            video.SizeBytes > rules.NoteAboveSizeBytes
                ? Sentence.Of(
                    "media.note-large", ("size", new Bytes(video.SizeBytes)),
                    ("limit", new Bytes(rules.NoteAboveSizeBytes)))
                : null,
            IsSmall(video)
                ? Sentence.Of(
                    "media.note-small", ("width", Plain(video.WidthPixels)), ("height", Plain(video.HeightPixels)))
                : null,
            video.HeightPixels > video.WidthPixels ? Sentence.Of("media.note-portrait") : null,
            video.AudioCodec is null ? Sentence.Of("media.note-silent") : null,
            video.SoundCount > 1
                ? Sentence.Of(
                    "media.note-sounds", ("count", Plain(video.SoundCount)), ("heard", Plain(video.SoundPlace + 1)))
                : null,
        ];
        List<Sentence> refused = [.. reasons.OfType<Sentence>()];
        return new(refused, refused.Count > 0 ? [] : [.. notes.OfType<Sentence>()]);
    }

    /// <summary>Also asked before the file has come, of what its header says; null = taken.</summary>
    public static Sentence? WhyNotDuration(TimeSpan duration, FileRules rules)
    {
        if (duration <= TimeSpan.Zero)
        {
            return Sentence.Of("media.duration-unknown");
        }

        if (duration < rules.MinimumDuration - rules.DurationTolerance)
        {
            return Sentence.Of("media.too-short", ("duration", Floor(duration)), ("least", rules.MinimumDuration));
        }

        return duration > rules.MaximumDuration + rules.DurationTolerance
            ? Sentence.Of("media.too-long", ("duration", Ceiling(duration)), ("most", rules.MaximumDuration))
            : null;
    }

    private static Sentence? WhyNotPicture(VideoMetadata video)
    {
        if (video.VideoCodec is null)
        {
            return Sentence.Of(video.AudioCodec is null ? "media.no-picture" : "media.audio-only");
        }

        if (!Codecs.Video.Contains(video.VideoCodec))
        {
            return Sentence.Of("media.codec-unknown", ("codec", video.VideoCodec));
        }

        if (video.WidthPixels <= 0 || video.HeightPixels <= 0)
        {
            return Sentence.Of("media.no-picture");
        }

        // No frame was found that the decoder takes.
        return video.PixelFormat is null ? Sentence.Of("media.broken") : null;
    }

    private static Sentence? WhyNotSound(VideoMetadata video) =>
        video.AudioCodec is null || Codecs.Audio.Contains(video.AudioCodec)
            ? null
            : Sentence.Of("media.sound-unknown", ("codec", video.AudioCodec));

    /// <summary>Rounded away from the limit, so that nobody reads "1 menit" beside "minimal 1 menit".</summary>
    private static TimeSpan Floor(TimeSpan duration) => TimeSpan.FromSeconds(Math.Floor(duration.TotalSeconds));

    private static TimeSpan Ceiling(TimeSpan duration) => TimeSpan.FromSeconds(Math.Ceiling(duration.TotalSeconds));

    private static bool IsSmall(VideoMetadata video) =>
        Math.Max(video.WidthPixels, video.HeightPixels) < GoodLongEdge
            || Math.Min(video.WidthPixels, video.HeightPixels) < GoodShortEdge;

    private static string Plain(int pixels) => pixels.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Names(IEnumerable<string> formats) => string.Join(", ", formats.Select(Name));

    private static string Name(string format) => format == "webm" ? "WebM" : format.ToUpperInvariant();
}
