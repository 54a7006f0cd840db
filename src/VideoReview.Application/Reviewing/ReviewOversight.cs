using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// What a coordinator does with reviews that are there: reopen, cancel, close the entry without waiting. Own unit's
/// entries are somebody else's.
/// </summary>
public sealed class ReviewOversight(
    ReviewDbContext database, ReviewMoves moves, EntryMoves entries, EventLog events, NoticeBoard notices,
    TimeProvider time)
{
    /// <summary>A review given out or reopened when reviewing time is nearly over has at least so long.</summary>
    public static TimeSpan LeastTime { get; } = TimeSpan.FromDays(3);

    /// <summary>
    /// Unlocks a final review, with a reason that its author reads. A reviewed entry is under review again.
    /// </summary>
    public async Task<Outcome> ReopenAsync(Actor actor, Guid reviewId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (locked, review, refusal) = await OpenAsync(actor, reviewId, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        if (OversightRules.WhyNotReopen(locked!.Entry.Status, locked.Period.Status) is { } closed)
        {
            return closed;
        }

        var moved = moves.Move(actor, review!, ReviewMove.Reopen, new() { Reason = reason });
        if (!moved.IsDone)
        {
            return moved;
        }

        (review!.DueAt, review.LeaseUntil) = (DueAt(locked!.Period, time.GetUtcNow()), null);
        if (locked.Entry.Status is EntryStatus.Reviewed)
        {
            entries.Move(
                actor, locked.Entry, EntryMove.Reopen,
                new MoveFacts { Period = locked.Period.Status, Reason = reason });
        }

        var sentence = Sentence.Of(
            "reviewing.reopened-notice", ("number", locked.Entry.EntryNumber), ("reason", reason));
        await notices.TellAsync(
            review.ReviewerId,
            new News(
                ReviewNews.ActOf(ReviewMove.Reopen), locked.Period.Id, review.Id, sentence, "/reviews/" + review.Id),
            cancellation);
        return await SaveAsync(actor, locked, transaction, cancellation);
    }

    /// <summary>
    /// Takes a review back that is not final, with a reason; its draft is kept. Assigning again revives it.
    /// </summary>
    public async Task<Outcome> CancelAsync(Actor actor, Guid reviewId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (locked, review, refusal) = await OpenAsync(actor, reviewId, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        var moved = moves.Move(actor, review!, ReviewMove.Cancel, new() { Reason = reason });
        if (!moved.IsDone)
        {
            return moved;
        }

        var sentence = Sentence.Of(
            "reviewing.cancelled-notice", ("number", locked!.Entry.EntryNumber), ("reason", reason));
        await notices.TellAsync(
            review!.ReviewerId,
            new News(ReviewNews.ActOf(ReviewMove.Cancel), locked.Period.Id, review.Id, sentence, "/reviews"),
            cancellation);
        return await SaveAsync(actor, locked, transaction, cancellation);
    }

    /// <summary>
    /// Finishes an entry with enough finals, with a reason; what is still open is cancelled and its drafts kept.
    /// </summary>
    public async Task<Outcome> CloseAsync(Actor actor, Guid entryId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (!actor.Is(Role.Coordinator) || await moves.LockAsync(entryId, cancellation) is not { } locked)
        {
            return Refusal.NotFound;
        }

        if ((EntryRights.WhyNotCoordinate(actor, locked.Entry.UnitId)
            ?? Seats.WhyNotClose(locked.Entry.Status, locked.Seats) ?? ReasonRule.WhyNot(reason)) is { } refusal)
        {
            return refusal;
        }

        await moves.CancelOpenAsync(actor, locked, null, cancellation);
        var moved = entries.Move(
            actor, locked.Entry, EntryMove.Finished, new MoveFacts { Period = locked.Period.Status });
        if (!moved.IsDone)
        {
            return moved;
        }

        // The reason is the staff's alone: the unit's event only says that reviewing is over.
        events.Append(
            actor, "reviewing.closed-early", new("entry", entryId, locked.Entry.PeriodId, entryId), reason: reason);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>The period's date, or later when that is too near.</summary>
    internal static DateTimeOffset DueAt(Period period, DateTimeOffset now) =>
        period.ReviewDueAt > now + LeastTime ? period.ReviewDueAt : now + LeastTime;

    private async Task<(LockedEntry? Locked, Review? Review, Refusal? Refusal)> OpenAsync(
        Actor actor, Guid reviewId, CancellationToken cancellation)
    {
        var entry = await database.Reviews.Where(r => r.Id == reviewId).Select(r => (Guid?)r.EntryId)
            .SingleOrDefaultAsync(cancellation);
        if (!actor.Is(Role.Coordinator) || entry is not { } id
            || await moves.LockAsync(id, cancellation) is not { } locked)
        {
            return (null, null, Refusal.NotFound);
        }

        var review = locked.Reviews.SingleOrDefault(r => r.Id == reviewId);
        return (locked, review, review is null
            ? Refusal.Conflict("reviewing.wrong-status", ("status", ReviewLife.StatusSentence(ReviewStatus.Superseded)))
            : EntryRights.WhyNotCoordinate(actor, locked.Entry.UnitId));
    }

    private async Task<Outcome> SaveAsync(
        Actor actor, LockedEntry locked, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancellation)
    {
        await moves.SettleAsync(actor, locked, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }
}
