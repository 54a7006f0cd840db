using VideoReview.Application.Entries;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Coordination;

/// <summary>All that the coordinator's page of one entry shows.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Timeline">Newest first, for all audiences.</param>
/// <param name="WhyNotCoordinate">Null = this coordinator may act on the entry, and not only read it.</param>
/// <param name="Acts">The moves drawn from the entry's status, each with what forbids it now; the reason apart.</param>
public sealed record EntrySheet(
    Entry Entry,
    Period Period,
    string UnitName,
    Rubric Rubric,
    VideoStatus? VideoStatus,
    IReadOnlyList<EntryVersion> Versions,
    EntryReviewList Reviews,
    IReadOnlyList<SheetEvent> Timeline,
    Refusal? WhyNotCoordinate,
    IReadOnlyDictionary<EntryMove, IReadOnlyList<Refusal>> Acts)
{
    /// <summary>
    /// How the version at hand stands by its final reviews; null while there is none, or none
    /// that this coordinator may see.
    /// </summary>
    public EntryStanding? Standing
    {
        get
        {
            var finals = Reviews.Reviews
                .Where(r => r is { IsCurrent: true, Status: ReviewStatus.Final, Form: not null })
                .Select(r => new FinalScores(
                    r.Id, r.Form!.Points.ToDictionary(p => p.Key, p => p.Value.Score!.Value, StringComparer.Ordinal)))
                .ToList();
            return finals.Count == 0 ? null : EntryStanding.Of(Reviews.Rubric!, finals);
        }
    }

    /// <summary>Enough finals to be closed although reviews are open.</summary>
    public bool MayClose => Entry.Status is EntryStatus.InReview
        && Reviews.Reviews.Count(r => r.IsCurrent && r.Status is ReviewStatus.Final) >= ResultTable.FewestFinals;

    /// <summary>Reviewers may be given it now.</summary>
    public bool MayAssign => WhyNotCoordinate is null && Seats.WhyNotAssign(Entry.Status, Period.Status) is null;
}

/// <summary>One event of the timeline.</summary>
/// <param name="ActorName">Null = the system.</param>
/// <param name="ReviewerName">Whose review it is about; null = none's.</param>
public sealed record SheetEvent(
    DateTimeOffset At, string Act, string? ActorName, string? ReviewerName, string? Reason, EventAudience Audience);
