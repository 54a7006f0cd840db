using System.Runtime.CompilerServices;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Scoring;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Deciding;

/// <summary>A result line with the words that people know the entry by.</summary>
/// <param name="IsHidden">The asker has an open review of it: no mark, no points, no rank.</param>
public sealed record NamedResultLine(ResultLine Result, string? Title, string UnitName, bool IsHidden);

/// <summary>The result of a period as it stands: provisional while reviewing, from the snapshot once decided.</summary>
/// <param name="Snapshot">Null = provisional, computed now.</param>
/// <param name="Ranked">Lines with a rank.</param>
/// <param name="PeriodName">As it was frozen; null while nothing is.</param>
public sealed record ResultView(
    PeriodStatus Status, string? PeriodName, Rubric Rubric, ResultSnapshot? Snapshot,
    IReadOnlyList<NamedResultLine> Lines, int Ranked, int Total, int Page);

/// <summary>All lines of a result, read as they are written out.</summary>
public sealed record ResultExport(Rubric Rubric, IAsyncEnumerable<NamedResultLine> Lines);

/// <summary>
/// Reads results. Coordinators see them always; observers only once published: progress before, never marks.
/// </summary>
public sealed class ResultList(NpgsqlDataSource source, ProvisionalResults provisional)
{
    public const int PageSize = 50;

    /// <summary>Names read at a time while exporting.</summary>
    private const int Portion = 500;

    private const string PeriodRow = """
        SELECT p.status, p.published_snapshot_id, v.rubric, coalesce((SELECT max(e.seq) FROM event e WHERE e.period_id = p.id), 0)
        FROM period p JOIN rubric_version v ON v.id = p.rubric_version_id WHERE p.id = @period
        """;

    private const string Names = """
        SELECT s.id, s.profile ->> 'title', u.name FROM entry s JOIN unit u ON u.id = s.unit_id WHERE s.id = ANY (@ids)
        """;

    private static readonly string OwnOpen = $"""
        SELECT r.entry_id FROM review r WHERE r.period_id = @period AND r.reviewer_id = @me
        AND {ReviewCondition.IsOpen("r")}
        """;

    /// <summary>One page of the result, 1, 2, ...</summary>
    public async Task<Outcome<ResultView>> ShowAsync(
        Actor actor, Guid periodId, int page, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var read = await ReadAsync(connection, actor, periodId, cancellation);
        if (!read.IsDone)
        {
            return Outcome<ResultView>.Refused(read.Refusals);
        }

        var (status, name, rubric, snapshot, lines, hidden) = read.Value;
        var shown = lines.Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize).ToList();
        return new ResultView(
            status, name, rubric, snapshot,
            await NamedAsync(connection, shown, snapshot is not null, hidden, cancellation),
            lines.Count(l => l.Rank is not null), lines.Count, Math.Max(1, page));
    }

    /// <summary>All lines; the names come in portions while the lines are written.</summary>
    public async Task<Outcome<ResultExport>> ExportAsync(Actor actor, Guid periodId, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var read = await ReadAsync(connection, actor, periodId, cancellation);
        return read.IsDone
            ? new ResultExport(
                read.Value.Rubric,
                StreamAsync(read.Value.Lines, read.Value.Snapshot is not null, read.Value.Hidden, cancellation))
            : Outcome<ResultExport>.Refused(read.Refusals);
    }

    private async IAsyncEnumerable<NamedResultLine> StreamAsync(
        IReadOnlyList<ResultLine> lines, bool isFrozen, HashSet<Guid> hidden,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        foreach (var portion in lines.Chunk(Portion))
        {
            foreach (var line in await NamedAsync(connection, portion, isFrozen, hidden, cancellation))
            {
                yield return line;
            }
        }
    }

    private async Task<Outcome<(
        PeriodStatus Status, string? PeriodName, Rubric Rubric, ResultSnapshot? Snapshot,
        IReadOnlyList<ResultLine> Lines, HashSet<Guid> Hidden)>> ReadAsync(
            NpgsqlConnection connection, Actor actor, Guid periodId, CancellationToken cancellation)
    {
        if (await PeriodAsync(connection, periodId, cancellation) is not { } period)
        {
            return Refusal.NotFound;
        }

        if (WhyNotSee(actor, period.Status) is { } refusal)
        {
            return refusal;
        }

        var snapshot = period.Status is PeriodStatus.Decided or PeriodStatus.Published or PeriodStatus.Archived
            ? await ResultSnapshots.FindAsync(connection, periodId, period.PublishedSnapshotId, cancellation)
            : null;
        var frozen = snapshot is null ? null : ResultContent.Read(snapshot.Content);
        var (rubric, lines) = frozen is null
            ? await provisional.ReadAsync(connection, periodId, period.Seq, cancellation)
            : (frozen.Rubric, frozen.Lines);
        var hidden = await HiddenAsync(connection, actor, periodId, cancellation);
        return (period.Status, frozen?.PeriodName, rubric, snapshot,
            hidden.Count == 0 ? lines : Covered(lines, hidden), hidden);
    }

    /// <summary>
    /// Whoever has an open review of an entry sees no other score of it, under any role; its place
    /// among the others would tell too.
    /// </summary>
    private static async Task<HashSet<Guid>> HiddenAsync(
        NpgsqlConnection connection, Actor actor, Guid periodId, CancellationToken cancellation)
    {
        var hidden = new HashSet<Guid>();
        if (actor.Is(Role.Reviewer))
        {
            await using var command = new NpgsqlCommand(OwnOpen, connection);
            command.Parameters.AddWithValue("period", periodId);
            command.Parameters.AddWithValue("me", actor.AccountId);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                hidden.Add(reader.GetGuid(0));
            }
        }

        return hidden;
    }

    private static IReadOnlyList<ResultLine> Covered(IReadOnlyList<ResultLine> lines, HashSet<Guid> hidden) =>
    [
        .. lines.Where(line => !hidden.Contains(line.EntryId)),
        .. lines.Where(line => hidden.Contains(line.EntryId)).OrderBy(line => line.EntryNumber, StringComparer.Ordinal)
            .Select(line => line with
            {
                Rank = null, Mark = null, Finals = 0,
                Level = new IidLevel(0, line.Level.PointCount, 0, 0, line.Level.HighestScore), Points = [],
            }),
    ];

    /// <summary>Null = this person may see the marks of a period in this state.</summary>
    public static Refusal? WhyNotSee(Actor actor, PeriodStatus status) =>
        actor.Is(Role.Coordinator)
            || (actor.Is(Role.Observer) && status is PeriodStatus.Published or PeriodStatus.Archived)
            ? null
            : Refusal.Forbidden;

    private static async Task<(PeriodStatus Status, Guid? PublishedSnapshotId, long Seq)?> PeriodAsync(
        NpgsqlConnection connection, Guid periodId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PeriodRow, connection);
        command.Parameters.AddWithValue("period", periodId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (SnakeCase.Parse<PeriodStatus>(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetGuid(1),
                reader.GetInt64(3))
            : null;
    }

    /// <summary>A frozen result keeps its names; one that is still computed is called as things are now.</summary>
    private static async Task<IReadOnlyList<NamedResultLine>> NamedAsync(
        NpgsqlConnection connection, IReadOnlyList<ResultLine> lines, bool isFrozen, HashSet<Guid> hidden,
        CancellationToken cancellation)
    {
        if (isFrozen && lines.All(line => line.UnitName is not null))
        {
            return [.. lines.Select(line => new NamedResultLine(
                line, line.Title, line.UnitName!, hidden.Contains(line.EntryId)))];
        }

        await using var command = new NpgsqlCommand(Names, connection);
        command.Parameters.AddWithValue("ids", lines.Select(line => line.EntryId).ToArray());
        var names = new Dictionary<Guid, (string? Title, string Unit)>(lines.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            names[reader.GetGuid(0)] = (reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2));
        }

        return [.. lines.Select(line => new NamedResultLine(
            line, names[line.EntryId].Title, names[line.EntryId].Unit, hidden.Contains(line.EntryId)))];
    }
}
