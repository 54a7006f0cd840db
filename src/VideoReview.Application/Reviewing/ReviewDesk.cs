using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>A saved draft.</summary>
/// <param name="Version">What the next save must name.</param>
public sealed record SavedReview(DateTimeOffset SavedAt, string Version, string Zone);

/// <summary>
/// The reviewer's own writing: drafts as they are typed, then the final review. Each act asks afresh for
/// ownership, conflict and state.
/// </summary>
public sealed class ReviewDesk(
    ReviewDbContext database, OwnReviewLock own, ReviewMoves moves, Conflicts conflicts, Leases leases,
    RubricDesk rubrics)
{
    /// <summary>
    /// Keeps what was typed. The first draft freezes the rubric and begins the entry; a lapsed claim is taken up
    /// again while its seat is free.
    /// </summary>
    public async Task<Outcome<SavedReview>> SaveAsync(
        Actor actor, Guid reviewId, ReviewForm form, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var opened = await own.LockAsync(actor, reviewId, cancellation);
        if (!opened.IsDone)
        {
            return Outcome<SavedReview>.Refused(opened.Refusals);
        }

        var written = await WriteAsync(actor, opened.Value, form, cancellation);
        if (!written.IsDone)
        {
            return Outcome<SavedReview>.Refused(written.Refusals);
        }

        await CommitAsync(actor, opened.Value, cancellation);
        await transaction.CommitAsync(cancellation);
        var review = opened.Value.Review;
        return new SavedReview(review.UpdatedAt, ReviewForm.VersionOf(review), opened.Value.Locked.Period.TimeZone);
    }

    /// <summary>
    /// Makes the review final, which locks it. What is missing is said, and what was typed is
    /// kept as a draft all the same.
    /// </summary>
    public async Task<Outcome> FinishAsync(Actor actor, Guid reviewId, ReviewForm form, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var opened = await own.LockAsync(actor, reviewId, cancellation);
        if (!opened.IsDone)
        {
            return Outcome.Of(opened.Refusals);
        }

        var written = await WriteAsync(actor, opened.Value, form, cancellation);
        if (!written.IsDone)
        {
            return written;
        }

        var (review, rubric) = (opened.Value.Review, opened.Value.Rubric);
        var finished = moves.Move(
            actor, review, ReviewMove.Finish,
            new() { Missing = ScoreRules.Missing(rubric, ReviewForm.Of(review).Points) });
        await CommitAsync(actor, opened.Value, cancellation);
        await transaction.CommitAsync(cancellation);
        return finished;
    }

    /// <summary>
    /// Playing the video holds the claim; an assignment needs no holding. Refused when the claim is over.
    /// </summary>
    public async Task<Outcome> ExtendLeaseAsync(Actor actor, Guid reviewId, CancellationToken cancellation)
    {
        var review = await database.Reviews.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == reviewId && r.ReviewerId == actor.AccountId, cancellation);
        if (review is null || await conflicts.ExistsAsync(actor.AccountId, review.EntryId, cancellation))
        {
            return Refusal.NotFound;
        }

        var isHeld = review is { LeaseUntil: null, Status: ReviewStatus.Assigned or ReviewStatus.Draft };
        return isHeld || await leases.ExtendAsync(actor.AccountId, reviewId, cancellation)
            ? Outcome.Done
            : Refusal.Conflict("reviewing.claim-over");
    }

    private async Task<Outcome> WriteAsync(
        Actor actor, OwnReview found, ReviewForm form, CancellationToken cancellation)
    {
        var (locked, review, rubric) = (found.Locked, found.Review, found.Rubric);
        if (WhyNotWrite(locked) is { } closed)
        {
            return closed;
        }

        if (TakeUp(actor, locked, review) is { } taken)
        {
            await KeepAsync(found, form, cancellation);
            return taken;
        }

        // Asked in this order: a tab that is behind must not be told that its text is wrong.
        if (ReviewLife.WhyNot(ReviewMove.Save, review.Status, new()) is { Count: > 0 } wrong)
        {
            return Outcome.Of(wrong);
        }

        if (ReviewForm.VersionOf(review) != form.Version)
        {
            return Refusal.Stale;
        }

        if (ScoreRules.WhyNotDraft(rubric, form.Points, form.GeneralNote) is { Count: > 0 } refusals)
        {
            return Outcome.Of(refusals);
        }

        form.WriteTo(review);
        var saved = moves.Move(actor, review, ReviewMove.Save, new());
        if (saved.IsDone && !found.IsFrozen)
        {
            await rubrics.FreezeAsync(review.RubricVersionId, cancellation);
        }

        return saved;
    }

    private static Refusal? WhyNotWrite(LockedEntry locked)
    {
        if (!PeriodLife.IsRunning(locked.Period.Status))
        {
            return Refusal.Conflict("entries.period-not-running");
        }

        return EntrySets.IsReviewable(locked.Entry.Status)
            ? null
            : Refusal.Conflict("reviewing.entry-closed", ("status", EntryLife.StatusSentence(locked.Entry.Status)));
    }

    /// <summary>
    /// Whoever types has not left: a lapsed claim goes on as if it had been extended, unless
    /// somebody else sits there now.
    /// </summary>
    private Refusal? TakeUp(Actor actor, LockedEntry locked, Review review)
    {
        if (locked.IsLapsed(review))
        {
            moves.Move(null, review, ReviewMove.Lapse, new() { LeaseIsOver = true });
        }

        if (review.Status is not ReviewStatus.Expired)
        {
            review.LeaseUntil = review.LeaseUntil is null ? null : locked.Clock + Leases.Duration;
            return null;
        }

        if (locked.Seats.Held >= locked.Period.SeatsPerVideo)
        {
            return Refusal.Conflict("reviewing.seat-taken");
        }

        moves.Move(actor, review, ReviewMove.Claim, new());
        review.LeaseUntil = locked.Clock + Leases.Duration;
        leases.Watch(review.Id, review.LeaseUntil.Value);
        return null;
    }

    /// <summary>There is no seat for it, but what its author typed is kept for its author.</summary>
    private async Task KeepAsync(OwnReview found, ReviewForm form, CancellationToken cancellation)
    {
        if (ScoreRules.WhyNotDraft(found.Rubric, form.Points, form.GeneralNote).Count == 0)
        {
            form.WriteTo(found.Review);
        }

        await CommitAsync(null, found, cancellation);
        await database.Database.CommitTransactionAsync(cancellation);
    }

    private async Task CommitAsync(Actor? actor, OwnReview found, CancellationToken cancellation)
    {
        await moves.SettleAsync(actor, found.Locked, cancellation);
        if (!found.IsWatched)
        {
            await leases.WatchPeriodAsync(found.Locked.Period, cancellation);
        }

        await database.SaveChangesAsync(cancellation);
    }
}
