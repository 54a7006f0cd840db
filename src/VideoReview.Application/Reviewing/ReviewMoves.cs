using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// The one way in which a review changes its status: rule, row, event and what follows for the entry,
/// in the caller's transaction.
/// </summary>
public sealed class ReviewMoves(
    ReviewDbContext database, EntryMoves entries, EventLog events, NoticeBoard notices, TimeProvider time)
{
    // Counts the seats afresh: the caller chose the entry by a count that may be old.
    private static readonly string InsertClaim = $"""
        INSERT INTO review (id, period_id, entry_id, entry_version_id, stage, reviewer_id, rubric_version_id, status, lease_until, position, created_at, updated_at)
        SELECT @id, s.period_id, s.id, s.current_version_id, 1, @reviewer, p.rubric_version_id, 'claimed', now() + @lease,
            (SELECT coalesce(max(m.position), 0) + 1 FROM review m WHERE m.reviewer_id = @reviewer AND m.period_id = s.period_id), @now, @now
        {ClaimCondition.From}
        WHERE s.id = @entry AND {ClaimCondition.IsOpen} AND {ClaimCondition.IsOffered} AND {ClaimCondition.SeatsHeld} < p.seats_per_video
        ON CONFLICT (entry_version_id, stage, reviewer_id) DO UPDATE
            SET status = excluded.status, lease_until = excluded.lease_until, assigned_by = NULL, due_at = NULL, reason = NULL, updated_at = excluded.updated_at
            WHERE {ReviewCondition.MayBeClaimedAgain("review")}
        RETURNING id AS "Value"
        """;

    /// <summary>
    /// Locks the entry first, then its reviews: every act that changes seats comes through here, so that two
    /// never count on the same picture.
    /// </summary>
    public async Task<LockedEntry?> LockAsync(Guid entryId, CancellationToken cancellation)
    {
        if (await entries.LockAsync(entryId, cancellation) is not { } entry)
        {
            return null;
        }

        var version = entry.CurrentVersionId;
        var reviews = await database.Reviews
            .FromSql($"SELECT *, xmin FROM review WHERE entry_version_id = {version} ORDER BY id FOR UPDATE")
            .AsNoTracking().ToListAsync(cancellation);

        // Asked when the locks are held: the leases' time runs on while we wait for them.
        var clock = database.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """);
        var now = await database.Periods.AsNoTracking().Where(p => p.Id == entry.PeriodId)
            .SelectMany(_ => clock, (period, at) => new { Period = period, At = at }).SingleAsync(cancellation);
        return new(entry, now.Period, reviews.ConvertAll(Known), now.At);
    }

    /// <summary>
    /// The row as it was read just now, under the lock: a context gives back what it knows
    /// already as it was read before.
    /// </summary>
    private Review Known(Review read)
    {
        if (database.Reviews.Local.FindEntry(read.Id) is not { } known)
        {
            return database.Reviews.Attach(read).Entity;
        }

        known.CurrentValues.SetValues(read);
        known.OriginalValues.SetValues(read);
        known.State = EntityState.Unchanged;
        return known.Entity;
    }

    /// <summary>
    /// Moves one review, or says why not; written with the caller's SaveChanges. A null actor is the system.
    /// </summary>
    public Outcome Move(Actor? actor, Review review, ReviewMove move, ReviewFacts facts)
    {
        var moved = ReviewLife.Move(move, review.Status, facts);
        if (!moved.IsDone)
        {
            return Outcome.Of(moved.Refusals);
        }

        if (moved.Value != review.Status)
        {
            Tell(actor, review, move, review.Status, moved.Value, facts.Reason);
        }

        (review.Status, review.UpdatedAt) = (moved.Value, time.GetUtcNow());
        Place(review, move, facts);
        return Outcome.Done;
    }

    /// <summary>
    /// Takes a free seat of the entry, whose lock the caller holds: with a new review, or with the reviewer's own
    /// lapsed one, which keeps what was typed. Null = no seat is left, or the entry is not this reviewer's to take.
    /// </summary>
    public async Task<Review?> ClaimAsync(Actor actor, Guid entryId, TimeSpan lease, CancellationToken cancellation)
    {
        var fresh = Guid.CreateVersion7();
        var ids = await database.Database.SqlQueryRaw<Guid>(
            InsertClaim,
            new NpgsqlParameter("id", fresh), new NpgsqlParameter("entry", entryId),
            new NpgsqlParameter("reviewer", actor.AccountId), new NpgsqlParameter("lease", lease),
            new NpgsqlParameter("now", time.GetUtcNow().UtcDateTime))
            .ToListAsync(cancellation);
        if (ids.Count == 0)
        {
            return null;
        }

        var review = await database.Reviews.AsNoTracking().SingleAsync(r => r.Id == ids[0], cancellation);
        Tell(actor, review, ReviewMove.Claim, review.Id == fresh ? null : ReviewStatus.Expired, ReviewStatus.Claimed);
        return review;
    }

    /// <summary>Writes the event of a move; on its own only for a review that has just come to be.</summary>
    /// <param name="from">Null = there was none.</param>
    public void Tell(
        Actor? actor, Review review, ReviewMove move, ReviewStatus? from, ReviewStatus to, string? reason = null)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["reviewer"] = review.ReviewerId };
        events.Append(
            actor, ReviewNews.ActOf(move), new("review", review.Id, review.PeriodId, review.EntryId),
            EventAudience.Staff, from is { } old ? SnakeCase.Of(old) : null, SnakeCase.Of(to), reason, data);
    }

    /// <summary>
    /// Moves the entry to where its reviews have brought it: begun, finished or none left. What is still open when it
    /// finishes is cancelled, its draft kept, its reviewer told.
    /// </summary>
    public async Task SettleAsync(Actor? actor, LockedEntry locked, CancellationToken cancellation)
    {
        var (entry, period) = (locked.Entry, locked.Period);
        while (Seats.Next(
            entry.Status, locked.Seats, period.SeatsPerVideo,
            Seats.IsOverdue(locked.Seats, period.ReviewDueAt, time.GetUtcNow())) is { } next)
        {
            if (next is EntryMove.Finished)
            {
                await CancelOpenAsync(actor, locked, null, cancellation);
            }

            if (!entries.Move(actor, entry, next, new MoveFacts { Period = period.Status }).IsDone)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Cancels every review that is not final, its draft kept and its reviewer told: the entry is closed or gone.
    /// </summary>
    /// <param name="reason">As its author will read it; null = none was typed.</param>
    public async Task CancelOpenAsync(
        Actor? actor, LockedEntry locked, string? reason, CancellationToken cancellation)
    {
        var open = locked.Reviews.Where(r => ReviewLife.IsOpen(r.Status)).ToList();
        foreach (var review in open)
        {
            Move(actor, review, ReviewMove.Cancel, new() { Reason = reason, BySystem = true });
        }

        await notices.TellAsync(
            ReviewNews.OfEnded(actor, locked, open, "reviewing.closed-notice"), cancellation);
    }

    /// <summary>A new version of the entry: what was written on the one before is kept and not counted.</summary>
    public async Task SupersedeAsync(Actor actor, LockedEntry locked, CancellationToken cancellation)
    {
        var old = locked.Reviews.Where(r => ReviewLife.LeadsFrom(ReviewMove.Supersede, r.Status)).ToList();
        var known = old.Where(r => r.Status is not ReviewStatus.Cancelled).ToList();
        foreach (var review in old)
        {
            Move(actor, review, ReviewMove.Supersede, new());
        }

        await notices.TellAsync(
            ReviewNews.OfEnded(actor, locked, known, "reviewing.superseded-notice"), cancellation);
    }

    private static void Place(Review review, ReviewMove move, ReviewFacts facts)
    {
        (DateTimeOffset? StartedAt, DateTimeOffset? FinalAt, DateTimeOffset? LeaseUntil, string? Reason) after =
            move switch
            {
                ReviewMove.Save =>
                    (review.StartedAt ?? review.UpdatedAt, review.FinalAt, review.LeaseUntil, review.Reason),
                ReviewMove.Finish => (review.StartedAt, review.UpdatedAt, null, null),
                ReviewMove.Reopen => (review.StartedAt, null, review.LeaseUntil, facts.Reason),
                ReviewMove.Assign or ReviewMove.Claim or ReviewMove.Lapse or ReviewMove.Decline
                    or ReviewMove.DeclareConflict
                    or ReviewMove.Cancel or ReviewMove.Supersede =>
                    (review.StartedAt, review.FinalAt, null, facts.Reason),
            };
        (review.StartedAt, review.FinalAt, review.LeaseUntil, review.Reason) = after;
    }
}
