using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Application.Scoring;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// When a period's reviewing time is over, entries with enough finals are finished although others are still open.
/// </summary>
public sealed class ReviewDuePassed(ReviewDbContext database, ReviewMoves moves) : IDatedEffectHandler
{
    public const string EffectKind = "reviewing.due-passed";

    /// <summary>So many entries in one transaction; the rest follows at the next sweep.</summary>
    private const int Batch = 100;

    // A review with a later date of its own is waited for, as by Seats.IsOverdue; claims have no date.
    private static readonly string Due = $"""
        SELECT s.id AS "Value" FROM entry s
        WHERE s.period_id = @period AND {EntryCondition.Is("s", EntryStatus.InReview)}
            AND {MarkCondition.AreEnough($"(SELECT count(*) FROM review r WHERE r.entry_id = s.id AND {MarkCondition.Counts("r")} AND r.entry_version_id = s.current_version_id)")}
            AND NOT EXISTS (SELECT FROM review r WHERE r.entry_id = s.id AND {ReviewCondition.IsUnderWay("r")} AND {ReviewCondition.HoldsSeat("r")} AND r.due_at > @now)
        ORDER BY s.id LIMIT @batch
        """;

    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    /// <summary>The date may be moved at any time, also to earlier, and a review may have one of its own.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public string Kind => EffectKind;

    public async Task HandleAsync(DatedEffect effect, DateTimeOffset now, CancellationToken cancellation)
    {
        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == effect.SubjectId, cancellation);
        if (!PeriodLife.IsRunning(period.Status))
        {
            return;
        }

        var due = period.ReviewDueAt > now ? [] : await DueAsync(period.Id, now, cancellation);
        foreach (var entry in due)
        {
            if (await moves.LockAsync(entry, cancellation) is { } locked)
            {
                await moves.SettleAsync(null, locked, cancellation);
            }
        }

        effect.DueAt = due.Count < Batch ? LookAt(period.ReviewDueAt, now) : now + SoonAgain;
    }

    internal static DateTimeOffset LookAt(DateTimeOffset reviewDueAt, DateTimeOffset now) =>
        reviewDueAt > now && reviewDueAt < now + LongestWait ? reviewDueAt : now + LongestWait;

    private Task<List<Guid>> DueAsync(Guid periodId, DateTimeOffset now, CancellationToken cancellation) =>
        database.Database.SqlQueryRaw<Guid>(
            Due, new NpgsqlParameter("period", periodId), new NpgsqlParameter("now", now.UtcDateTime),
            new NpgsqlParameter("batch", Batch))
            .ToListAsync(cancellation);
}
