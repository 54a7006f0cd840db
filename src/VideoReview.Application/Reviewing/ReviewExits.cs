using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// How a reviewer gives an entry back: declined, or a relation to its unit declared. Coordinators are told;
/// neither is ever offered again.
/// </summary>
public sealed class ReviewExits(ReviewDbContext database, ReviewMoves moves, NoticeBoard notices, TimeProvider time)
{
    private static Refusal IsOver =>
        Refusal.Conflict("reviewing.wrong-status", ("status", ReviewLife.StatusSentence(ReviewStatus.Superseded)));

    /// <summary>Declines one review, with a reason that the coordinators read.</summary>
    public async Task<Outcome> DeclineAsync(Actor actor, Guid reviewId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (await OwnAsync(actor, reviewId, cancellation) is not { } own
            || await moves.LockAsync(own.EntryId, cancellation) is not { } locked)
        {
            return Refusal.NotFound;
        }

        var outcome = await LeaveAsync(actor, locked, reviewId, ReviewMove.Decline, reason, cancellation);
        return outcome.IsDone
            ? await SaveAsync(locked, ReviewMove.Decline, reason, transaction, cancellation)
            : outcome;
    }

    /// <summary>
    /// Declares a relation to the entry's unit: kept for every other entry of that unit too, whose open reviews
    /// the reviewer leaves at once.
    /// </summary>
    public async Task<Outcome> DeclareConflictAsync(
        Actor actor, Guid reviewId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (await OwnAsync(actor, reviewId, cancellation) is not { } own)
        {
            return Refusal.NotFound;
        }

        var unit = await database.Entries.Where(s => s.Id == own.EntryId).Select(s => s.UnitId)
            .SingleAsync(cancellation);
        var lockedHere = default(LockedEntry);
        foreach (var (entry, review) in await OpenAsync(actor, unit, own, cancellation))
        {
            var locked = await moves.LockAsync(entry, cancellation);
            var outcome = await LeaveAsync(
                actor, locked!, review, ReviewMove.DeclareConflict, reason, cancellation);
            if (review == reviewId && !outcome.IsDone)
            {
                return outcome;
            }

            lockedHere = review == reviewId ? locked : lockedHere;
        }

        if (!await database.DeclaredConflicts
            .AnyAsync(c => c.ReviewerId == actor.AccountId && c.UnitId == unit, cancellation))
        {
            database.DeclaredConflicts.Add(new DeclaredConflict
            {
                Id = Guid.CreateVersion7(), ReviewerId = actor.AccountId, UnitId = unit, Reason = reason!,
                DeclaredBy = actor.AccountId, DeclaredAt = time.GetUtcNow(),
            });
        }

        return lockedHere is null
            ? IsOver
            : await SaveAsync(lockedHere, ReviewMove.DeclareConflict, reason, transaction, cancellation);
    }

    private Task<Review?> OwnAsync(Actor actor, Guid reviewId, CancellationToken cancellation) =>
        database.Reviews.AsNoTracking().SingleOrDefaultAsync(
            r => r.Id == reviewId && r.ReviewerId == actor.AccountId && actor.Roles.Contains(Role.Reviewer),
            cancellation);

    /// <summary>
    /// The reviewer's open reviews of the unit's current versions, and the one asked for; in the order
    /// in which entries are locked.
    /// </summary>
    private async Task<List<(Guid Entry, Guid Review)>> OpenAsync(
        Actor actor, Guid unit, Review own, CancellationToken cancellation)
    {
        var open = StatusSet.Values<ReviewStatus>(ReviewLife.IsOpen);
        var rows = await (
            from review in database.Reviews
            join entry in database.Entries on review.EntryVersionId equals entry.CurrentVersionId
            where entry.UnitId == unit && review.ReviewerId == actor.AccountId
                && (open.Contains(review.Status) || review.Id == own.Id)
            orderby review.EntryId
            select new { review.EntryId, review.Id }).ToListAsync(cancellation);
        return [.. rows.Select(r => (r.EntryId, r.Id))];
    }

    private async Task<Outcome> LeaveAsync(
        Actor actor, LockedEntry locked, Guid reviewId, ReviewMove move, string? reason,
        CancellationToken cancellation)
    {
        if (locked.Reviews.SingleOrDefault(r => r.Id == reviewId) is not { } review)
        {
            return IsOver;
        }

        var outcome = moves.Move(actor, review, move, new() { Reason = reason });
        if (outcome.IsDone)
        {
            await moves.SettleAsync(actor, locked, cancellation);
        }

        return outcome;
    }

    private async Task<Outcome> SaveAsync(
        LockedEntry locked, ReviewMove move, string? reason,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken cancellation)
    {
        var code = move is ReviewMove.Decline ? "reviewing.declined-notice" : "reviewing.conflict-notice";
        var sentence = Sentence.Of(code, ("number", locked.Entry.EntryNumber), ("reason", reason));
        var news = new News(
            ReviewNews.ActOf(move), locked.Period.Id, locked.Entry.Id, sentence, "/entries/" + locked.Entry.Id);
        await notices.TellAllAsync(Role.Coordinator, news, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }
}
