using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Reviewing;

/// <summary>One review as the coordinator sees it.</summary>
/// <param name="HasLeft">The reviewer's account is closed, or no reviewer's any more.</param>
/// <param name="Form">
/// Null while it is not final, and while the coordinator has an open review on the same version.
/// </param>
/// <param name="Mark">0-100, exact; null with <paramref name="Form"/>.</param>
public sealed record EntryReview(
    Guid Id,
    Guid ReviewerId,
    string ReviewerName,
    bool HasLeft,
    int VersionNumber,
    bool IsCurrent,
    ReviewStatus Status,
    DateTimeOffset? DueAt,
    DateTimeOffset? LeaseUntil,
    DateTimeOffset? FinalAt,
    bool IsLate,
    string? Reason,
    ReviewForm? Form,
    decimal? Mark);

/// <summary>Every review of one entry with what was scored.</summary>
public sealed record EntryReviewList(Rubric? Rubric, IReadOnlyList<EntryReview> Reviews, bool HidesScores);

/// <summary>
/// The coordinator's view of an entry's reviews, names included. Whoever has an open review on the version sees no
/// other score of it under any role.
/// </summary>
public sealed class ReviewHistory(ReviewDbContext database, TimeProvider time)
{
    /// <summary>Newest version first; refused to anybody but coordinators.</summary>
    public async Task<Outcome<EntryReviewList>> ListAsync(Actor actor, Guid entryId, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return Refusal.Forbidden;
        }

        var rows = await (
            from review in database.Reviews.AsNoTracking().Include(r => r.Scores)
            join version in database.EntryVersions on review.EntryVersionId equals version.Id
            join entry in database.Entries on review.EntryId equals entry.Id
            join account in database.Users on review.ReviewerId equals account.Id
            where review.EntryId == entryId
            orderby version.Number descending, review.CreatedAt, review.Id
            select new
            {
                Review = review, version.Number, IsCurrent = entry.CurrentVersionId == version.Id, Reviewer = account,
            })
            .ToListAsync(cancellation);
        var rubricId = rows.FirstOrDefault()?.Review.RubricVersionId;
        var rubric = rubricId is null
            ? null
            : (await database.RubricVersions.AsNoTracking().SingleAsync(v => v.Id == rubricId, cancellation)).Rubric;
        var hides = rows.Any(r => r.Review.ReviewerId == actor.AccountId && ReviewLife.IsOpen(r.Review.Status));
        return new EntryReviewList(
            rubric, [.. rows.Select(r => Line(r.Review, r.Number, r.IsCurrent, r.Reviewer, rubric!, hides))], hides);
    }

    private EntryReview Line(Review review, int number, bool isCurrent, Account reviewer, Rubric rubric, bool hides)
    {
        var shows = !hides && review.FinalAt is not null
            && review.Status is (ReviewStatus.Final or ReviewStatus.Superseded);
        return new(
            review.Id, review.ReviewerId, reviewer.DisplayName,
            !reviewer.IsActive || !reviewer.Roles.Contains(Role.Reviewer), number, isCurrent, review.Status,
            review.DueAt, review.LeaseUntil,
            review.FinalAt, ReviewLife.IsOpen(review.Status) && review.DueAt < time.GetUtcNow(), review.Reason,
            shows ? ReviewForm.Of(review) : null,
            shows ? Marking.ReviewMark(rubric, ReviewSheet.Finals(review)) : null);
    }
}
