using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Scoring;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Submitting;

/// <summary>What the panel says on one point, without who said it.</summary>
/// <param name="Comments">In an order that tells nothing: the same place is not the same person.</param>
public sealed record PointFeedback(RubricPoint Point, PointResult Result, IReadOnlyList<string> Comments);

/// <summary>What the unit reads about its own entry.</summary>
/// <param name="Mark">Official mark; null while the result is not published.</param>
/// <param name="Level">Null while the result is not published.</param>
public sealed record EntryFeedback(Rubric Rubric, decimal? Mark, IidLevel? Level, IReadOnlyList<PointFeedback> Points);

/// <summary>
/// Feedback per point for the submitting side: when published, or with a return that
/// includes it; never reviewers' names.
/// </summary>
public sealed class Feedback(ReviewDbContext database, ResultSnapshots snapshots)
{
    /// <summary>Null = nothing to be read yet. The caller has loaded the entry through its own scope.</summary>
    public async Task<EntryFeedback?> OfAsync(Entry entry, CancellationToken cancellation)
    {
        var isPublished = entry.Status is EntryStatus.Published;
        if (!isPublished && entry is not { Status: EntryStatus.Returned, ReturnShowsFeedback: true })
        {
            return null;
        }

        var published = isPublished
            ? await snapshots.PublishedAsync(entry.PeriodId, entry.Id, cancellation)
            : null;
        var version = published?.Line.EntryVersionId ?? entry.CurrentVersionId;
        var reviews = await database.Reviews.AsNoTracking().Include(r => r.Scores)
            .Where(r => r.EntryVersionId == version && r.Status == ReviewStatus.Final)
            .ToListAsync(cancellation);
        if (reviews.Count == 0)
        {
            return null;
        }

        return published is { } frozen
            ? new(
                frozen.Rubric, frozen.Line.Mark, frozen.Line.Level,
                PointsOf(frozen.Rubric, frozen.Line.Points, reviews))
            : await ComputedAsync(reviews, isPublished, cancellation);
    }

    /// <summary>
    /// Of a return that includes it, and of a result that was frozen before its lines could be asked for.
    /// </summary>
    private async Task<EntryFeedback> ComputedAsync(
        List<Review> reviews, bool isPublished, CancellationToken cancellation)
    {
        var rubric = (await database.RubricVersions.AsNoTracking()
            .SingleAsync(v => v.Id == reviews[0].RubricVersionId, cancellation)).Rubric;
        var finals = reviews.Select(r => new FinalScores(r.Id, r.Scores.Where(s => s.Score is not null)
            .ToDictionary(s => s.PointCode, s => s.Score!.Value, StringComparer.Ordinal))).ToList();
        var results = Marking.Points(rubric, finals);
        var points = PointsOf(rubric, results, reviews);
        return isPublished
            ? new(rubric, Marking.OfficialMark(rubric, finals), Marking.Level(rubric, results), points)
            : new(rubric, null, null, points);
    }

    private static IReadOnlyList<PointFeedback> PointsOf(
        Rubric rubric, IReadOnlyList<PointResult> results, IReadOnlyCollection<Review> reviews) =>
    [
        .. rubric.Points.Zip(
            results, (point, result) => new PointFeedback(point, result, Comments(reviews, point.Code))),
    ];

    private static IReadOnlyList<string> Comments(IEnumerable<Review> reviews, string code) =>
    [
        .. reviews.SelectMany(r => r.Scores).Where(s => s.PointCode == code && !string.IsNullOrWhiteSpace(s.Comment))
            .Select(s => s.Comment!).Order(StringComparer.Ordinal),
    ];
}
