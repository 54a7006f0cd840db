using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Scoring;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Deciding;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Deciding;

/// <summary>What stands between a period and its decision.</summary>
/// <param name="Incomplete">Entries that would be left without a rank: too few finals, or returned.</param>
/// <param name="Returned">Those of them that lie with their units.</param>
/// <param name="Closable">Entries with enough finals that must be accepted or closed first.</param>
public sealed record Unfinished(int Incomplete, int Returned, int Closable);

/// <summary>Decide, publish and undo: acts on a whole period, each in one transaction with its events.</summary>
public sealed class DecisionDesk(ReviewDbContext database, EventLog events, TimeProvider time)
{
    private static readonly string CountUnfinished = $"""
        SELECT
            (SELECT count(*) FROM entry s WHERE s.period_id = @period AND {DecisionCondition.Of(DecisionFilter.Incomplete)}),
            (SELECT count(*) FROM entry s WHERE s.period_id = @period AND s.status = 'returned'),
            (SELECT count(*) FROM entry s WHERE s.period_id = @period AND {DecisionCondition.Of(DecisionFilter.Closable)})
        """;

    private const string MoveAll = """
        WITH moved AS (
            UPDATE entry SET status = @to, updated_at = @now WHERE period_id = @period AND status = @from RETURNING id)
        INSERT INTO event (at, actor_id, true_actor_id, act, subject, subject_id, entry_id, period_id, "from", "to", reason, audience, data)
        SELECT @now, @actor, @true_actor, @act, 'entry', id, id, @period, @from, @to, @reason, @audience, '{}' FROM moved ORDER BY id
        """;

    // Disqualified while decided: taken back after this undo, it stands where the others stand.
    private const string EndedAlike = "UPDATE entry SET status_before_end = 'reviewed', updated_at = @now WHERE period_id = @period AND status = 'disqualified' AND status_before_end = 'decided'";

    private const string TellUnits = """
        INSERT INTO notice (id, account_id, code, values, link, created_at)
        SELECT gen_random_uuid(), a.id, 'coordination.published-notice', jsonb_build_object('number', s.entry_number), '/own-entries/' || s.id, @now
        FROM entry s JOIN account a ON a.unit_id = s.unit_id AND a.is_active AND 'submitter' = ANY (a.roles)
        WHERE s.period_id = @period AND s.status = 'published'
        """;

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
    public async Task<Outcome<Guid>> DecideAsync(Actor actor, Guid periodId, string? reason, bool acceptsIncomplete, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (period, refusal) = await LockedAsync(actor, periodId, cancellation);
        if (period is null)
        {
            return refusal!;
        }

        var unfinished = await UnfinishedAsync(periodId, cancellation);
        if (Decision.WhyNotDecide(period.Status, unfinished.Incomplete, unfinished.Closable, acceptsIncomplete, reason) is { } no)
        {
            return no;
        }

        var snapshot = await SnapshotAsync(actor, period, reason!, cancellation);
        await MoveAllAsync(actor, periodId, "reviewed", "decided", "entries.decided", EventAudience.Staff, reason, cancellation);
        Move(actor, period, PeriodStatus.Decided, "periods.decided", reason);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return snapshot.Id;
    }

    /// <summary>Publishing points to the decided snapshot; units are told.</summary>
    public async Task<Outcome> PublishAsync(Actor actor, Guid periodId, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (period, refusal) = await LockedAsync(actor, periodId, cancellation);
        if ((refusal ?? Decision.WhyNotPublish(period!.Status)) is { } no)
        {
            return no;
        }

        period!.PublishedSnapshotId = await database.ResultSnapshots.Where(s => s.PeriodId == periodId && s.RevokedAt == null)
            .OrderByDescending(s => s.Number).Select(s => s.Id).FirstAsync(cancellation);
        await MoveAllAsync(actor, periodId, "decided", "published", "entries.published", EventAudience.Unit, null, cancellation);
        Move(actor, period, PeriodStatus.Published, "periods.published", null);
        await database.SaveChangesAsync(cancellation);
        await ExecuteAsync(TellUnits, periodId, cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>Takes a decision back before publishing: the snapshot stays, marked as revoked.</summary>
    public async Task<Outcome> UndoAsync(Actor actor, Guid periodId, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (period, refusal) = await LockedAsync(actor, periodId, cancellation);
        if ((refusal ?? Decision.WhyNotUndo(period!.Status, reason)) is { } no)
        {
            return no;
        }

        foreach (var snapshot in await database.ResultSnapshots.Where(s => s.PeriodId == periodId && s.RevokedAt == null).ToListAsync(cancellation))
        {
            (snapshot.RevokedAt, snapshot.RevokedBy, snapshot.RevokeReason) = (time.GetUtcNow(), actor.AccountId, reason);
        }

        await MoveAllAsync(actor, periodId, "decided", "reviewed", "entries.decision-undone", EventAudience.Staff, reason, cancellation);
        await ExecuteAsync(EndedAlike, periodId, cancellation);
        Move(actor, period!, PeriodStatus.Reviewing, "periods.decision-undone", reason);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>A new snapshot after an entry left a decided or published result (disqualification), whose row is saved already; the caller's transaction and SaveChanges keep it.</summary>
    internal async Task RenewAsync(Actor actor, Guid periodId, string reason, CancellationToken cancellation)
    {
        var period = await database.Periods.FromSql($"SELECT *, xmin FROM period WHERE id = {periodId} FOR UPDATE").SingleAsync(cancellation);
        var snapshot = await SnapshotAsync(actor, period, reason, cancellation);
        period.PublishedSnapshotId = period.PublishedSnapshotId is null ? null : snapshot.Id;
    }

    private async Task<ResultSnapshot> SnapshotAsync(Actor actor, Period period, string reason, CancellationToken cancellation)
    {
        var input = (await ResultInput.ReadAsync(await ConnectionAsync(cancellation), period.Id, cancellation))!;
        var snapshot = new ResultSnapshot
        {
            Id = Guid.CreateVersion7(),
            PeriodId = period.Id,
            Number = 1 + (await database.ResultSnapshots.Where(s => s.PeriodId == period.Id).MaxAsync(s => (int?)s.Number, cancellation) ?? 0),
            InputHash = input.Hash(),
            Content = ResultContent.Write(input),
            DecidedBy = actor.AccountId,
            DecidedAt = time.GetUtcNow(),
            Reason = reason,
        };
        database.ResultSnapshots.Add(snapshot);
        return snapshot;
    }

    /// <summary>The period under a lock, so that two coordinators cannot decide at once.</summary>
    private async Task<(Period? Period, Refusal? Refusal)> LockedAsync(Actor actor, Guid periodId, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return (null, Refusal.Forbidden);
        }

        var period = await database.Periods.FromSql($"SELECT *, xmin FROM period WHERE id = {periodId} FOR UPDATE").SingleOrDefaultAsync(cancellation);
        return (period, period is null ? Refusal.NotFound : null);
    }

    private void Move(Actor actor, Period period, PeriodStatus to, string act, string? reason)
    {
        events.Append(actor, act, new EventSubject("period", period.Id, period.Id), from: SnakeCase.Of(period.Status), to: SnakeCase.Of(to), reason: reason);
        period.Status = to;
    }

    private Task MoveAllAsync(Actor actor, Guid periodId, string from, string to, string act, EventAudience audience, string? reason, CancellationToken cancellation) =>
        ExecuteAsync(
            MoveAll,
            periodId,
            cancellation,
            ("from", from), ("to", to), ("act", act), ("audience", SnakeCase.Of(audience)), ("actor", actor.AccountId), ("true_actor", actor.TrueAccountId), ("reason", reason));

    private async Task ExecuteAsync(string sql, Guid periodId, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = new NpgsqlCommand(sql, await ConnectionAsync(cancellation)) { CommandTimeout = 120 };
        command.Parameters.AddWithValue("period", periodId);
        command.Parameters.AddWithValue("now", time.GetUtcNow().UtcDateTime);
        foreach (var (name, value) in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = DBNull.Value } : new NpgsqlParameter(name, value));
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

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
