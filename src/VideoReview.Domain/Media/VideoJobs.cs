using VideoReview.Domain.Jobs;

namespace VideoReview.Domain.Media;

/// <summary>The kinds of jobs on a video, and which follow which.</summary>
public static class VideoJobs
{
    public const string Subject = "video";

    /// <summary>Move the finished upload from staging into object storage.</summary>
    public const string Store = "store";

    /// <summary>Probe, accept by the period's rules, decide how it plays.</summary>
    public const string Inspect = "inspect";

    /// <summary>One picture from its beginning, ahead of the pass that makes them all.</summary>
    public const string Poster = "poster";

    /// <summary>Posters, storyboard, contact sheet and the prints of the key frames.</summary>
    public const string Pictures = "pictures";

    /// <summary>Notes on sound and picture.</summary>
    public const string Quality = "quality";

    /// <summary>Search for videos of other entries that show the same.</summary>
    public const string Match = "match";

    /// <summary>Remux, or the copies of a video that does not play.</summary>
    public const string Playable = "playable";

    /// <summary>One decode of all of it, where no copy is encoded: browsers stop where ffmpeg only complains.</summary>
    public const string Decode = "decode";

    /// <summary>
    /// Smaller copies of a video that plays already, for thin lines; or one to play in the place of a damaged one.
    /// </summary>
    public const string Copies = "copies";

    /// <summary>One line for each; without its essential ones a video cannot be judged.</summary>
    public static IReadOnlyList<JobKind> All { get; } =
    [
        Kind(Store, JobLane.Store, isEssential: true),
        Kind(Inspect, JobLane.Fast, isEssential: true),
        Kind(Poster, JobLane.Fast, isEssential: false),
        Kind(Pictures, JobLane.Images, isEssential: false),
        Kind(Quality, JobLane.Images, isEssential: false),
        Kind(Match, JobLane.Images, isEssential: false),
        Kind(Playable, JobLane.Heavy, isEssential: true),
        Kind(Decode, JobLane.Heavy, isEssential: false),
        Kind(Copies, JobLane.Heavy, isEssential: false, isSpare: true),
    ];

    /// <summary>Whether its failure fails the video.</summary>
    public static bool IsEssential(string kind) => All.Any(known => known.Name == kind && known.IsEssential);

    /// <summary>Units take turns.</summary>
    public static JobOrder Order(string kind, Video video) =>
        new(kind, video.Id, video.UnitId, kind == Playable && MovesStreams(video) ? JobLane.Fast : null);

    /// <summary>What this kind makes necessary, once it is done.</summary>
    public static IReadOnlyList<string> After(string done, Video video)
    {
        if (done is Store)
        {
            return [Inspect];
        }

        if (done is Decode)
        {
            return video.StopsBrowsers ? [Copies] : [];
        }

        return done is Inspect && video.Reasons.Count == 0 ? [Poster, Pictures, .. Playables(video)] : [];
    }

    /// <summary>What rests on this kind, and is done again with it: pictures made anew have prints made anew.</summary>
    public static IReadOnlyList<string> RestingOn(string done) => done is Pictures ? [Quality, Match] : [];

    public static bool OriginalPlays(Video video) =>
        video is { Metadata: { } metadata, Reasons.Count: 0 }
            && PlayabilityRule.Of(metadata, video.Format) == Playability.PlaysAsIs;

    private static IEnumerable<string> Playables(Video video)
    {
        if (!OriginalPlays(video) || PlayabilityRule.IsWorthRemux(video.Metadata!, video.Format))
        {
            yield return Playable;
        }

        if (CopyRules.AreOwnJob(video.Metadata!, video.Format))
        {
            yield return Copies;
        }
        else if (PlayabilityRule.Of(video.Metadata!, video.Format) != Playability.NeedsCopy)
        {
            yield return Decode;
        }
    }

    /// <summary>
    /// A copy that only moves streams into another container takes a second and makes a video playable: it goes with
    /// the inspections, not behind the encodings.
    /// </summary>
    private static bool MovesStreams(Video video) =>
        video.Metadata is { } metadata && PlayabilityRule.Of(metadata, video.Format) is not Playability.NeedsCopy;

    private static JobKind Kind(string name, JobLane lane, bool isEssential, bool isSpare = false) => new()
    {
        Name = name, SubjectKind = Subject, Lane = lane, Retry = RetryClass.Minutes, IsEssential = isEssential,
        IsSpare = isSpare, NeedsWayOut = false,
    };
}
