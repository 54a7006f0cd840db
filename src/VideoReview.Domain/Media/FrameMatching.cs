namespace VideoReview.Domain.Media;

/// <summary>What the frames of two videos have in common.</summary>
/// <param name="ConfidencePercent">
/// How sure it is that one is a copy of the other, 0-99; only the same bytes are 100.
/// </param>
/// <param name="SharePercent">How much of the shorter video the stretch covers, 0-100.</param>
/// <param name="From">Where in the first video the stretch begins that both have.</param>
/// <param name="Offset">From a moment of the first video to the same moment in the other.</param>
public sealed record FrameAgreement(
    int ConfidencePercent, int SharePercent, TimeSpan From, TimeSpan To, TimeSpan Offset);

/// <summary>A video as the frames that are known of it, in the order of time.</summary>
public sealed record SeenVideo(IReadOnlyList<SeenFrame> Frames, TimeSpan Duration);

/// <summary>
/// Whether one video is a copy of another although it was encoded anew, cut shorter, or got a logo or another
/// beginning. Key frames of a copy stand at other times than those of its original, so frames are not compared in
/// pairs: those that look alike vote for an offset between the two videos, and at the offsets with most votes each
/// frame is held against what the other video shows about its time. Only the centre of each picture is looked at,
/// because logos stand in the corners; flat ones say nothing.
/// </summary>
public static class FrameMatching
{
    /// <summary>Below it a match is not worth a person's look.</summary>
    public const int LeastConfidence = 60;

    /// <summary>
    /// Bits of 64. Frames of one moment differ in 0-6, with a logo too; the nearest frames of other videos in 10
    /// (slides of one layout) to 30.
    /// </summary>
    public const int Alike = 10;

    /// <summary>At the very same moment a little more may be due to the encoding.</summary>
    private const int AlikeAtOnce = 14;

    /// <summary>So many offsets are looked at, each in so many exact ones that were voted for.</summary>
    private const int MostOffsets = 6, MostExact = 12;

    /// <summary>
    /// Seconds. Votes so far apart are for one offset: where key frames stand a second or two apart, none is exact.
    /// </summary>
    private const double Together = 1.2;

    /// <summary>Seconds within which two frames must look alike.</summary>
    private const double AtOnce = 0.3;

    /// <summary>Null = nothing that would be worth a person's look.</summary>
    public static FrameAgreement? Compare(SeenVideo one, SeenVideo other)
    {
        var (a, b) = (Telling(one), Telling(other));
        var best = Offsets(a, b)
            .Select(offset => Hold(offset, (a, one.Duration.TotalSeconds), (b, other.Duration.TotalSeconds)))
            .MaxBy(held => held.Confidence + held.Closeness);
        return best?.Confidence >= LeastConfidence ? best.Agreement() : null;
    }

    private static List<Frame> Telling(SeenVideo video) =>
    [
        .. video.Frames.Where(frame => frame.Print is { IsBlack: false, CentreHash: not null })
            .Select(frame => new Frame(frame.At.TotalSeconds, frame.Print.CentreHash!.Value)),
    ];

    /// <summary>
    /// The offsets that most frames of the first video voted for: a still scene, which looks like many,
    /// has one vote for each of them.
    /// </summary>
    private static List<double> Offsets(List<Frame> a, List<Frame> b)
    {
        var votes = (
            from x in a
            from y in b
            let distance = FramePrint.Distance(x.Hash, y.Hash)
            where distance <= Alike
            orderby y.At - x.At
            select (Offset: y.At - x.At, x.At, Distance: distance)).ToList();
        var windows = new List<(int First, int Next, int Voters)>();
        for (var (first, next) = (0, 0); first < votes.Count; first++)
        {
            while (next < votes.Count && votes[next].Offset <= votes[first].Offset + Together)
            {
                next++;
            }

            windows.Add((first, next, votes[first..next].Select(vote => vote.At).Distinct().Count()));
        }

        var chosen = new List<(int First, int Next, int Voters)>();
        foreach (var window in windows.OrderByDescending(window => window.Voters))
        {
            if (chosen.Count < MostOffsets
                && chosen.TrueForAll(c => Math.Abs(votes[c.First].Offset - votes[window.First].Offset) > Together))
            {
                chosen.Add(window);
            }
        }

        return [.. chosen.SelectMany(c => votes[c.First..c.Next].OrderBy(vote => vote.Distance)
            .Select(vote => vote.Offset).Distinct().Take(MostExact))];
    }

    private static Held Hold(
        double offset, (List<Frame> Frames, double Length) a, (List<Frame> Frames, double Length) b)
    {
        var from = Math.Max(0, -offset);
        var to = Math.Min(a.Length, b.Length - offset);
        return new(
            [.. Ask(a.Frames, b, offset), .. Ask(b.Frames, a, -offset)], offset, from, to,
            Math.Min(a.Length, b.Length));
    }

    /// <summary>
    /// Each frame against those that the other video has at once, and against the last before
    /// and the first after its time.
    /// </summary>
    private static IEnumerable<Answer> Ask(List<Frame> frames, (List<Frame> Frames, double Length) other, double offset)
    {
        var next = 0;
        foreach (var frame in frames.Where(
            frame => frame.At + offset >= -AtOnce && frame.At + offset <= other.Length + AtOnce))
        {
            var at = frame.At + offset;
            while (next < other.Frames.Count && other.Frames[next].At < at - AtOnce)
            {
                next++;
            }

            var (distance, apart, nearest) = (64, double.MaxValue, double.MaxValue);
            for (var i = Math.Max(0, next - 1);
                i < other.Frames.Count && (i <= next || other.Frames[i].At <= at + AtOnce); i++)
            {
                var (far, unlike) =
                    (Math.Abs(other.Frames[i].At - at), FramePrint.Distance(frame.Hash, other.Frames[i].Hash));
                nearest = Math.Min(nearest, far);
                (distance, apart) = unlike < distance ? (unlike, far) : (distance, apart);
            }

            yield return new(
                frame.Hash, distance <= (nearest <= AtOnce ? AlikeAtOnce : Alike), nearest <= AtOnce, apart);
        }
    }

    private sealed record Frame(double At, long Hash);

    /// <param name="IsAtOnce">
    /// The other video has a frame of this very moment, so that a difference means something; a second apart, a
    /// moving picture has moved on.
    /// </param>
    /// <param name="Apart">Seconds to the frame that is most like it.</param>
    private sealed record Answer(long Hash, bool Agrees, bool IsAtOnce, double Apart);

    /// <param name="From">Of the stretch that both have at this offset, in the first video.</param>
    private sealed record Held(IReadOnlyList<Answer> Answers, double Offset, double From, double To, double Shorter)
    {
        private List<Answer> Agreeing { get; } = [.. Answers.Where(answer => answer.Agrees)];

        /// <summary>Many different pictures that agree, few that do not, over most of the shorter video.</summary>
        public int Confidence => (int)(99 * (1 - Math.Exp(-Different() / 2.5)) * Math.Clamp((Ratio - 0.1) / 0.5, 0, 1)
            * Math.Clamp(Share / 0.7, 0, 1));

        /// <summary>Below 1: of offsets alike, the one at which frames agree with the nearest in time.</summary>
        public double Closeness => Agreeing.Sum(answer => 1 - (Math.Min(answer.Apart, 2) / 2)) / (Answers.Count + 1);

        /// <summary>
        /// A frame between two others of a moving picture tells little: it counts half against the copy.
        /// </summary>
        private double Ratio => Agreeing.Count / Math.Max(
            1, Agreeing.Count + Answers.Where(answer => !answer.Agrees).Sum(answer => answer.IsAtOnce ? 1 : 0.5));

        private double Share => Math.Clamp((To - From) / Shorter, 0, 1);

        public FrameAgreement Agreement() =>
            new(
                Confidence, (int)Math.Round(100 * Share), TimeSpan.FromSeconds(From), TimeSpan.FromSeconds(To),
                TimeSpan.FromSeconds(Offset));

        /// <summary>A hundred frames of one slide are one picture.</summary>
        private int Different()
        {
            var known = new List<long>();
            foreach (var answer in Agreeing.Where(
                answer => known.TrueForAll(hash => FramePrint.Distance(hash, answer.Hash) > AlikeAtOnce)))
            {
                known.Add(answer.Hash);
            }

            return known.Count;
        }
    }
}
