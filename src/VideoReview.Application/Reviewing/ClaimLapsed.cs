using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>A claim whose time is over gives its seat free; what was typed is kept for its author.</summary>
public sealed class ClaimLapsed(ReviewDbContext database, ReviewMoves moves) : IDatedEffectHandler
{
    public const string EffectKind = "reviewing.claim-lapsed";

    /// <summary>The sweeper's clock may run ahead of the database's: look again, never give up.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    public string Kind => EffectKind;

    public async Task HandleAsync(DatedEffect effect, DateTimeOffset now, CancellationToken cancellation)
    {
        var entryId = await database.Reviews.Where(r => r.Id == effect.SubjectId).Select(r => r.EntryId)
            .SingleAsync(cancellation);
        var locked = await moves.LockAsync(entryId, cancellation);
        var review = locked?.Reviews.SingleOrDefault(r => r.Id == effect.SubjectId);
        if (review is not { Status: ReviewStatus.Claimed or ReviewStatus.Draft, LeaseUntil: { } until })
        {
            return;
        }

        if (!moves.Move(null, review, ReviewMove.Lapse, new() { LeaseIsOver = locked!.IsLapsed(review) }).IsDone)
        {
            effect.DueAt = until > now + LookAgain ? until : now + LookAgain;
            return;
        }

        await moves.SettleAsync(null, locked, cancellation);
    }
}
