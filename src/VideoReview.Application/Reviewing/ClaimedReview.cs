namespace VideoReview.Application.Reviewing;

/// <summary>Why a review is the next: in the order in which they come.</summary>
public enum NextWork
{
    /// <summary>The reviewer's own, begun before.</summary>
    Started,

    /// <summary>Given by a coordinator; the one that is due first.</summary>
    Assigned,

    /// <summary>Free until now.</summary>
    Claimed,
}

/// <summary>What "Ambil berikutnya" gave.</summary>
public sealed record ClaimedReview(Guid ReviewId, NextWork Work);
