using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Application.Scoring;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Deciding;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Deciding;

/// <summary>What stands between a period and its decision.</summary>
/// <param name="Incomplete">Entries that would be left without a rank: too few finals, or returned.</param>
/// <param name="Returned">Those of them that lie with their units.</param>
/// <param name="Closable">Entries with enough finals that must be accepted or closed first.</param>
public sealed record Unfinished(int Incomplete, int Returned, int Closable);

/// <summary>Decide, publish and undo: acts on a whole period, each in one transaction with its events.</summary>
public sealed class DecisionDesk(
    ReviewDbContext database, PeriodMoves periods, EntryMoves entries, ResultSnapshots snapshots, DecisionNews news,
    TimeProvider time)
{
    private static readonly string CountUnfinished = $"""
        SELECT
            (SELECT count(*) FROM entry s WHERE s.period_id = @period AND {DecisionCondition.Of(DecisionFilter.Incomplete)}),
            (SELECT count(*) FROM entry s WHERE s.period_id = @period AND {EntryCondition.Is("s", EntryStatus.Returned)}),
            (SELECT count(*) FROM entry s WHERE s.period_id = @period AND {DecisionCondition.Of(DecisionFilter.Closable)})
        """;

    /// <summary>As many entries as a nation sends in a year are moved in one statement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How many entries are not finished, and why.</summary>
    public async Task<Unfinished> UnfinishedAsync(Guid periodId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CountUnfinished, await ConnectionAsync(cancellation));
        command.Parameters.AddWithValue("period", periodId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new((int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2));
    }

    /// <summary>Freezes the result of the whole period in a snapshot; reviewed entries become decided.</summary>
    public async Task<Outcome<Guid>> DecideAsync(
        Actor actor, Guid periodId, string? reason, bool acceptsIncomplete, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (period, refusal) = await LockedAsync(actor, periodId, cancellation);
        if (period is null)
        {
            return refusal!;
        }

        var (facts, unfinished) = (Facts(period, reason), await UnfinishedAsync(periodId, cancellation));
        if (Decision.WhyNotDecide(
            period.Status, facts, unfinished.Incomplete, unfinished.Closable, acceptsIncomplete, time.GetUtcNow())
            is { Count: > 0 } refusals)
        {
            return Outcome<Guid>.Refused(refusals);
        }

        var snapshot = await snapshots.FreezeAsync(actor, periodId, reason!, cancellation);
        await entries.MoveAllAsync(
            actor, periodId, EntryMove.Decide, new MoveFacts { Period = period.Status, Reason = reason }, cancellation);
        var moved = periods.Move(actor, period, PeriodMove.Decide, facts);
        if (!moved.IsDone)
        {
            return Outcome<Guid>.Refused(moved.Refusals);
        }

        await news.TellDecidedAsync(periodId, cancellation);

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return snapshot.Id;
    }

    /// <summary>Publishing points to the decided snapshot; units are told. The reason is the staff's alone.</summary>
    public async Task<Outcome> PublishAsync(Actor actor, Guid periodId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (period, refusal) = await LockedAsync(actor, periodId, cancellation);
        if (period is null)
        {
            return refusal!;
        }

        var moved = periods.Move(actor, period, PeriodMove.Publish, Facts(period, reason));
        if (!moved.IsDone)
        {
            return moved;
        }

        period.PublishedSnapshotId = await snapshots.ValidAsync(periodId, cancellation);
        await entries.MoveAllAsync(
            actor, periodId, EntryMove.Publish, new MoveFacts { Period = period.Status }, cancellation);
        await news.TellUnitsAsync(periodId, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>Takes a decision back before publishing: the snapshot stays, marked as revoked.</summary>
    public async Task<Outcome> UndoAsync(Actor actor, Guid periodId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (period, refusal) = await LockedAsync(actor, periodId, cancellation);
        if (period is null)
        {
            return refusal!;
        }

        var moved = periods.Move(actor, period, PeriodMove.UndoDecide, Facts(period, reason));
        if (!moved.IsDone)
        {
            return moved;
        }

        await snapshots.RevokeAsync(actor, periodId, reason, cancellation);
        await entries.MoveAllAsync(
            actor, periodId, EntryMove.UndoDecide, new MoveFacts { Period = period.Status, Reason = reason },
            cancellation);
        await news.TellUndoneAsync(periodId, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>
    /// A new snapshot after an entry left a decided or published result (disqualification), whose row is saved already;
    /// the caller's transaction and SaveChanges keep it.
    /// </summary>
    internal async Task RenewAsync(Actor actor, Guid periodId, string reason, CancellationToken cancellation)
    {
        var period = (await periods.LockAsync(periodId, cancellation))!;
        var snapshot = await snapshots.FreezeAsync(actor, periodId, reason, cancellation);
        period.PublishedSnapshotId = period.PublishedSnapshotId is null ? null : snapshot.Id;
    }

    private async Task<(Period? Period, Refusal? Refusal)> LockedAsync(
        Actor actor, Guid periodId, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return (null, Refusal.Forbidden);
        }

        database.Database.SetCommandTimeout(Patience);
        var period = await periods.LockAsync(periodId, cancellation);
        return (period, period is null ? Refusal.NotFound : null);
    }

    /// <summary>Closing and rubric were asked for when the period was opened and its reviewing begun.</summary>
    private static PeriodFacts Facts(Period period, string? reason) => new(reason, period.ClosesAt, []);

    private async Task<NpgsqlConnection> ConnectionAsync(CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await database.Database.OpenConnectionAsync(cancellation);
        }

        return connection;
    }
}
