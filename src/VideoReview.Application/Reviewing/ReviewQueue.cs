using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>Reads a reviewer's queue in one period.</summary>
public sealed class ReviewQueue(NpgsqlDataSource source, ReviewPeriodList list)
{
    /// <summary>Final reviews on one page.</summary>
    public const int PageSize = 20;

    private const string Line = $$"""
        SELECT r.id, r.status, s.entry_number, v.profile ->> 'title', u.name, p.time_zone, v.video_id, i.sha256,
            (SELECT count(*) FROM review_score x WHERE x.review_id = r.id AND x.score IS NOT NULL), jsonb_array_length(b.rubric -> 'points'),
            r.due_at, r.lease_until, r.final_at
        FROM review r
        JOIN entry s ON s.id = r.entry_id
        JOIN entry_version v ON v.id = r.entry_version_id
        JOIN unit u ON u.id = s.unit_id
        JOIN period p ON p.id = r.period_id
        JOIN rubric_version b ON b.id = r.rubric_version_id
        JOIN video f ON f.id = v.video_id
        LEFT JOIN video_picture i ON i.video_id = f.id AND i.kind = 'poster_small' AND i.position = f.poster_position
        WHERE r.reviewer_id = @reviewer AND r.period_id = @period AND NOT {{ConflictCondition.Sql}}
        """;

    private static readonly string IsFinal = ReviewCondition.Is("r", ReviewStatus.Final);

    private static readonly string Open = $"""
        {Line} AND {ClaimCondition.IsOwnWork}
        ORDER BY {ReviewCondition.Is("r", ReviewStatus.Draft)} DESC, {ReviewCondition.Is("r", ReviewStatus.Claimed)} DESC, r.due_at NULLS LAST, r.position, r.id
        """;

    private static readonly string Finals =
        $"{Line} AND {IsFinal} ORDER BY r.final_at DESC, r.id LIMIT @limit OFFSET @offset";

    // Seats are counted beside each entry; only those not yet final are looked at here, and among them the claims
    // that are over and not yet swept.
    private static readonly string Counts = $"""
        WITH waiting AS MATERIALIZED (
            SELECT r.entry_version_id, count(*) AS waiting, count(*) FILTER (WHERE {ReviewCondition.MayBeClaimedAgain("r")}) AS lapsed
            FROM review r
            WHERE r.period_id = @period AND {ReviewCondition.IsUnderWay("r")} GROUP BY r.entry_version_id),
        own AS MATERIALIZED (
            SELECT o.entry_id, bool_or({ReviewCondition.Is("o", ReviewStatus.Final)}) AS done, bool_or({ReviewCondition.IsGivenBack("o")}) AS given_back,
                bool_or({ReviewCondition.IsUnderWay("o")} AND {ReviewCondition.HoldsSeat("o")}) AS mine
            FROM review o WHERE o.reviewer_id = @reviewer AND o.period_id = @period AND NOT {ReviewCondition.Is("o", ReviewStatus.Superseded)} GROUP BY o.entry_id)
        SELECT t.why, count(*) FROM (
            SELECT CASE
                WHEN NOT {ClaimCondition.IsClean} THEN 'conflict'
                WHEN own.done THEN 'done'
                WHEN own.mine THEN 'mine'
                WHEN own.given_back THEN 'given_back'
                WHEN {EntryCondition.Is("s", EntryStatus.Reviewed)} THEN 'enough'
                WHEN s.seats_held - coalesce(w.lapsed, 0) < p.seats_per_video THEN 'claimable'
                WHEN s.seats_held - coalesce(w.waiting, 0) >= p.seats_per_video THEN 'enough'
                ELSE 'taken' END AS why
            {ClaimCondition.From} LEFT JOIN own ON own.entry_id = s.id LEFT JOIN waiting w ON w.entry_version_id = s.current_version_id
            WHERE s.period_id = @period AND {EntryCondition.TakesReviewers("s")} AND {PeriodCondition.IsRunning("p")}) t
        GROUP BY t.why
        """;

    private static readonly string Scores = $"""
        SELECT x.score, count(*) FROM review r JOIN review_score x ON x.review_id = r.id
        WHERE r.reviewer_id = @reviewer AND r.period_id = @period AND {IsFinal} AND x.score IS NOT NULL
        GROUP BY x.score
        """;

    /// <summary>Every score of the scale, also those never given; none before the first final review.</summary>
    private static readonly string Scale = $"""
        SELECT n.score FROM period p JOIN rubric_version b ON b.id = p.rubric_version_id
        CROSS JOIN LATERAL generate_series(0::numeric, coalesce((b.rubric ->> 'highestScore')::numeric, 4), coalesce((b.rubric ->> 'step')::numeric, 1)) AS n (score)
        WHERE p.id = @period AND EXISTS (SELECT FROM review r WHERE r.reviewer_id = @reviewer AND r.period_id = p.id AND {IsFinal})
        ORDER BY n.score
        """;

    /// <summary>The actor's own queue in the period asked for, or chosen; refused to anybody but reviewers.</summary>
    /// <param name="page">Of the final reviews: 1, 2, ...</param>
    public async Task<Outcome<QueueView>> ShowAsync(
        Actor actor, Guid? periodId, int page, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Reviewer))
        {
            return Refusal.Forbidden;
        }

        var periods = await list.ListAsync(actor, cancellation);
        return ReviewPeriodList.Choose(periods, periodId) is { } period
            ? await ReadAsync(actor, periods, period, Math.Clamp(page, 1, PagesOf(period)), cancellation)
            : new QueueView(periods, null, [], [], 1, new(0, 0, 0, 0, 0, 0, 0), []);
    }

    private static int PagesOf(ReviewPeriod period) => Math.Max(1, (period.Finals + PageSize - 1) / PageSize);

    private async Task<QueueView> ReadAsync(
        Actor actor, IReadOnlyList<ReviewPeriod> periods, ReviewPeriod period, int page,
        CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = Batch(connection, actor.AccountId, period.Id, page);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var open = await RowsAsync(reader, LineOf, cancellation);
        var finals = await RowsAsync(reader, LineOf, cancellation);
        var counts = CountsOf(
            await RowsAsync(reader, row => KeyValuePair.Create(row.GetString(0), (int)row.GetInt64(1)), cancellation));
        var scores = (await RowsAsync(
            reader, row => KeyValuePair.Create(row.GetDecimal(0), (int)row.GetInt64(1)), cancellation))
            .ToDictionary();
        var scale = await RowsAsync(reader, row => row.GetDecimal(0), cancellation);
        return new(
            periods, period, open, finals, page, counts,
            [.. scale.Select(score => new ScoreBar(score, scores.GetValueOrDefault(score)))]);
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, Guid reviewer, Guid period, int page)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[Open, Finals, Counts, Scores, Scale])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue("reviewer", reviewer);
            command.Parameters.AddWithValue("period", period);
            command.Parameters.AddWithValue("limit", PageSize);
            command.Parameters.AddWithValue("offset", (page - 1) * PageSize);
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private static ClaimCounts CountsOf(IEnumerable<KeyValuePair<string, int>> rows)
    {
        var by = rows.ToDictionary(StringComparer.Ordinal);
        return new(
            by.GetValueOrDefault("claimable"), by.GetValueOrDefault("mine"), by.GetValueOrDefault("done"),
            by.GetValueOrDefault("conflict"),
            by.GetValueOrDefault("given_back"), by.GetValueOrDefault("enough"), by.GetValueOrDefault("taken"));
    }

    private static QueueLine LineOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), SnakeCase.Parse<ReviewStatus>(row.GetString(1)), Text(row, 2), Text(row, 3), row.GetString(4),
        row.GetString(5), row.GetGuid(6), Text(row, 7),
        (int)row.GetInt64(8), row.GetInt32(9), Moment(row, 10), Moment(row, 11), Moment(row, 12));

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

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
