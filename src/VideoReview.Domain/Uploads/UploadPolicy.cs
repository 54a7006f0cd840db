using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Uploads;

/// <summary>
/// Which files are taken: by state and time, size and quota before the first byte, by content on the first 64 KB.
/// Another container format is one more line in <see cref="Known"/>, with the way to tell it by its bytes.
/// </summary>
public static class UploadPolicy
{
    /// <summary>So many first bytes tell a container; an upload has begun when they are stored.</summary>
    public const int HeadBytes = 65_536;

    /// <summary>Unfinished uploads that one entry may have.</summary>
    public const int MostOpenUploads = 5;

    private delegate bool Telltale(ReadOnlySpan<byte> head);

    /// <summary>
    /// Brands of ISO/IEC 14496-12 and mp4ra.org under which cameras and phones write moving pictures; another one is
    /// taken where a movie stands behind it.
    /// </summary>
    private static readonly string[] Mp4Brands =
        ["iso", "mp4", "avc", "M4V", "MSNV", "3gp", "3g2", "mmp4", "f4v", "dash", "hvc1", "XAVC", "av01"];

    private static readonly (string Code, Telltale IsIt)[] Known =
    [
        ("mp4", head => ContainerSigns.IsoBrand(head) is { } brands
            && brands is not ['q', 't', ..] && (Names(brands, Mp4Brands) || ContainerSigns.HasMovie(head))),
        ("mov", head => ContainerSigns.IsoBrand(head) is { } brands
            ? brands.StartsWith("qt", StringComparison.Ordinal)
            : ContainerSigns.IsOldQuickTime(head)),
        ("webm", head => ContainerSigns.EbmlDocType(head) == "webm"),
        ("mkv", head => ContainerSigns.EbmlDocType(head) == "matroska"),
        ("avi", head => head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("AVI "u8)),
        ("mpeg", head => head.StartsWith<byte>([0, 0, 1, 0xBA]) || ContainerSigns.IsTransportStream(head, 188, 0)
            || ContainerSigns.IsTransportStream(head, 192, 4)),
        ("wmv", head => head.StartsWith<byte>(
            [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C])),
    ];

    /// <summary>Codes of all containers that can be told by content; a period picks among them.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. Known.Select(known => known.Code)];

    /// <summary>Why no upload may begin for this entry at all, whatever the file; null = it may.</summary>
    public static Refusal? WhyNotUpload(
        PeriodStatus period, EntryStatus entry, DateTimeOffset due, DateTimeOffset now) =>
        WhyNotState(period, entry) ?? (Closing.MayBegin(due, now) ? null : Closed(due));

    /// <summary>Why this file may not be begun now; asked under the lock that reserves the quota.</summary>
    public static Refusal? WhyNotCreate(UploadFacts facts, DateTimeOffset now) =>
        WhyNotUpload(facts.Period, facts.Entry, facts.Due, now) ?? WhyNotSize(facts)
            ?? (facts.Duration is { } duration ? WhyNotDuration(duration, facts.Rules) : null) ?? WhyNotQuota(facts);

    /// <summary>Why an upload may not go on now.</summary>
    public static Refusal? WhyNotContinue(
        PeriodStatus period, EntryStatus entry, DateTimeOffset due, TimeSpan grace, DateTimeOffset? begunAt,
        DateTimeOffset now)
    {
        if (WhyNotState(period, entry) is { } refusal)
        {
            return refusal;
        }

        return Closing.MayContinue(due, grace, begunAt, now) ? null : Closed(begunAt < due ? due + grace : due);
    }

    /// <summary>Why a file that starts with these bytes is not taken; null = it is.</summary>
    public static Refusal? WhyNotContent(ReadOnlySpan<byte> head, FileRules rules)
    {
        var format = FormatOf(head);
        var taken = string.Join(", ", rules.Formats).ToUpperInvariant();
        if (format is null)
        {
            return Refusal.Invalid("file", "uploads.not-a-video", ("formats", taken));
        }

        return rules.Formats.Contains(format, StringComparer.Ordinal)
            ? WhyNotTracks(head, format)
            : Refusal.Invalid(
                "file", "uploads.format-not-taken", ("format", format.ToUpperInvariant()), ("formats", taken));
    }

    /// <summary>
    /// Why a video this long is not taken, by what its header or the browser says before it is all there; null = it is.
    /// </summary>
    public static Refusal? WhyNotDuration(TimeSpan duration, FileRules rules) =>
        Acceptance.WhyNotDuration(duration, rules) is { } sentence ? new(RefusalKind.Invalid, sentence, "file") : null;

    /// <summary>
    /// The container's code by its first bytes (64 KB, or the whole file when it is shorter); null = none that we know.
    /// </summary>
    public static string? FormatOf(ReadOnlySpan<byte> head)
    {
        foreach (var (code, isIt) in Known)
        {
            if (isIt(head))
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>
    /// What an index in front says of the first picture, as far as it has come; null = nothing against it.
    /// </summary>
    private static Refusal? WhyNotTracks(ReadOnlySpan<byte> head, string format)
    {
        if (format is not ("mp4" or "mov"))
        {
            return null;
        }

        var bytes = head.ToArray();
        var tracks = MovieIndex.TracksOf(new(bytes.Length, (position, count) =>
            position + count <= bytes.Length ? bytes[(int)position..(int)(position + count)] : null));
        if (tracks.Any(track => track.IsLocked && track.Handler is ("vide" or "soun")))
        {
            return Refusal.Invalid("file", "media.locked");
        }

        return tracks.FirstOrDefault(track => track.Handler == "vide") is { } picture
            && Codecs.Unread.TryGetValue(picture.Entry, out var codec)
            ? Refusal.Invalid("file", "media.codec-unknown", ("codec", codec))
            : null;
    }

    private static Refusal? WhyNotState(PeriodStatus period, EntryStatus entry)
    {
        if (entry is not (EntryStatus.Draft or EntryStatus.Returned))
        {
            return No("uploads.entry-status", ("status", EntryLife.StatusSentence(entry)));
        }

        return period is PeriodStatus.Open or PeriodStatus.Reviewing ? null : No("uploads.period-not-open");
    }

    private static Refusal? WhyNotSize(UploadFacts facts)
    {
        if (facts.LengthBytes <= 0)
        {
            return Refusal.Invalid("file", "uploads.empty");
        }

        return facts.LengthBytes <= facts.Rules.MaximumSizeBytes
            ? null
            : TooLarge(
                "uploads.too-large", ("size", new Bytes(facts.LengthBytes)),
                ("most", new Bytes(facts.Rules.MaximumSizeBytes)));
    }

    private static Refusal? WhyNotQuota(UploadFacts facts)
    {
        if (facts.OpenUploads >= MostOpenUploads)
        {
            return No("uploads.too-many-open", ("most", MostOpenUploads));
        }

        var left = Math.Max(0, facts.Rules.QuotaBytes - facts.QuotaUsedBytes);
        if (facts.LengthBytes > left)
        {
            return TooLarge("uploads.quota", ("size", new Bytes(facts.LengthBytes)), ("left", new Bytes(left)));
        }

        return facts.HasRoom ? null : new(RefusalKind.TooMany, Sentence.Of("uploads.no-room"), "file");
    }

    private static Refusal Closed(DateTimeOffset at) => No("uploads.closed", ("at", at));

    /// <summary>Forbidden, not Conflict: upload clients take 409 for a reason to try again.</summary>
    private static Refusal No(string code, params (string Name, object? Value)[] values) =>
        new(RefusalKind.Forbidden, Sentence.Of(code, values));

    private static Refusal TooLarge(string code, params (string Name, object? Value)[] values) =>
        new(RefusalKind.TooLarge, Sentence.Of(code, values), "file");

    private static bool Names(string brands, string[] wanted) =>
        brands.Chunk(4).Any(brand => wanted.Any(name => brand.AsSpan().StartsWith(name, StringComparison.Ordinal)));
}
