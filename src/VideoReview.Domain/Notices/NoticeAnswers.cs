namespace VideoReview.Domain.Notices;

/// <summary>
/// What a notice asks for is done when an event that answers it happens to its subject, whoever brings it about
/// (product.md, "Lives"). Acts that stand in no row ask for nothing: published, rejected,
/// withdrawn, a review taken back, a one-time password (whose owner sees it only when it has been used), ...
/// </summary>
public static class NoticeAnswers
{
    private static readonly string[] Settled =
    [
        "accounts.appointment-confirmed", "accounts.appointment-refused", "accounts.appointment-withdrawn",
        "accounts.appointment-alone",
    ];

    private static readonly Dictionary<string, string[]> ByAct = new(StringComparer.Ordinal)
    {
        // The unit corrects and sends it again, or it is no longer theirs to correct.
        ["entries.returned"] =
            ["entries.resubmitted", "entries.return-lapsed", "entries.rejected", "entries.withdrawn"],

        // A coordinator looks at what came back.
        ["entries.resubmitted"] = ["entries.accepted", "entries.returned", "entries.rejected", "entries.withdrawn"],
        ["entries.return-lapsed"] = ["entries.accepted", "entries.returned", "entries.rejected", "entries.withdrawn"],

        // The entry has a video that can be watched: another one, or the same one sent again.
        ["media.refused"] = ["media.playable", "entries.withdrawn"],
        ["media.failed"] = ["media.playable", "entries.withdrawn"],

        // The reviewer finishes, or the review is not the reviewer's any more.
        ["reviewing.assigned"] =
        [
            "reviewing.finished", "reviewing.declined", "reviewing.conflict-declared", "reviewing.cancelled",
            "reviewing.superseded",
        ],
        ["reviewing.reopened"] =
        [
            "reviewing.finished", "reviewing.declined", "reviewing.conflict-declared", "reviewing.cancelled",
            "reviewing.superseded",
        ],

        // Somebody else reviews the entry, or it needs nobody any more.
        ["reviewing.declined"] = ["reviewing.assigned", "reviewing.claimed", "entries.reviewed"],
        ["reviewing.conflict-declared"] = ["reviewing.assigned", "reviewing.claimed", "entries.reviewed"],
        ["coordination.review-ended-notice"] = ["reviewing.assigned", "reviewing.claimed", "entries.reviewed"],

        // Some coordinator settles it, or nobody has to any more.
        ["accounts.appointed-reviewer"] = Settled,
        ["accounts.appointed-coordinator"] = Settled,
    };

    private static readonly ILookup<string, string> ByAnswer =
        ByAct.SelectMany(pair => pair.Value, (pair, answer) => (Act: pair.Key, Answer: answer))
            .ToLookup(pair => pair.Answer, pair => pair.Act, StringComparer.Ordinal);

    /// <summary>Does a notice of this act ask for something?</summary>
    public static bool IsAsked(string act) => ByAct.ContainsKey(act);

    /// <summary>The acts of the notices that this event answers; empty = none.</summary>
    public static IReadOnlyList<string> AnsweredBy(string act) => [.. ByAnswer[act]];
}
