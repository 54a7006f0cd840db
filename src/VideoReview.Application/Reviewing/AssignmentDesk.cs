using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>One assignment that was not made, and why.</summary>
/// <param name="ReviewerName">Null when the entry itself cannot be assigned.</param>
public sealed record AssignmentRefusal(
    Guid EntryId, string? EntryNumber, string? Title, string? ReviewerName, Sentence Why);

/// <summary>What became of an assignment of several entries to several reviewers.</summary>
public sealed record AssignmentReport(int Assigned, IReadOnlyList<AssignmentRefusal> Refused);

/// <summary>
/// Assigns by hand: one or many entries to one or many reviewers. Conflicts are refused with their reason; own unit's
/// entries are somebody else's.
/// </summary>
public sealed class AssignmentDesk(
    ReviewDbContext database, ReviewMoves moves, EntryMoves entries, Conflicts conflicts, Leases leases,
    NoticeBoard notices, TimeProvider time)
{
    /// <summary>
    /// Makes every assignment that may be made, each entry in a transaction of its own, and
    /// says why the others were not.
    /// </summary>
    /// <param name="dueAt">Null = the period's review_due_at, or three days from now where that is too near.</param>
    public async Task<Outcome<AssignmentReport>> AssignAsync(
        Actor actor, IReadOnlyCollection<Guid> entryIds, IReadOnlyCollection<Guid> reviewerIds, DateTimeOffset? dueAt,
        CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return Refusal.Forbidden;
        }

        if (entryIds.Count == 0 || reviewerIds.Count == 0)
        {
            return Refusal.Invalid(entryIds.Count == 0 ? "entries" : "reviewers", "reviewing.nothing-chosen");
        }

        if (dueAt <= time.GetUtcNow())
        {
            return Refusal.Invalid("due", "reviewing.due-passed");
        }

        var people = await database.Users.AsNoTracking().Where(a => reviewerIds.Contains(a.Id) && a.IsActive)
            .OrderBy(a => a.DisplayName).ThenBy(a => a.Id).ToListAsync(cancellation);
        var reviewers = people.Where(a => a.Roles.Contains(Role.Reviewer)).ToList();
        if (reviewers.Count == 0)
        {
            return Refusal.Invalid("reviewers", "reviewing.nothing-chosen");
        }

        var (assigned, refused) = (0, new List<AssignmentRefusal>());
        foreach (var id in entryIds.Distinct().Order())
        {
            assigned += await AssignEntryAsync(actor, id, reviewers, dueAt, refused, cancellation);
            database.ChangeTracker.Clear();
        }

        return new AssignmentReport(assigned, refused);
    }

    private async Task<int> AssignEntryAsync(
        Actor actor, Guid entryId, List<Account> reviewers, DateTimeOffset? dueAt, List<AssignmentRefusal> refused,
        CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var locked = await moves.LockAsync(entryId, cancellation);
        if ((locked is null ? Refusal.NotFound : WhyNotAssign(actor, locked)) is { } closed)
        {
            refused.Add(new(
                entryId, locked?.Entry.EntryNumber, locked?.Entry.Profile.Title, null, closed.Sentence));
            return 0;
        }

        var assigned = 0;
        foreach (var reviewer in reviewers)
        {
            if (await AssignAsync(
                actor, locked!, reviewer, dueAt ?? ReviewOversight.DueAt(locked!.Period, time.GetUtcNow()),
                cancellation) is { } why)
            {
                refused.Add(new(
                    entryId, locked!.Entry.EntryNumber, locked.Entry.Profile.Title, reviewer.DisplayName,
                    why.Sentence));
            }
            else
            {
                assigned++;
            }
        }

        if (assigned > 0 && locked!.Entry.Status is EntryStatus.Reviewed)
        {
            entries.Move(actor, locked.Entry, EntryMove.Reopen, new MoveFacts { Period = locked.Period.Status });
        }

        await leases.WatchPeriodAsync(locked!.Period, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return assigned;
    }

    private static Refusal? WhyNotAssign(Actor actor, LockedEntry locked) =>
        EntryRights.WhyNotCoordinate(actor, locked.Entry.UnitId)
            ?? Seats.WhyNotAssign(locked.Entry.Status, locked.Period.Status);

    private async Task<Refusal?> AssignAsync(
        Actor actor, LockedEntry locked, Account reviewer, DateTimeOffset dueAt, CancellationToken cancellation)
    {
        var review = locked.Reviews.SingleOrDefault(r => r.ReviewerId == reviewer.Id);
        if (OversightRules.WhyNotGive(
            await conflicts.ExistsAsync(reviewer.Id, locked.Entry.Id, cancellation),
            await HasDeclinedAsync(reviewer.Id, locked.Entry.Id, cancellation), review?.Status) is { } refusal)
        {
            return refusal;
        }

        if (review is null)
        {
            review = await AddAsync(actor, locked, reviewer, cancellation);
        }
        else if (moves.Move(actor, review, ReviewMove.Assign, new()) is { IsDone: false } refused)
        {
            return refused.Refusals[0];
        }

        (review.AssignedBy, review.DueAt) = (actor.AccountId, dueAt);
        var sentence = Sentence.Of("reviewing.assigned-notice", ("number", locked.Entry.EntryNumber), ("due", dueAt));
        var news = new News(
            ReviewNews.ActOf(ReviewMove.Assign), locked.Period.Id, review.Id, sentence, "/reviews/" + review.Id);
        await notices.TellAsync(reviewer.Id, news, cancellation);
        return null;
    }

    private Task<bool> HasDeclinedAsync(Guid reviewer, Guid entry, CancellationToken cancellation) =>
        database.Reviews.AnyAsync(
            r => r.EntryId == entry && r.ReviewerId == reviewer && r.Status == ReviewStatus.Declined, cancellation);

    private async Task<Review> AddAsync(
        Actor actor, LockedEntry locked, Account reviewer, CancellationToken cancellation)
    {
        var (entry, now) = (locked.Entry, time.GetUtcNow());
        var last = await database.Reviews.Where(r => r.ReviewerId == reviewer.Id && r.PeriodId == entry.PeriodId)
            .MaxAsync(r => (int?)r.Position, cancellation) ?? 0;
        var review = new Review
        {
            Id = Guid.CreateVersion7(), PeriodId = entry.PeriodId, EntryId = entry.Id,
            EntryVersionId = entry.CurrentVersionId!.Value, Stage = 1, ReviewerId = reviewer.Id,
            RubricVersionId = locked.Period.RubricVersionId, Status = ReviewStatus.Assigned, Position = last + 1,
            CreatedAt = now, UpdatedAt = now,
        };
        database.Reviews.Add(review);
        locked.Reviews.Add(review);
        moves.Tell(actor, review, ReviewMove.Assign, null, ReviewStatus.Assigned);
        return review;
    }
}
