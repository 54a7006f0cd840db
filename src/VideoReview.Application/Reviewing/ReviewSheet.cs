using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Reviewing;

/// <summary>Somebody else's final review of the same version, without a name.</summary>
/// <param name="Place">0 = "Penilai A".</param>
/// <param name="Mark">0-100, exact; displayed rounded only.</param>
public sealed record OtherReview(int Place, ReviewForm Form, decimal Mark);

/// <summary>All that stands on a reviewer's page.</summary>
/// <param name="CanWrite">May be typed into now.</param>
/// <param name="MayWatch">The video is still shown to whoever held the seat.</param>
/// <param name="CanClaimAgain">A lapsed claim whose entry is still under review.</param>
/// <param name="Mark">Of one's own final review; null before.</param>
/// <param name="Others">Empty until they may be seen.</param>
public sealed record SheetView(
    Guid Id,
    ReviewStatus Status,
    ReviewForm Form,
    Rubric Rubric,
    string? EntryNumber,
    int VersionNumber,
    Profile Profile,
    string UnitName,
    EntryStatus EntryStatus,
    Guid PeriodId,
    string PeriodName,
    string Zone,
    Guid VideoId,
    DateTimeOffset? DueAt,
    DateTimeOffset? LeaseUntil,
    DateTimeOffset? FinalAt,
    DateTimeOffset UpdatedAt,
    string? Reason,
    bool IsLate,
    bool CanWrite,
    bool CanClaimAgain,
    bool MayWatch,
    decimal? Mark,
    IReadOnlyList<OtherReview> Others);

/// <summary>
/// Reads one's own review with its entry, video and rubric; what others scored only once the rules allow it.
/// </summary>
public sealed class ReviewSheet(ReviewDbContext database, Conflicts conflicts, TimeProvider time)
{
    /// <summary>Null for anybody else's review, and wherever a conflict of interest stands.</summary>
    public async Task<SheetView?> FindAsync(Actor actor, Guid reviewId, CancellationToken cancellation)
    {
        var review = await database.Reviews.AsNoTracking().Include(r => r.Scores)
            .SingleOrDefaultAsync(r => r.Id == reviewId && r.ReviewerId == actor.AccountId, cancellation);
        if (review is null || !actor.Is(Role.Reviewer) || review.Status is ReviewStatus.Conflict
            || await conflicts.ExistsAsync(actor.AccountId, review.EntryId, cancellation))
        {
            return null;
        }

        var found = await (
            from version in database.EntryVersions.AsNoTracking()
            join entry in database.Entries.AsNoTracking() on version.EntryId equals entry.Id
            join unit in database.Units on entry.UnitId equals unit.Id
            join period in database.Periods.AsNoTracking() on entry.PeriodId equals period.Id
            where version.Id == review.EntryVersionId
            select new
            {
                Version = version, Entry = entry, UnitName = unit.Name, Period = period,
            }).SingleAsync(cancellation);
        var rubric = (await database.RubricVersions.AsNoTracking()
            .SingleAsync(v => v.Id == review.RubricVersionId, cancellation)).Rubric;
        var isOpen = EntrySets.IsReviewable(found.Entry.Status) && PeriodLife.IsRunning(found.Period.Status)
            && found.Entry.CurrentVersionId == review.EntryVersionId;
        var clock = review.LeaseUntil is null ? time.GetUtcNow() : await ClockAsync(cancellation);
        return new(
            review.Id, review.Status, ReviewForm.Of(review), rubric, found.Entry.EntryNumber, found.Version.Number,
            found.Version.Profile, found.UnitName, found.Entry.Status, found.Period.Id, found.Period.Name,
            found.Period.TimeZone,
            found.Version.VideoId, review.DueAt, review.LeaseUntil, review.FinalAt, review.UpdatedAt,
            review.Reason, ReviewLife.IsOpen(review.Status) && review.DueAt < time.GetUtcNow(),
            isOpen && ReviewLife.LeadsFrom(ReviewMove.Save, review.Status),
            isOpen && review.Status is ReviewStatus.Expired,
            ReviewRights.MayWatch(new Seat(review.Status, review.LeaseUntil, null), clock),
            review.Status is ReviewStatus.Final ? Marking.ReviewMark(rubric, Finals(review)) : null,
            ReviewRights.MaySeeOthers(review.Status, found.Entry.Status)
                ? await OthersAsync(review, rubric, cancellation)
                : []);
    }

    /// <summary>The database's, by which leases run.</summary>
    private Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) =>
        database.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """)
            .SingleAsync(cancellation);

    private async Task<IReadOnlyList<OtherReview>> OthersAsync(
        Review own, Rubric rubric, CancellationToken cancellation)
    {
        var others = await database.Reviews.AsNoTracking().Include(r => r.Scores)
            .Where(r => r.EntryVersionId == own.EntryVersionId && r.Id != own.Id && r.Status == ReviewStatus.Final)
            .OrderBy(r => r.Id).ToListAsync(cancellation);
        return [.. others.Select(
            (other, place) => new OtherReview(place, ReviewForm.Of(other), Marking.ReviewMark(rubric, Finals(other))))];
    }

    internal static FinalScores Finals(Review review) =>
        new(review.Id, review.Scores.ToDictionary(s => s.PointCode, s => s.Score ?? 0, StringComparer.Ordinal));
}
