using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>A review that its reviewer writes on.</summary>
/// <param name="IsFrozen">The rubric is.</param>
/// <param name="IsWatched">The end of the period's reviewing time is waited for already.</param>
internal sealed record OwnReview(LockedEntry Locked, Review Review, Rubric Rubric, bool IsFrozen, bool IsWatched);

/// <summary>
/// Locks the entry of a reviewer's own review and asks for all that a save looks at in few questions: a
/// panel saves every few seconds.
/// </summary>
public sealed class OwnReviewLock(ReviewDbContext database, ReviewMoves moves, Conflicts conflicts, Leases leases)
{
    /// <summary>
    /// The actor's own review with its entry locked; NotFound for anybody else's and where a conflict stands.
    /// </summary>
    internal async Task<Outcome<OwnReview>> LockAsync(Actor actor, Guid reviewId, CancellationToken cancellation)
    {
        // A save that fails ends the act: no savepoint to go back to, which would be two more questions.
        database.Database.AutoSavepointsEnabled = false;
        if (!actor.Is(Role.Reviewer)
            || await conflicts.EntryOfAsync(actor.AccountId, reviewId, cancellation) is not { } entryId
            || await moves.LockAsync(entryId, cancellation) is not { } locked)
        {
            return Refusal.NotFound;
        }

        return locked.Reviews.SingleOrDefault(r => r.Id == reviewId) is { } review
            ? await LoadAsync(locked, review, cancellation)
            : Refusal.Conflict(
                "reviewing.wrong-status", ("status", ReviewLife.StatusSentence(ReviewStatus.Superseded)));
    }

    /// <summary>The scores find their way to the review, which the context knows.</summary>
    private async Task<OwnReview> LoadAsync(LockedEntry locked, Review review, CancellationToken cancellation)
    {
        var watches = leases.WatchesOf(locked.Period);
        var found = await database.RubricVersions.Where(v => v.Id == review.RubricVersionId).Select(v => new
        {
            v.Rubric,
            IsFrozen = v.FrozenAt != null,
            IsWatched = watches.Any(),
            Scores = database.ReviewScores.Where(s => s.ReviewId == review.Id).ToList(),
        }).SingleAsync(cancellation);
        return new(locked, review, found.Rubric, found.IsFrozen, found.IsWatched);
    }
}
