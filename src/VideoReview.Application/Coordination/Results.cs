using System.Collections.Concurrent;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Coordination;

/// <summary>A result line with the words that people know the entry by.</summary>
public sealed record NamedResultLine(ResultLine Result, string? Title, string UnitName);

/// <summary>The result of a period as it stands: provisional while reviewing, from the snapshot once decided.</summary>
/// <param name="Snapshot">Null = provisional, computed now.</param>
/// <param name="Ranked">Lines with a rank.</param>
public sealed record ResultView(PeriodStatus Status, Rubric Rubric, ResultSnapshot? Snapshot, IReadOnlyList<NamedResultLine> Lines, int Ranked, int Total, int Page);

/// <summary>Reads results. Coordinators see them always; observers only once published: progress before, never marks.</summary>
public sealed class Results(NpgsqlDataSource source)
{
    public const int PageSize = 50;

    /// <summary>Provisional results by period, valid while no event has come since: 110,000 reviews are read once, not per page.</summary>
    private static readonly ConcurrentDictionary<Guid, (long Seq, Rubric Rubric, IReadOnlyList<ResultLine> Lines)> Provisional = new();

    private const string PeriodRow = """
        SELECT p.status, p.published_snapshot_id, v.rubric, coalesce((SELECT max(e.seq) FROM event e WHERE e.period_id = p.id), 0)
        FROM period p JOIN rubric_version v ON v.id = p.rubric_version_id WHERE p.id = @period
        """;

    private const string SnapshotRow = """
        SELECT id, number, input_hash, content, decided_by, decided_at, reason FROM result_snapshot
        WHERE period_id = @period AND revoked_at IS NULL AND (@snapshot::uuid IS NULL OR id = @snapshot) ORDER BY number DESC LIMIT 1
        """;

    private const string Names = "SELECT s.id, s.profile ->> 'title', u.name FROM submission s JOIN unit u ON u.id = s.unit_id WHERE s.id = ANY (@ids)";

    /// <summary>One page of the result; <paramref name="page"/> 0 = all lines (for the export).</summary>
    public async Task<Outcome<ResultView>> ShowAsync(Actor actor, Guid periodId, int page, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        if (await PeriodAsync(connection, periodId, cancellation) is not { } period)
        {
            return Refusal.NotFound;
        }

        if (WhyNotSee(actor, period.Status) is { } refusal)
        {
            return refusal;
        }

        var snapshot = period.Status is PeriodStatus.Decided or PeriodStatus.Published or PeriodStatus.Archived
            ? await SnapshotAsync(connection, periodId, period.PublishedSnapshotId, cancellation)
            : null;
        var (rubric, lines) = snapshot is null
            ? await ProvisionalAsync(connection, periodId, period.Seq, cancellation)
            : ResultContent.Read(snapshot.Content);
        var shown = page <= 0 ? lines : lines.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        return new ResultView(period.Status, rubric, snapshot, await NamedAsync(connection, shown, cancellation), lines.Count(l => l.Rank is not null), lines.Count, page);
    }

    /// <summary>Null = this person may see the marks of a period in this state.</summary>
    public static Refusal? WhyNotSee(Actor actor, PeriodStatus status) =>
        actor.Is(Role.Coordinator) || (actor.Is(Role.Observer) && status is PeriodStatus.Published or PeriodStatus.Archived) ? null : Refusal.Forbidden;

    private static async Task<(PeriodStatus Status, Guid? PublishedSnapshotId, long Seq)?> PeriodAsync(NpgsqlConnection connection, Guid periodId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PeriodRow, connection);
        command.Parameters.AddWithValue("period", periodId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (SnakeCase.Parse<PeriodStatus>(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetInt64(3))
            : null;
    }

    private static async Task<ResultSnapshot?> SnapshotAsync(NpgsqlConnection connection, Guid periodId, Guid? snapshotId, CancellationToken cancellation)
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

    private static async Task<(Rubric Rubric, IReadOnlyList<ResultLine> Lines)> ProvisionalAsync(NpgsqlConnection connection, Guid periodId, long seq, CancellationToken cancellation)
    {
        if (Provisional.TryGetValue(periodId, out var known) && known.Seq == seq)
        {
            return (known.Rubric, known.Lines);
        }

        var input = (await ResultInput.ReadAsync(connection, periodId, cancellation))!;
        var lines = ResultTable.Compute(input.Rubric, input.Entries);
        Provisional[periodId] = (seq, input.Rubric, lines);
        return (input.Rubric, lines);
    }

    private static async Task<IReadOnlyList<NamedResultLine>> NamedAsync(NpgsqlConnection connection, IReadOnlyList<ResultLine> lines, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Names, connection);
        command.Parameters.AddWithValue("ids", lines.Select(line => line.SubmissionId).ToArray());
        var names = new Dictionary<Guid, (string? Title, string Unit)>(lines.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            names[reader.GetGuid(0)] = (reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2));
        }

        return [.. lines.Select(line => new NamedResultLine(line, names[line.SubmissionId].Title, names[line.SubmissionId].Unit))];
    }
}
