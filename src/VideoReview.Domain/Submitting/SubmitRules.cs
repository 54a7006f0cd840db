using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;

namespace VideoReview.Domain.Submitting;

/// <summary>
/// What an entry still lacks before it can be sent: the self-check on the page and the guard of the act.
/// </summary>
public static class SubmitRules
{
    /// <param name="video">Of the video that would be sent; null = none.</param>
    /// <param name="today">In the period's zone.</param>
    public static IReadOnlyList<Refusal> Missing(
        Profile profile, IReadOnlyCollection<string> declarations, VideoStatus? video, DateOnly today) =>
        [
            .. ProfileRules.WhyNotSubmit(profile, today), .. WhyNotVideo(video),
            .. ProfileRules.WhyNotSubmit(declarations),
        ];

    /// <summary>
    /// Null = the unit may take the entry back to put another video in its place: the one that
    /// was sent can never be watched.
    /// </summary>
    /// <param name="sent">Of the video of the version that was sent.</param>
    public static Refusal? WhyNotReplaceVideo(EntryStatus entry, VideoStatus? sent) =>
        entry is not EntryStatus.Submitted
            ? Refusal.Conflict("entries.wrong-status", ("status", EntryLife.StatusSentence(entry)))
        : sent is VideoStatus.Refused or VideoStatus.Failed ? null
        : Refusal.Conflict("submitting.video-not-refused");

    /// <summary>
    /// A video that is still inspected may be sent; should it be refused later, the entry comes back.
    /// </summary>
    private static IReadOnlyList<Refusal> WhyNotVideo(VideoStatus? video) =>
        video is { } status ? WhyNotVideo(status) : [Refusal.Invalid("video", "submitting.video-missing")];

    private static IReadOnlyList<Refusal> WhyNotVideo(VideoStatus video) => video switch
    {
        VideoStatus.Refused => [Refusal.Invalid("video", "submitting.video-refused")],
        VideoStatus.Failed => [Refusal.Invalid("video", "submitting.video-failed")],
        VideoStatus.Received or VideoStatus.Inspecting or VideoStatus.NeedsCopy or VideoStatus.Playable => [],
    };
}
