using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;

namespace VideoReview.Application.Entries;

/// <summary>One thing that happened to an entry, as the unit may know it: nobody is named.</summary>
/// <param name="ShowsMinute">False = only the day: the unit does not learn when a reviewer was at work.</param>
public sealed record TimelineLine(long Seq, DateTimeOffset At, bool ShowsMinute, string Act, string? Reason);

/// <summary>
/// What happened to one entry, newest first, for the submitting side; coordinators read the trail on their own page.
/// The caller has loaded the entry through its own scope.
/// </summary>
public sealed class Timeline(ReviewDbContext database)
{
    private const int Longest = 200;

    /// <summary>Told to the unit once, however often reviews begin and end underneath.</summary>
    private static readonly HashSet<string> Reviewers = new(
        ["entries.review-begun", "entries.reviewed"], StringComparer.Ordinal);

    /// <summary>For the submitting side: events meant for it, without names.</summary>
    public async Task<IReadOnlyList<TimelineLine>> ForUnitAsync(Guid entryId, CancellationToken cancellation)
    {
        var rows = await database.Events.AsNoTracking()
            .Where(e => e.EntryId == entryId && e.Audience == EventAudience.Unit)
            .OrderByDescending(e => e.Seq).Take(Longest)
            .Select(e => new { e.Seq, e.At, e.Act, e.Reason })
            .ToListAsync(cancellation);
        return rows
            .Where((row, i) => !Reviewers.Contains(row.Act) || i + 1 == rows.Count || rows[i + 1].Act != row.Act)
            .Select(row => new TimelineLine(row.Seq, row.At, !Reviewers.Contains(row.Act), row.Act, row.Reason))
            .ToList();
    }
}
