using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Reviewing;

/// <summary>How long a claim holds its seat, by the database's clock, and what is to happen when it is over.</summary>
public sealed class Leases(ReviewDbContext database, TimeProvider time)
{
    /// <summary>Extended by playing and typing; longer than the longest video by far.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromMinutes(45);

    private static readonly string Extend = $"""
        UPDATE review r SET lease_until = now() + @lease
        WHERE r.id = @review AND r.reviewer_id = @reviewer AND {ReviewCondition.MayLapse("r")} AND r.lease_until > now()
        """;

    /// <summary>Lets the sweeper look at the claim when it would be over; part of the caller's transaction.</summary>
    public void Watch(Guid reviewId, DateTimeOffset until) =>
        database.DatedEffects.Add(new DatedEffect
        {
            Id = Guid.CreateVersion7(), Kind = ClaimLapsed.EffectKind, SubjectId = reviewId, DueAt = until,
        });

    /// <summary>What waits for the end of the period's reviewing time already.</summary>
    internal IQueryable<DatedEffect> WatchesOf(Period period) =>
        database.DatedEffects.Where(
            e => e.Kind == ReviewDuePassed.EffectKind && e.SubjectId == period.Id && e.DoneAt == null);

    /// <summary>
    /// Lets the sweeper look at the period when its reviewing time is over, unless that waits already; part
    /// of the caller's transaction.
    /// </summary>
    public Task WatchPeriodAsync(Period period, CancellationToken cancellation) => database.Database.ExecuteSqlRawAsync(
        """
        INSERT INTO dated_effect (id, kind, subject_id, due_at, attempts)
        SELECT @id, @kind, @period, @due, 0
        WHERE NOT EXISTS (SELECT FROM dated_effect WHERE kind = @kind AND subject_id = @period AND done_at IS NULL)
        """,
        [
            new NpgsqlParameter("id", Guid.CreateVersion7()), new NpgsqlParameter("kind", ReviewDuePassed.EffectKind),
            new NpgsqlParameter("period", period.Id),
            new NpgsqlParameter("due", ReviewDuePassed.LookAt(period.ReviewDueAt, time.GetUtcNow()).UtcDateTime),
        ],
        cancellation);

    /// <summary>
    /// Holds the seat of an own running claim for another while; false when there is none, or its time is over.
    /// </summary>
    public async Task<bool> ExtendAsync(Guid reviewerId, Guid reviewId, CancellationToken cancellation) =>
        await database.Database.ExecuteSqlRawAsync(
            Extend,
            [
                new NpgsqlParameter("lease", Duration), new NpgsqlParameter("review", reviewId),
                new NpgsqlParameter("reviewer", reviewerId),
            ],
            cancellation)
            > 0;
}
