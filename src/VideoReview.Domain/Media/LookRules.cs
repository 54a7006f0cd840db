namespace VideoReview.Domain.Media;

/// <summary>Which parts of a video deserve a look: where black, stillness or damage may be.</summary>
public static class LookRules
{
    /// <summary>Decoded for a closer look at most.</summary>
    public static readonly TimeSpan MostLookedAt = TimeSpan.FromMinutes(3);

    /// <summary>Two frames that differ by no more show the same picture, perhaps.</summary>
    private const int SameBits = 2, SameLuma = 1;

    /// <summary>A damaged packet needs its key frame before it, and something after it.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(2);

    /// <summary>Of a longer black part only its two ends are looked at: between them each key frame is black.</summary>
    private static readonly TimeSpan LongBlack = TimeSpan.FromSeconds(30);

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
            .. Stretch.Grouped(damaged).Select(part => new Stretch(part.From - Around, part.To + Around)),
            .. EndsOfBlack(frames, duration),
            .. Runs(frames, duration, AreStill, _ => true, QualityRules.ShortestStill),
        ];
        var (looked, left) = (new List<Stretch>(), MostLookedAt);
        foreach (var part in parts.Select(part => part.Within(duration)).TakeWhile(_ => left > TimeSpan.Zero))
        {
            looked.Add(part.Length > left ? part with { To = part.From + left } : part);
            left -= part.Length;
        }

        return Stretch.Merged(looked);
    }

    /// <summary>
    /// From the first to the last key frame of each long black part: it is known to be black without a look.
    /// </summary>
    /// <param name="frames">In the order of time.</param>
    public static IReadOnlyList<Stretch> BlackInside(IReadOnlyList<SeenFrame> frames)
    {
        var inside = new List<Stretch>();
        for (var (first, i) = (0, 0); i < frames.Count; i++)
        {
            if (!frames[i].Print.IsBlack)
            {
                first = i + 1;
            }
            else if ((i + 1 == frames.Count || !frames[i + 1].Print.IsBlack)
                && frames[i].At - frames[first].At > LongBlack)
            {
                inside.Add(new(frames[first].At, frames[i].At));
            }
        }

        return inside;
    }

    /// <summary>Where looking ended because there was too much to look at; empty = all was looked at.</summary>
    /// <param name="looked">What <see cref="Suspicious"/> gave.</param>
    public static IReadOnlyList<TimeSpan> CutAt(IReadOnlyList<Stretch> looked) =>
        looked.Sum(part => part.Length.Ticks) >= MostLookedAt.Ticks ? [.. looked.Select(part => part.To)] : [];

    private static IEnumerable<Stretch> EndsOfBlack(IReadOnlyList<SeenFrame> frames, TimeSpan duration)
    {
        var (inside, end) = (BlackInside(frames), QualityRules.ShortestBlack + QualityRules.OneFinding);
        foreach (var run in Runs(
            frames, duration, (one, next) => one.Print.IsBlack && next.Print.IsBlack, frame => frame.Print.IsBlack,
            QualityRules.ShortestBlack))
        {
            if (inside.FirstOrDefault(part => run.From <= part.From && part.To <= run.To) is { } known)
            {
                yield return run with { To = known.From + end };
                yield return run with { From = known.To - end };
            }
            else
            {
                yield return run;
            }
        }
    }

    /// <summary>What is black is looked at as that.</summary>
    private static bool AreStill(SeenFrame one, SeenFrame next) =>
        AreAlike(one, next) && !(one.Print.IsBlack && next.Print.IsBlack);

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
            if (counts(frames[first]) && (first < i || shortest < QualityRules.ShortestStill) && to - from >= shortest)
            {
                yield return new(from, to);
            }

            first = i + 1;
        }
    }
}
