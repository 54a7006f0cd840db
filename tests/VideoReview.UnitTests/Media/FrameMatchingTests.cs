using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

/// <summary>
/// Videos as lists of scenes: what is shown from a moment on, seen at the key frames of each encoding.
/// </summary>
public sealed class FrameMatchingTests
{
    private const double Length = 60;

    [Fact]
    public void Copy_with_other_key_frames_cut_at_both_ends_is_found_with_its_place()
    {
        var scenes = Scenes(1, 12);

        var found = FrameMatching.Compare(See(scenes, 5, 55, every: 2), See(scenes, 0, Length, every: 5));

        Assert.InRange(found!.ConfidencePercent, 90, 99);
        Assert.InRange(found.Offset.TotalSeconds, 4, 6);
        Assert.Equal((100, TimeSpan.Zero, TimeSpan.FromSeconds(50)), (found.SharePercent, found.From, found.To));
    }

    [Fact]
    public void Copy_behind_a_new_intro_is_found_where_it_begins()
    {
        var scenes = Scenes(2, 12);
        var copy = Joined(See(Scenes(3, 1), 0, 5, every: 1), See(scenes, 0, Length, every: 1));

        var found = FrameMatching.Compare(copy, See(scenes, 0, Length, every: 1));

        Assert.InRange(found!.ConfidencePercent, 90, 99);
        Assert.Equal((5, 65), ((int)Math.Round(found.From.TotalSeconds), (int)Math.Round(found.To.TotalSeconds)));
    }

    [Fact]
    public void Same_begin_and_end_around_something_else_is_no_copy()
    {
        var (begin, end) = (See(Scenes(4, 1), 0, 5, every: 1), See(Scenes(5, 1), 0, 5, every: 1));
        SeenVideo Around(int seed) => Joined(Joined(begin, See(Scenes(seed, 10), 0, 50, every: 1)), end);

        Assert.Null(FrameMatching.Compare(Around(6), Around(7)));
    }

    [Fact]
    public void One_picture_that_never_changes_is_not_enough()
    {
        var still = See(Scenes(8, 1), 0, Length, every: 1);

        Assert.Null(FrameMatching.Compare(still, still));
    }

    [Fact]
    public void Black_and_flat_frames_say_nothing()
    {
        var black = new SeenVideo(
            [
                .. See(Scenes(9, 12), 0, Length, every: 1).Frames
                    .Select(frame => frame with { Print = frame.Print with { DarkPercent = 100 } }),
            ],
            TimeSpan.FromSeconds(Length));
        var flat = new SeenVideo(
            [
                .. black.Frames.Select(
                    frame => frame with { Print = frame.Print with { DarkPercent = 0, CentreHash = null } }),
            ],
            black.Duration);

        Assert.Null(FrameMatching.Compare(black, black));
        Assert.Null(FrameMatching.Compare(flat, flat));
        Assert.Null(FrameMatching.Compare(new([], TimeSpan.Zero), new([], TimeSpan.Zero)));
    }

    [Fact]
    public void Other_video_of_the_same_length_is_no_copy() =>
        Assert.Null(
            FrameMatching.Compare(See(Scenes(10, 12), 0, Length, every: 1), See(Scenes(11, 12), 0, Length, every: 1)));

    /// <summary>Hashes of so many scenes of five seconds.</summary>
    private static long[] Scenes(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))];
    }

    /// <summary>
    /// A part of the scenes, at a key frame every so many seconds and at each new scene; one bit
    /// differs as encodings differ.
    /// </summary>
    private static SeenVideo See(long[] scenes, double from, double to, double every)
    {
        var cuts = Enumerable.Range(0, scenes.Length).Select(scene => 5.0 * scene).Where(cut => cut > from && cut < to);
        var regular = Enumerable.Range(0, (int)Math.Ceiling((to - from) / every)).Select(n => from + (n * every));
        var frames = cuts.Concat(regular).Distinct().Order()
            .Select(at => new SeenFrame(
                TimeSpan.FromSeconds(at - from),
                Print(scenes[(int)Math.Min(at / 5, scenes.Length - 1)] ^ (1L << ((int)(at * every) % 60)))));
        return new([.. frames], TimeSpan.FromSeconds(to - from));
    }

    private static SeenVideo Joined(SeenVideo first, SeenVideo second) =>
        new(
            [.. first.Frames, .. second.Frames.Select(frame => frame with { At = frame.At + first.Duration })],
            first.Duration + second.Duration);

    private static FramePrint Print(long hash) => new(hash, 100, 50, 0, hash);
}
