using Npgsql;
using NpgsqlTypes;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Coordination;

/// <summary>The coordinator's and observer's board: one round trip of named queries, bounded lists.</summary>
public sealed class Board(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Lines per list on the board; the rest is behind "all".</summary>
    public const int LineLimit = 20;

    private const string Funnel =
        "SELECT s.status, count(*) FROM entry s WHERE s.period_id = @period GROUP BY s.status";

    private const string Videos = """
        SELECT
            count(*) FILTER (WHERE {0}),
            count(*) FILTER (WHERE {1}),
            count(*) FILTER (WHERE {2})
        FROM video v
        JOIN entry s ON s.period_id = @period AND s.id = v.entry_id
        LEFT JOIN entry_version e ON e.id = s.current_version_id
        WHERE v.period_id = @period AND v.status <> 'playable' AND v.id = coalesce(s.video_id, e.video_id)
        """;

    private const string Uploads = "SELECT count(DISTINCT o.entry_id) FROM upload o WHERE o.period_id = @period AND "
        + FilterCondition.OpenUpload;

    private static readonly string Attention = $"""
        SELECT
            (SELECT count(DISTINCT s.id) FROM review r JOIN entry s ON s.current_version_id = r.entry_version_id WHERE r.period_id = @period AND {FilterCondition.Review(ReviewFilter.Late)}),
            (SELECT count(DISTINCT s.id) FROM review r JOIN entry s ON s.current_version_id = r.entry_version_id WHERE r.period_id = @period AND {FilterCondition.Review(ReviewFilter.Ending)}),
            (SELECT count(*) FROM entry s WHERE s.period_id = @period AND {FilterCondition.Split})
        """;

    private static readonly string Seats = $"""
        SELECT
            (SELECT count(*) FROM review r WHERE r.period_id = @period AND {FilterCondition.Review(ReviewFilter.Done)} AND NOT EXISTS (
                SELECT FROM entry s WHERE s.id = r.entry_id AND s.period_id = @period AND {EntryCondition.IsNotAccepted("s")})),
            (SELECT p.seats_per_video * count(s.id) FROM period p LEFT JOIN entry s
                ON s.period_id = p.id AND {EntryCondition.IsAccepted("s")} WHERE p.id = @period GROUP BY p.id)
        """;

    private static readonly string Units = $"""
        SELECT u.id, u.name, t.drafts, t.submitted, t.in_review, t.reviewed, t.returned, count(*) OVER ()
        FROM (
            SELECT s.unit_id,
                count(*) FILTER (WHERE {EntryCondition.Is("s", EntryStatus.Draft)}) AS drafts,
                count(*) FILTER (WHERE {EntryCondition.AwaitsReview("s")}) AS submitted,
                count(*) FILTER (WHERE {EntryCondition.Is("s", EntryStatus.InReview)}) AS in_review,
                count(*) FILTER (WHERE {EntryCondition.IsComplete("s")}) AS reviewed,
                count(*) FILTER (WHERE {EntryCondition.Is("s", EntryStatus.Returned)}) AS returned
            FROM entry s WHERE s.period_id = @period GROUP BY s.unit_id) t
        JOIN unit u ON u.id = t.unit_id
        ORDER BY t.drafts + t.returned DESC, u.name, u.id
        LIMIT @limit
        """;

    // Reviews of older versions are superseded and stand in none of the three conditions.
    private const string Reviewers = """
        SELECT a.id, a.display_name, t.given, t.done, t.late, count(*) OVER (), NOT (a.is_active AND 'reviewer' = ANY (a.roles))
        FROM (
            SELECT r.reviewer_id,
                count(*) FILTER (WHERE {0}) AS given,
                count(*) FILTER (WHERE {1}) AS done,
                count(*) FILTER (WHERE {2}) AS late
            FROM review r WHERE r.period_id = @period GROUP BY r.reviewer_id) t
        JOIN account a ON a.id = t.reviewer_id
        WHERE t.given > 0
        ORDER BY t.late DESC, t.given - t.done DESC, a.display_name, a.id
        LIMIT @limit
        """;

    private const string Latest = """
        SELECT e.at, e.act, s.entry_number, e.entry_id, e."to"
        FROM event e LEFT JOIN entry s ON s.id = e.entry_id
        WHERE e.period_id = @period ORDER BY e.seq DESC LIMIT @limit
        """;

    /// <summary>The chain in the order in which it is drawn.</summary>
    public static IReadOnlyList<EntryStatus> Chain { get; } =
    [
        EntryStatus.Draft, EntryStatus.Submitted, EntryStatus.Returned, EntryStatus.Ready, EntryStatus.InReview,
        EntryStatus.Reviewed, EntryStatus.Decided, EntryStatus.Published,
        EntryStatus.Withdrawn, EntryStatus.Rejected, EntryStatus.Disqualified,
    ];

    /// <summary>The board of one period; refused to anybody but coordinators and observers.</summary>
    public async Task<Outcome<BoardView>> ShowAsync(Actor actor, Guid periodId, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator) && !actor.Is(Role.Observer))
        {
            return Refusal.Forbidden;
        }

        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = Batch(connection, actor, periodId);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var counts = await RowsAsync(
            reader, r => KeyValuePair.Create(SnakeCase.Parse<EntryStatus>(r.GetString(0)), (int)r.GetInt64(1)),
            cancellation);
        var videos = await RowsAsync(
            reader, r => (Processing: (int)r.GetInt64(0), Stuck: (int)r.GetInt64(1), Refused: (int)r.GetInt64(2)),
            cancellation);
        var uploads = await RowsAsync(reader, r => (int)r.GetInt64(0), cancellation);
        var attention = await RowsAsync(
            reader, r => (Late: Int(r, 0), Ending: Int(r, 1), Split: Int(r, 2)), cancellation);
        var seats = await RowsAsync(
            reader, r => (Final: (int)r.GetInt64(0), Wanted: r.IsDBNull(1) ? 0 : (int)r.GetInt64(1)), cancellation);
        var units = await RowsAsync(
            reader,
            r => (Line: new UnitLine(
                r.GetGuid(0), r.GetString(1), Int(r, 2), Int(r, 3), Int(r, 4), Int(r, 5), Int(r, 6)),
                Count: Int(r, 7)),
            cancellation);
        var reviewers = await RowsAsync(
            reader,
            r => (Line: new ReviewerLine(
                r.GetGuid(0), r.GetString(1), Int(r, 2), Int(r, 3), Int(r, 4), r.GetBoolean(6)),
                Count: Int(r, 5)),
            cancellation);
        var latest = await RowsAsync(reader, Event, cancellation);
        var byStatus = counts.ToDictionary();
        return new BoardView(
            [.. Chain.Select(status => KeyValuePair.Create(status, byStatus.GetValueOrDefault(status)))],
            videos[0].Processing, videos[0].Stuck, videos[0].Refused, uploads[0],
            attention[0].Late, attention[0].Ending, actor.Is(Role.Coordinator) ? attention[0].Split : null,
            seats[0].Final, seats[0].Wanted, [.. units.Select(u => u.Line)], units.Count == 0 ? 0 : units[0].Count,
            actor.Is(Role.Coordinator) ? [.. reviewers.Select(r => r.Line)] : [],
            reviewers.Count == 0 ? 0 : reviewers[0].Count, actor.Is(Role.Coordinator) ? latest : []);
    }

    private NpgsqlBatch Batch(NpgsqlConnection connection, Actor actor, Guid periodId)
    {
        var now = time.GetUtcNow();
        var videos = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, Videos, FilterCondition.Video(VideoFilter.Processing),
            FilterCondition.Video(VideoFilter.Stuck), FilterCondition.Video(VideoFilter.Refused));
        var reviewers = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, Reviewers, FilterCondition.Review(ReviewFilter.Given),
            FilterCondition.Review(ReviewFilter.Done), FilterCondition.Review(ReviewFilter.Late));
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[Funnel, videos, Uploads, Attention, Seats, Units, reviewers, Latest])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue("period", periodId);
            command.Parameters.AddWithValue("viewer", actor.AccountId);
            command.Parameters.AddWithValue("limit", LineLimit);
            command.Parameters.Add(
                new NpgsqlParameter<DateTime>("now", NpgsqlDbType.TimestampTz) { TypedValue = now.UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<DateTime>("stuck_before", NpgsqlDbType.TimestampTz)
            {
                TypedValue = (now - EntryFilter.StuckAfter).UtcDateTime,
            });
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private static BoardEvent Event(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetGuid(3),
        row.IsDBNull(4) ? null : row.GetString(4));

    private static int Int(NpgsqlDataReader row, int column) => (int)row.GetInt64(column);

    private static async Task<List<T>> RowsAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        await reader.NextResultAsync(cancellation);
        return rows;
    }
}
