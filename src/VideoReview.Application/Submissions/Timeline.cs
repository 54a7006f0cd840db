using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;

namespace VideoReview.Application.Submissions;

/// <summary>One thing that happened to an entry, as its reader may know it.</summary>
/// <param name="Who">Display name; null = the system, or not for this reader.</param>
/// <param name="ShowsMinute">False = only the day: the unit does not learn when a reviewer was at work.</param>
public sealed record TimelineLine(long Seq, DateTimeOffset At, bool ShowsMinute, string Act, string? Reason, string? Who);

/// <summary>What happened to one entry, newest first. The caller has loaded the entry through its own scope.</summary>
public sealed class Timeline(ReviewDbContext database)
{
    private const int Longest = 200;

    /// <summary>Told to the unit once, however often reviews begin and end underneath.</summary>
    private static readonly HashSet<string> Reviewers = new(["submissions.review-begun", "submissions.reviewed"], StringComparer.Ordinal);

    /// <summary>For the submitting side: events meant for it, without names.</summary>
    public async Task<IReadOnlyList<TimelineLine>> ForUnitAsync(Guid submissionId, CancellationToken cancellation)
    {
        var rows = await database.Events.AsNoTracking()
            .Where(e => e.SubmissionId == submissionId && e.Audience == EventAudience.Unit)
            .OrderByDescending(e => e.Seq).Take(Longest)
            .Select(e => new { e.Seq, e.At, e.Act, e.Reason })
            .ToListAsync(cancellation);
        return rows
            .Where((row, i) => !Reviewers.Contains(row.Act) || i + 1 == rows.Count || rows[i + 1].Act != row.Act)
            .Select(row => new TimelineLine(row.Seq, row.At, !Reviewers.Contains(row.Act), row.Act, row.Reason, null)).ToList();
    }

    /// <summary>For coordinators and admins: everything, with names as they are today.</summary>
    public async Task<IReadOnlyList<TimelineLine>> ForStaffAsync(Guid submissionId, CancellationToken cancellation) =>
        await (
            from row in database.Events.AsNoTracking()
            join account in database.Users.AsNoTracking() on row.ActorId equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            where row.SubmissionId == submissionId
            orderby row.Seq descending
            select new TimelineLine(row.Seq, row.At, true, row.Act, row.Reason, account == null ? null : account.DisplayName))
            .Take(Longest).ToListAsync(cancellation);
}
