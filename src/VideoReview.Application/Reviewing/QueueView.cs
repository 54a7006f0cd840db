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

/// <summary>How often this reviewer gave which score in running periods.</summary>
public sealed record ScoreBar(decimal Score, int Count);

/// <summary>A reviewer's queue: own work, and the number (never a list) of what can be claimed.</summary>
/// <param name="Open">Started first, then by due date.</param>
/// <param name="LatestFinals">At most <see cref="ReviewQueue.FinalLimit"/>, newest first.</param>
public sealed record QueueView(
    IReadOnlyList<QueueLine> Open, IReadOnlyList<QueueLine> LatestFinals, int Finals, ClaimCounts Counts,
    IReadOnlyList<ScoreBar> Scores);
