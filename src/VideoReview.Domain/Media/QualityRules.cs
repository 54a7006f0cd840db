namespace VideoReview.Domain.Media;

/// <summary>What is said of what was found in a video.</summary>
public static class QualityRules
{
    /// <summary>A finding shorter than this is none; the worker's filters say the same.</summary>
    public static readonly TimeSpan ShortestBlack = TimeSpan.FromSeconds(2), ShortestStill = TimeSpan.FromSeconds(5),
        ShortestSilence = TimeSpan.FromSeconds(3);

    /// <summary>EBU R128 aims at -23, the great platforms at -14; so far from both the volume must be turned.</summary>
    private const decimal QuietLufs = -30, LoudLufs = -9;

    /// <summary>Of two channels: one is not heard beside the other.</summary>
    private const decimal SilentChannelDb = -60, HeardChannelDb = -45;

    /// <summary>So many still parts, over so much of a video, are its way and no fault.</summary>
    private const int LeastSlides = 3;

    private const double LeastShareOfSlides = 0.6;

    /// <summary>Two findings so close are one, which two filters or two looks have seen.</summary>
    internal static readonly TimeSpan OneFinding = TimeSpan.FromSeconds(0.5);

    /// <summary>ffmpeg's ebur128 gives -70 where its gate lets nothing through.</summary>
    private const decimal NothingHeardLufs = -69.9m;

    /// <summary>A little over full scale is not heard.</summary>
    private const decimal ClippedDbtp = 1;

    /// <summary>Of one kind; the longest.</summary>
    private const int MostOfAKind = 5;

    /// <summary>The loudness first, then what stands at a time, by kind.</summary>
    public static IReadOnlyList<VideoNote> Notes(
        Guid videoId, SoundMeasure? sound, PictureMeasure picture, TimeSpan duration)
    {
        IEnumerable<(Sentence Sentence, Stretch? At)> found =
        [
            .. sound is null ? [] : OfSound(sound, duration),
            .. OfPicture(picture, duration),
            .. OfDamage(ShownStream.Picture, picture.Damaged),
            .. OfDamage(ShownStream.Sound, sound?.Damaged ?? []),
        ];
        return
        [
            .. found.Select((note, i) => new VideoNote
            {
                VideoId = videoId, Position = i + 1, Sentence = note.Sentence,
                FromMilliseconds = (int?)note.At?.From.TotalMilliseconds,
                ToMilliseconds = (int?)note.At?.To.TotalMilliseconds,
            }),
        ];
    }

    private static IEnumerable<(Sentence Sentence, Stretch? At)> OfSound(SoundMeasure sound, TimeSpan duration)
    {
        var (loudness, peak) = sound.Level;
        if (loudness <= NothingHeardLufs || sound.Silences.Any(silence => silence.Length >= 0.98 * duration))
        {
            return [(Sentence.Of("media.note-nothing-heard"), null)];
        }

        Sentence?[] level =
        [
            OneEared(sound.ChannelsDb),
            loudness < QuietLufs ? Sentence.Of("media.note-quiet", ("loudness", loudness))
                : loudness > LoudLufs ? Sentence.Of("media.note-loud", ("loudness", loudness))
                : null,
            peak > ClippedDbtp ? Sentence.Of("media.note-clipped", ("peak", peak)) : null,
        ];
        return [.. level.OfType<Sentence>().Select(sentence => (sentence, (Stretch?)null)),
            .. Longest(Stretch.Merged([.. sound.Silences.Select(part => part.Within(duration))], OneFinding))
                .Select(part => (Lasting("media.note-silence", part), (Stretch?)part))];
    }

    private static Sentence? OneEared(IReadOnlyList<decimal> channels) => channels switch
    {
        [>= HeardChannelDb, <= SilentChannelDb] => Sentence.Of("media.note-left-only"),
        [<= SilentChannelDb, >= HeardChannelDb] => Sentence.Of("media.note-right-only"),
        _ => null,
    };

    private static IEnumerable<(Sentence Sentence, Stretch? At)> OfPicture(PictureMeasure picture, TimeSpan duration)
    {
        var black = Stretch.Merged([.. picture.Black.Select(part => part.Within(duration))], OneFinding);
        var still = picture.Still.Select(part => part.Within(duration)).Where(
            still => !black.Exists(dark => dark.From <= still.From && still.To <= dark.To + DamageRules.Together))
            .ToList();
        return
        [
            .. Longest(black).Select(part =>
                (Looked("media.note-black", "media.note-black-least", part, picture, duration), (Stretch?)part)),
            .. AreSlides(still, duration < LookRules.MostLookedAt ? duration : LookRules.MostLookedAt)
                ? [(Sentence.Of("media.note-slideshow"), null)]
                : Longest(still).Select(part =>
                    (Looked("media.note-still", "media.note-still-least", part, picture, duration), (Stretch?)part)),
        ];
    }

    /// <summary>Still pictures one after another, told once.</summary>
    internal static bool AreSlides(IReadOnlyCollection<Stretch> still, TimeSpan of) =>
        still.Count >= LeastSlides && still.Sum(part => part.Length.Ticks) >= LeastShareOfSlides * of.Ticks;

    /// <summary>What was not looked at is not told as a length.</summary>
    private static Sentence Looked(
        string code, string codeOfCut, Stretch part, PictureMeasure picture, TimeSpan duration)
    {
        var isCut = part.To < duration && picture.CutAt.Any(at => (at - part.To).Duration() < OneFinding);
        return Lasting(isCut ? codeOfCut : code, part);
    }

    private static IEnumerable<(Sentence Sentence, Stretch? At)> OfDamage(
        ShownStream stream, IReadOnlyList<TimeSpan> damaged) =>
        Longest(Stretch.Grouped(damaged)).Select(part => (Sentence.Of(DamageRules.NoteOf(stream)), (Stretch?)part));

    private static Sentence Lasting(string code, Stretch part) =>
        Sentence.Of(code, ("duration", TimeSpan.FromSeconds(Math.Round(part.Length.TotalSeconds))));

    private static IEnumerable<Stretch> Longest(IEnumerable<Stretch> parts) =>
        parts.OrderByDescending(part => part.Length).Take(MostOfAKind).OrderBy(part => part.From);
}
