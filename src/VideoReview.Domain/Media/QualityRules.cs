namespace VideoReview.Domain.Media;

/// <summary>Which parts of a video deserve a look, and what is said of what was found there.</summary>
public static class QualityRules
{
    /// <summary>A finding shorter than this is none; the worker's filters say the same.</summary>
    public static readonly TimeSpan ShortestBlack = TimeSpan.FromSeconds(2), ShortestStill = TimeSpan.FromSeconds(5),
        ShortestSilence = TimeSpan.FromSeconds(3);

    /// <summary>Decoded for a closer look at most.</summary>
    public static readonly TimeSpan MostLookedAt = TimeSpan.FromMinutes(3);

    /// <summary>EBU R128 aims at -23, the great platforms at -14; so far from both the volume must be turned.</summary>
    private const decimal QuietLufs = -30, LoudLufs = -9;

    /// <summary>ffmpeg's ebur128 gives -70 where its gate lets nothing through.</summary>
    private const decimal NothingHeardLufs = -69.9m;

    /// <summary>A little over full scale is not heard.</summary>
    private const decimal ClippedDbtp = 1;

    /// <summary>Of one kind; the longest.</summary>
    private const int MostOfAKind = 5;

    /// <summary>Two frames that differ by no more show the same picture, perhaps.</summary>
    private const int SameBits = 2, SameLuma = 1;

    /// <summary>A damaged packet needs its key frame before it, and something after it.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Parts to decode: where key frames are black or alike, and around damage. Each finding lies in one of them,
    /// but not each of them holds one.
    /// </summary>
    /// <param name="frames">In the order of time.</param>
    /// <param name="damaged">Places at which packets are not what they should be.</param>
    public static IReadOnlyList<Stretch> Suspicious(
        IReadOnlyList<SeenFrame> frames, IReadOnlyList<TimeSpan> damaged, TimeSpan duration)
    {
        IEnumerable<Stretch> parts =
        [
            .. Grouped(damaged).Select(part => new Stretch(part.From - Around, part.To + Around)),
            .. Runs(
                frames, duration, (one, next) => one.Print.IsBlack && next.Print.IsBlack, frame => frame.Print.IsBlack,
                ShortestBlack),
            .. Runs(frames, duration, AreAlike, _ => true, ShortestStill),
        ];
        var (looked, left) = (new List<Stretch>(), MostLookedAt);
        foreach (var part in parts.Select(part => Within(part, duration)).TakeWhile(_ => left > TimeSpan.Zero))
        {
            looked.Add(part.Length > left ? part with { To = part.From + left } : part);
            left -= part.Length;
        }

        return Merged(looked);
    }

    /// <summary>The loudness first, then what stands at a time, by kind.</summary>
    public static IReadOnlyList<VideoNote> Notes(
        Guid videoId, SoundMeasure? sound, PictureMeasure picture, TimeSpan duration)
    {
        IEnumerable<(Sentence Sentence, Stretch? At)> found =
        [
            .. sound is null ? [] : OfSound(sound, duration),
            .. Longest(picture.Black).Select(part => (Lasting("media.note-black", part), part)),
            .. Longest(picture.Still.Where(
                still => !picture.Black.Any(
                    black => black.From <= still.From && still.To <= black.To + DamageRules.Together)))
                .Select(part => (Lasting("media.note-still", part), part)),
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
            loudness < QuietLufs ? Sentence.Of("media.note-quiet", ("loudness", loudness))
                : loudness > LoudLufs ? Sentence.Of("media.note-loud", ("loudness", loudness))
                : null,
            peak > ClippedDbtp ? Sentence.Of("media.note-clipped", ("peak", peak)) : null,
        ];
        return [.. level.OfType<Sentence>().Select(sentence => (sentence, (Stretch?)null)),
            .. Longest(sound.Silences).Select(part => (Lasting("media.note-silence", part), (Stretch?)part))];
    }

    private static IEnumerable<(Sentence Sentence, Stretch? At)> OfDamage(
        ShownStream stream, IReadOnlyList<TimeSpan> damaged) =>
        Longest(Grouped(damaged)).Select(part => (Sentence.Of(DamageRules.NoteOf(stream)), (Stretch?)part));

    private static Sentence Lasting(string code, Stretch part) =>
        Sentence.Of(code, ("duration", TimeSpan.FromSeconds(Math.Round(part.Length.TotalSeconds))));

    private static bool AreAlike(SeenFrame one, SeenFrame next) =>
        FramePrint.Distance(one.Print.Hash, next.Print.Hash) <= SameBits
            && Math.Abs(one.Print.Luma - next.Print.Luma) <= SameLuma
            && Math.Abs(one.Print.Contrast - next.Print.Contrast) <= SameLuma;

    /// <summary>
    /// Frames in a row that belong together, with the time before the first and after the last, in
    /// which it may have begun and ended.
    /// </summary>
    private static IEnumerable<Stretch> Runs(
        IReadOnlyList<SeenFrame> frames, TimeSpan duration, Func<SeenFrame, SeenFrame, bool> belong,
        Func<SeenFrame, bool> counts, TimeSpan shortest)
    {
        for (var (first, i) = (0, 0); i < frames.Count; i++)
        {
            if (i + 1 < frames.Count && belong(frames[i], frames[i + 1]))
            {
                continue;
            }

            var (from, to) =
                (first == 0 ? TimeSpan.Zero : frames[first - 1].At, i + 1 < frames.Count ? frames[i + 1].At : duration);
            if (counts(frames[first]) && (first < i || shortest < ShortestStill) && to - from >= shortest)
            {
                yield return new(from, to);
            }

            first = i + 1;
        }
    }

    private static List<Stretch> Grouped(IReadOnlyList<TimeSpan> times) =>
        Merged([.. times.Order().Select(at => new Stretch(at, at))], DamageRules.Together);

    private static List<Stretch> Merged(IReadOnlyList<Stretch> parts, TimeSpan gap = default)
    {
        var merged = new List<Stretch>();
        foreach (var part in parts.OrderBy(part => part.From))
        {
            if (merged is [.., var last] && part.From <= last.To + gap)
            {
                merged[^1] = last with { To = part.To > last.To ? part.To : last.To };
            }
            else
            {
                merged.Add(part);
            }
        }

        return merged;
    }

    private static Stretch Within(Stretch part, TimeSpan duration) =>
        new(part.From > TimeSpan.Zero ? part.From : TimeSpan.Zero, part.To < duration ? part.To : duration);

    private static IEnumerable<Stretch> Longest(IEnumerable<Stretch> parts) =>
        parts.OrderByDescending(part => part.Length).Take(MostOfAKind).OrderBy(part => part.From);
}
