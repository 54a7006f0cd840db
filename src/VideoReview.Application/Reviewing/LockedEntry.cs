using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>An entry under its row lock, with the reviews of its current version.</summary>
/// <param name="Reviews">Locked too, so that a player's lease does not change them in between.</param>
/// <param name="Clock">The database's, by which leases run.</param>
public sealed record LockedEntry(Entry Entry, Period Period, List<Review> Reviews, DateTimeOffset Clock)
{
    public SeatCount Seats =>
        Domain.Reviewing.Seats.Count(Reviews.Select(r => new Seat(r.Status, r.LeaseUntil, r.DueAt)), Clock);

    /// <summary>The claim's time is over, whether or not the sweeper has come by.</summary>
    public bool IsLapsed(Review review) =>
        review.Status is ReviewStatus.Claimed or ReviewStatus.Draft && review.LeaseUntil <= Clock;
}
