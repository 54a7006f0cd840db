using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Scoring;

/// <summary>
/// Freezes, finds and revokes results of a period: the only hands on their rows. All within the caller's
/// transaction and SaveChanges.
/// </summary>
public sealed class ResultSnapshots(ReviewDbContext database, TimeProvider time)
{
    private const string SnapshotRow = """
        SELECT id, number, input_hash, content, decided_by, decided_at, reason FROM result_snapshot
        WHERE period_id = @period AND revoked_at IS NULL AND (@snapshot::uuid IS NULL OR id = @snapshot) ORDER BY number DESC LIMIT 1
        """;

    /// <summary>The valid snapshot with the highest number, or the one asked for; null = none.</summary>
    public static async Task<ResultSnapshot?> FindAsync(
        NpgsqlConnection connection, Guid periodId, Guid? snapshotId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SnapshotRow, connection);
        command.Parameters.AddWithValue("period", periodId);
        command.Parameters.AddWithValue("snapshot", NpgsqlTypes.NpgsqlDbType.Uuid, (object?)snapshotId ?? DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new ResultSnapshot
            {
                Id = reader.GetGuid(0),
                PeriodId = periodId,
                Number = reader.GetInt32(1),
                InputHash = reader.GetString(2),
                Content = reader.GetString(3),
                DecidedBy = reader.GetGuid(4),
                DecidedAt = reader.GetFieldValue<DateTimeOffset>(5),
                Reason = reader.GetString(6),
            }
            : null;
    }

    /// <summary>
    /// One line of what is published, with its rubric, without reading all others; null = nothing is, or the entry is
    /// not in it.
    /// </summary>
    public async Task<(Rubric Rubric, ResultLine Line)?> PublishedAsync(
        Guid periodId, Guid entryId, CancellationToken cancellation)
    {
        var rows = await database.Database.SqlQuery<LineRow>(
            $"""
            SELECT (s.content::jsonb -> 'rubric')::text AS rubric, line::text AS line
            FROM period p JOIN result_snapshot s ON s.id = p.published_snapshot_id
            CROSS JOIN LATERAL jsonb_array_elements(s.content::jsonb -> 'lines') line
            WHERE p.id = {periodId} AND line ->> 'entryId' = {entryId.ToString()}
            """).ToListAsync(cancellation);
        return rows.Count > 0 ? (Json.Read<Rubric>(rows[0].Rubric), Json.Read<ResultLine>(rows[0].Line)) : null;
    }

    /// <summary>What holds in the period now, as it is in the caller's transaction.</summary>
    public async Task<ResultSnapshot> FreezeAsync(
        Actor actor, Guid periodId, string reason, CancellationToken cancellation)
    {
        var input = (await ResultInput.ReadAsync(
            (NpgsqlConnection)database.Database.GetDbConnection(), periodId, cancellation))!;
        var snapshot = new ResultSnapshot
        {
            Id = Guid.CreateVersion7(),
            PeriodId = periodId,
            Number = 1 + (await database.ResultSnapshots.Where(s => s.PeriodId == periodId)
                .MaxAsync(s => (int?)s.Number, cancellation) ?? 0),
            InputHash = input.Hash(),
            Content = ResultContent.Write(input),
            DecidedBy = actor.AccountId,
            DecidedAt = time.GetUtcNow(),
            Reason = reason,
        };
        database.ResultSnapshots.Add(snapshot);
        return snapshot;
    }

    /// <summary>The newest that is not revoked: what is published.</summary>
    public Task<Guid> ValidAsync(Guid periodId, CancellationToken cancellation) => database.ResultSnapshots
        .Where(s => s.PeriodId == periodId && s.RevokedAt == null).OrderByDescending(s => s.Number).Select(s => s.Id)
        .FirstAsync(cancellation);

    /// <summary>They stay as rows that say who took them back, when and why.</summary>
    public async Task RevokeAsync(Actor actor, Guid periodId, string? reason, CancellationToken cancellation)
    {
        foreach (var snapshot in await database.ResultSnapshots
            .Where(s => s.PeriodId == periodId && s.RevokedAt == null).ToListAsync(cancellation))
        {
            (snapshot.RevokedAt, snapshot.RevokedBy, snapshot.RevokeReason) =
                (time.GetUtcNow(), actor.AccountId, reason);
        }
    }

    private sealed record LineRow(string Rubric, string Line);
}
