using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>One own review in the queue.</summary>
/// <param name="Scored">Points scored so far, of <paramref name="Points"/>.</param>
public sealed record QueueLine(
    Guid Id,
    ReviewStatus Status,
    string? EntryNumber,
    string? Title,
    string UnitName,
    string Zone,
    Guid VideoId,
    string? PosterSha256,
    int Scored,
    int Points,
    DateTimeOffset? DueAt,
    DateTimeOffset? LeaseUntil,
    DateTimeOffset? FinalAt);

/// <summary>
/// Why there is something to claim or nothing: every entry that could be reviewed now, by what stands
/// between it and this reviewer.
/// </summary>
/// <param name="Mine">Already given to this reviewer.</param>
/// <param name="GivenBack">Declined by this reviewer, or cancelled.</param>
/// <param name="Enough">Has all the reviews it needs.</param>
/// <param name="Taken">Every seat is held by somebody at work.</param>
public sealed record ClaimCounts(int Claimable, int Mine, int Done, int Conflict, int GivenBack, int Enough, int Taken)
{
    public int Total => Claimable + Mine + Done + Conflict + GivenBack + Enough + Taken;
}

/// <summary>How often this reviewer gave which score in the period.</summary>
public sealed record ScoreBar(decimal Score, int Count);

/// <summary>
/// A reviewer's queue in one period: own work, and the number (never a list) of what can be claimed.
/// </summary>
/// <param name="Periods">Those to choose from.</param>
/// <param name="Period">The one that everything here is of; null = there is none to review in.</param>
/// <param name="Open">Started first, then by due date.</param>
/// <param name="Finals">One page of them, newest first; the period has their number.</param>
public sealed record QueueView(
    IReadOnlyList<ReviewPeriod> Periods, ReviewPeriod? Period, IReadOnlyList<QueueLine> Open,
    IReadOnlyList<QueueLine> Finals, int Page, ClaimCounts Counts, IReadOnlyList<ScoreBar> Scores)
{
    /// <summary>"Ambil berikutnya" has something to give.</summary>
    public bool HasNext => Period?.IsRunning == true && (Counts.Claimable > 0 || Open.Count > 0);
}
