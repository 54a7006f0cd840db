namespace VideoReview.Domain.Media;

/// <summary>
/// Chooses the posters that the author chooses from: none black, spread over the video, no two
/// alike where there is a choice.
/// </summary>
public static class PosterChoice
{
    public const int Most = 5;

    /// <summary>So few different bits, and a person sees the same picture.</summary>
    private const int Alike = 6;

    /// <summary>
    /// Places among the candidates, in the order of time. Fewer than five when there are no more; only where all are
    /// black is one of those taken, the least black.
    /// </summary>
    /// <param name="candidates">In the order of time.</param>
    public static IReadOnlyList<int> Choose(IReadOnlyList<SeenFrame> candidates, TimeSpan duration)
    {
        var bright = Enumerable.Range(0, candidates.Count).Where(i => !candidates[i].Print.IsBlack).ToList();
        if (bright.Count == 0)
        {
            return candidates.Count == 0
                ? []
                : [Enumerable.Range(0, candidates.Count).MinBy(i => candidates[i].Print.DarkPercent)];
        }

        var chosen = new List<int>();
        foreach (var fifth in bright.GroupBy(i => Math.Min(Most - 1, (int)(Most * (candidates[i].At / duration)))))
        {
            chosen.Add(Best(fifth, candidates, chosen));
        }

        while (chosen.Count < Most && bright.Count > chosen.Count)
        {
            chosen.Add(Best(bright.Except(chosen), candidates, chosen));
        }

        return [.. chosen.Order()];
    }

    /// <summary>One unlike those chosen before, and the busiest of these.</summary>
    private static int Best(IEnumerable<int> places, IReadOnlyList<SeenFrame> candidates, List<int> chosen) =>
        places.OrderBy(
            i => chosen.Exists(c => FramePrint.Distance(candidates[c].Print.Hash, candidates[i].Print.Hash) <= Alike))
            .ThenByDescending(i => candidates[i].Print.Contrast).ThenBy(i => i).First();
}
