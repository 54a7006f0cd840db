namespace VideoReview.Domain.Media;

/// <summary>One of the two streams of a video that are shown.</summary>
public enum ShownStream
{
    Picture,
    Sound,
}

/// <summary>A complaint of a stream's decoder, and the times of the frames before and after it.</summary>
/// <param name="StopsBrowsers">See <see cref="ForgivenFaults"/>.</param>
public sealed record Complaint(TimeSpan From, TimeSpan To, bool StopsBrowsers);

/// <summary>A part of a video in which one of its decoders complained.</summary>
public sealed record DamagedPart(ShownStream Stream, int FromMilliseconds, int ToMilliseconds, bool StopsBrowsers)
{
    /// <summary>No complaint: no picture comes at all, and the one before stands.</summary>
    public bool IsGap { get; init; }

    internal TimeSpan From => TimeSpan.FromMilliseconds(FromMilliseconds);

    internal TimeSpan To => TimeSpan.FromMilliseconds(ToMilliseconds);
}

/// <summary>What the complaints of one full decode mean: parts, and what is said of them.</summary>
public static class DamageRules
{
    /// <summary>Damage closer together is one.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    /// <summary>Of one stream; the longest.</summary>
    private const int MostTold = 5;

    /// <param name="damage">Null = not yet decoded.</param>
    public static bool StopBrowsers(IReadOnlyList<DamagedPart>? damage) =>
        damage?.Any(part => part.StopsBrowsers) == true;

    /// <summary>In the order of time; none reaches beyond the video's end.</summary>
    public static IReadOnlyList<DamagedPart> PartsOf(
        ShownStream stream, IReadOnlyList<Complaint> complaints, TimeSpan duration)
    {
        var parts = new List<DamagedPart>();
        foreach (var complaint in complaints.OrderBy(complaint => complaint.From))
        {
            var (from, to) = (Within(complaint.From), Within(complaint.To));
            if (parts is [.., var last] && from <= last.ToMilliseconds + Together.TotalMilliseconds)
            {
                parts[^1] = last with
                {
                    ToMilliseconds = Math.Max(to, last.ToMilliseconds),
                    StopsBrowsers = last.StopsBrowsers || complaint.StopsBrowsers,
                };
            }
            else
            {
                parts.Add(new(stream, from, to, complaint.StopsBrowsers));
            }
        }

        return parts;

        int Within(TimeSpan at) => (int)(at < duration ? at : duration).TotalMilliseconds;
    }

    /// <summary>Codes of its notes, in place of those that the quality step gave before the decode was done.</summary>
    public static string NoteOf(ShownStream stream) => stream switch
    {
        ShownStream.Picture => "media.note-damaged",
        ShownStream.Sound => "media.note-damaged-sound",
    };

    public static bool IsNote(Sentence sentence) =>
        Enum.GetValues<ShownStream>().Any(stream => NoteOf(stream) == sentence.Code);

    /// <summary>Those of the picture first.</summary>
    public static IReadOnlyList<VideoNote> Notes(
        Guid videoId, IReadOnlyList<DamagedPart> damage, TimeSpan duration, int after)
    {
        var areSlides = QualityRules.AreSlides(
            [.. damage.Where(part => part.IsGap).Select(part => new Stretch(part.From, part.To))], duration);
        (Sentence Sentence, DamagedPart? At)[] told =
        [
            .. areSlides ? [(Sentence.Of("media.note-slideshow"), null)] : (IEnumerable<(Sentence, DamagedPart?)>)[],
            .. damage.Where(part => !(part.IsGap && areSlides)).GroupBy(part => (part.Stream, part.IsGap))
                .OrderBy(kind => kind.Key.Stream).ThenByDescending(kind => kind.Key.IsGap)
                .SelectMany(kind => kind.OrderByDescending(part => part.To - part.From).Take(MostTold)
                    .OrderBy(part => part.FromMilliseconds))
                .Select(part => (SentenceOf(part), (DamagedPart?)part)),
        ];
        return
        [
            .. told.Select((note, i) => new VideoNote
            {
                VideoId = videoId, Position = after + i + 1, Sentence = note.Sentence,
                FromMilliseconds = note.At?.FromMilliseconds, ToMilliseconds = note.At?.ToMilliseconds,
            }),
        ];
    }

    /// <summary>Whoever watches sees a picture that stands.</summary>
    private static Sentence SentenceOf(DamagedPart part) => part.IsGap
        ? Sentence.Of(
            "media.note-still", ("duration", TimeSpan.FromSeconds(Math.Round((part.To - part.From).TotalSeconds))))
        : Sentence.Of(NoteOf(part.Stream));
}
