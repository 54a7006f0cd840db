using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Coordination;

/// <summary>How sure a match of two videos is, in words that people use.</summary>
public enum MatchCertainty
{
    Certain,
    VeryLikely,
    Likely,
    Possible,
}

/// <summary>
/// Who learns that two videos are alike, and what may be done about it. Only coordinators: it
/// tells of another unit's video.
/// <code>
/// Open -set aside (reason)-> Set aside -undo-> Open
/// </code>
/// </summary>
public static class MatchRules
{
    private const int VeryLikelyPercent = 90, LikelyPercent = 75;

    public static bool MaySee(Actor actor) => actor.Is(Role.Coordinator);

    public static MatchCertainty CertaintyOf(int confidencePercent) => confidencePercent switch
    {
        >= 100 => MatchCertainty.Certain,
        >= VeryLikelyPercent => MatchCertainty.VeryLikely,
        >= LikelyPercent => MatchCertainty.Likely,
        _ => MatchCertainty.Possible,
    };

    /// <summary>Nobody judges a match of which one video is of the own unit.</summary>
    public static Refusal? WhyNotAct(Actor actor, Guid unitId, Guid otherUnitId) =>
        EntryRights.WhyNotCoordinate(actor, unitId) ?? EntryRights.WhyNotCoordinate(actor, otherUnitId);

    public static Refusal? WhyNotSetAside(DateTimeOffset? setAsideAt, string? reason) =>
        setAsideAt is null ? ReasonRule.WhyNot(reason) : Refusal.Conflict("coordination.match-already-aside");

    public static Refusal? WhyNotUndo(DateTimeOffset? setAsideAt) =>
        setAsideAt is null ? Refusal.Conflict("coordination.match-not-aside") : null;
}
