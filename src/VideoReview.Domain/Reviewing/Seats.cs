using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Domain.Reviewing;

/// <summary>One review as the seats of its entry version see it.</summary>
/// <param name="LeaseUntil">Of a claim; null for assignments.</param>
public sealed record Seat(ReviewStatus Status, DateTimeOffset? LeaseUntil, DateTimeOffset? DueAt);

/// <summary>The seats of one entry version; product.md, "Seats".</summary>
/// <param name="Waiting">Assigned, or claimed and not yet lapsed.</param>
/// <param name="LastDueAt">The latest own due date among those not final; null = none has one.</param>
public sealed record SeatCount(int Finals, int Drafts, int Waiting, DateTimeOffset? LastDueAt)
{
    public int Held => Finals + Drafts + Waiting;

    /// <summary>What was begun is never thrown away silently.</summary>
    public int Begun => Finals + Drafts;
}

/// <summary>Who holds a seat, and what the seats make of the entry.</summary>
public static class Seats
{
    /// <summary>A seat = final, draft, or unexpired assignment or claim.</summary>
    /// <param name="clock">The database's, by which leases run.</param>
    public static SeatCount Count(IEnumerable<Seat> seats, DateTimeOffset clock)
    {
        var held = seats.Where(seat => Holds(seat, clock)).ToList();
        return new(
            held.Count(seat => seat.Status is ReviewStatus.Final),
            held.Count(seat => seat.Status is ReviewStatus.Draft),
            held.Count(seat => seat.Status is ReviewStatus.Assigned or ReviewStatus.Claimed),
            held.Where(seat => seat.Status is not ReviewStatus.Final).Max(seat => seat.DueAt));
    }

    /// <summary>A lapsed claim holds none, even before the sweeper has come by.</summary>
    public static bool Holds(Seat seat, DateTimeOffset clock) => seat.Status switch
    {
        ReviewStatus.Final or ReviewStatus.Draft or ReviewStatus.Assigned => true,
        ReviewStatus.Claimed => seat.LeaseUntil > clock,
        ReviewStatus.Expired or ReviewStatus.Declined or ReviewStatus.Conflict or ReviewStatus.Cancelled
            or ReviewStatus.Superseded => false,
    };

    /// <summary>Its reviewer may claim it again: lapsed, whether or not the sweeper has come by.</summary>
    public static bool MayBeClaimedAgain(Seat seat, DateTimeOffset clock) =>
        seat.Status is ReviewStatus.Expired || (seat.Status is ReviewStatus.Claimed && seat.LeaseUntil <= clock);

    /// <summary>Every seat is taken by a final review, those beyond the wanted number too.</summary>
    public static bool AreAllFinal(SeatCount seats, int wanted) => seats.Finals >= wanted && seats.Finals == seats.Held;

    /// <summary>Null = reviewers may be given the entry.</summary>
    public static Refusal? WhyNotAssign(EntryStatus entry, PeriodStatus period) =>
        !PeriodLife.IsRunning(period) ? Refusal.Conflict("entries.period-not-running")
        : EntrySets.TakesReviewers(entry) ? null
        : Refusal.Conflict("reviewing.entry-closed", ("status", EntryLife.StatusSentence(entry)));

    /// <summary>May the entry be closed although reviews are open? With enough finals to be ranked.</summary>
    public static Refusal? WhyNotClose(EntryStatus entry, SeatCount seats)
    {
        if (entry is not EntryStatus.InReview)
        {
            return Refusal.Conflict("entries.wrong-status", ("status", EntryLife.StatusSentence(entry)));
        }

        return seats.Finals >= ResultTable.FewestFinals
            ? null
            : Refusal.Conflict("reviewing.too-few-finals", ("least", ResultTable.FewestFinals));
    }

    /// <summary>Has the time for reviewing passed? A review with a later date of its own is waited for.</summary>
    public static bool IsOverdue(SeatCount seats, DateTimeOffset reviewDueAt, DateTimeOffset now) =>
        now >= reviewDueAt && !(seats.LastDueAt > now);

    /// <summary>The move that the entry's reviews bring about now; null = it stays where it is.</summary>
    public static EntryMove? Next(EntryStatus entry, SeatCount seats, int wanted, bool isOverdue)
    {
        if (!EntrySets.IsReviewable(entry))
        {
            return null;
        }

        if (entry is EntryStatus.Ready)
        {
            return seats.Begun > 0 ? EntryMove.FirstDraft : null;
        }

        if (seats.Begun == 0)
        {
            return EntryMove.NoReviewLeft;
        }

        var isFinished = AreAllFinal(seats, wanted) || (isOverdue && seats.Finals >= ResultTable.FewestFinals);
        return isFinished ? EntryMove.Finished : null;
    }
}

/// <summary>Who may read what somebody else scored.</summary>
public static class ReviewRights
{
    /// <summary>Others' reviews open when one's own is final and the entry is Selesai Dinilai or later.</summary>
    public static bool MaySeeOthers(ReviewStatus own, EntryStatus entry) =>
        own is ReviewStatus.Final && EntrySets.IsComplete(entry);

    /// <summary>
    /// The video of a version is for those who hold a review of it, and for those who held one of an earlier version.
    /// </summary>
    public static bool MayWatch(Seat seat, DateTimeOffset clock) =>
        Seats.Holds(seat, clock) || seat.Status is ReviewStatus.Superseded;
}
