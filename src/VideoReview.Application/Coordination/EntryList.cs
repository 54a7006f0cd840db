using System.Globalization;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Submissions;

namespace VideoReview.Application.Coordination;

/// <summary>Columns that the list sorts by.</summary>
public enum EntryOrder
{
    Number,
    Title,
    Unit,
    Updated,
}

/// <summary>One line of the coordinator's list.</summary>
/// <param name="Finals">Final reviews of the current version.</param>
/// <param name="Seats">Final, drafted, assigned or claimed reviews of the current version.</param>
/// <param name="PosterSha256">Small poster's content hash; null = no picture yet.</param>
public sealed record EntryLine(
    Guid Id,
    string? EntryNumber,
    string? Title,
    Guid UnitId,
    string UnitName,
    SubmissionStatus Status,
    Guid? VideoId,
    VideoStatus? VideoStatus,
    string? PosterSha256,
    int Finals,
    int Seats,
    DateTimeOffset UpdatedAt);

/// <summary>One page of entries and how many there are in all.</summary>
/// <param name="Number">1, 2, ...</param>
public sealed record EntryPage(IReadOnlyList<EntryLine> Lines, long Total, int Number, int Size);

/// <summary>The coordinator's list: searched, filtered, sorted and paged by the database.</summary>
public sealed class EntryList(NpgsqlDataSource source, TimeProvider time)
{
    public const int PageSize = 50;

    private const string Rows = """
        FROM submission s
        JOIN unit u ON u.id = s.unit_id
        LEFT JOIN entry_version e ON e.id = s.current_version_id
        LEFT JOIN video v ON v.id = coalesce(s.video_id, e.video_id)
        """;

    /// <summary>One page; refused to anybody but coordinators and observers.</summary>
    public async Task<Outcome<EntryPage>> PageAsync(Actor actor, EntryFilter filter, EntryOrder order, bool descending, int page, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator) && !actor.Is(Role.Observer))
        {
            return Refusal.Forbidden;
        }

        if (filter.ReviewerId is not null && !actor.Is(Role.Coordinator))
        {
            // An observer sees progress, never persons.
            return Refusal.Forbidden;
        }

        return await ReadAsync(filter, order, descending, Math.Max(1, page), cancellation);
    }

    /// <summary>How many entries each filter finds, in one round trip: the numbers that lead to the lists.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(Actor actor, IReadOnlyList<EntryFilter> filters, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator) || filters.Count == 0)
        {
            return [.. filters.Select(_ => 0)];
        }

        await using var batch = source.CreateBatch();
        foreach (var filter in filters)
        {
            var command = new NpgsqlBatchCommand();
            command.CommandText = $"SELECT count(*) {Rows} WHERE {filter.Where(command.Parameters, time.GetUtcNow())}";
            batch.BatchCommands.Add(command);
        }

        var counts = new List<int>(filters.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        do
        {
            await reader.ReadAsync(cancellation);
            counts.Add((int)reader.GetInt64(0));
        }
        while (await reader.NextResultAsync(cancellation));
        return counts;
    }

    private async Task<EntryPage> ReadAsync(EntryFilter filter, EntryOrder order, bool descending, int number, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand();
        var where = filter.Where(command.Parameters, time.GetUtcNow());
        command.Parameters.AddWithValue("size", PageSize);
        command.Parameters.AddWithValue("skip", (number - 1) * (long)PageSize);
        command.CommandText = $"""
            WITH found AS (
                SELECT s.id, s.entry_number, s.profile ->> 'title' AS title, s.unit_id, u.name AS unit_name, s.status, s.current_version_id,
                    v.id AS video_id, v.status AS video_status, s.updated_at, count(*) OVER () AS total,
                    row_number() OVER (ORDER BY {Sorted(order, descending)}) AS place
                {Rows}
                WHERE {where}
                ORDER BY place
                LIMIT @size OFFSET @skip)
            SELECT f.*, p.sha256,
                (SELECT count(*) FROM review r WHERE r.entry_version_id = f.current_version_id AND r.status = 'final'),
                (SELECT count(*) FROM review r WHERE r.entry_version_id = f.current_version_id
                    AND (r.status IN ('final', 'draft', 'assigned') OR (r.status = 'claimed' AND r.lease_until > now())))
            FROM found f
            LEFT JOIN video_picture p ON p.video_id = f.video_id AND p.kind = 'poster_small'
            ORDER BY f.place
            """;
        var lines = new List<EntryLine>(PageSize);
        var total = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            total = reader.GetInt64(10);
            lines.Add(Line(reader));
        }

        return new EntryPage(lines, total, number, PageSize);
    }

    private static string Sorted(EntryOrder order, bool descending)
    {
        var column = order switch
        {
            EntryOrder.Title => "lower(s.profile ->> 'title')",
            EntryOrder.Unit => "lower(u.name)",
            EntryOrder.Updated => "s.updated_at",
            _ => "s.entry_number",
        };

        // The id makes the order total, so that no row stands on two pages.
        return string.Create(CultureInfo.InvariantCulture, $"{column} {(descending ? "DESC" : "ASC")} NULLS LAST, s.id");
    }

    private static EntryLine Line(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.GetGuid(3),
        row.GetString(4),
        SnakeCase.Parse<SubmissionStatus>(row.GetString(5)),
        row.IsDBNull(7) ? null : row.GetGuid(7),
        row.IsDBNull(8) ? null : SnakeCase.Parse<VideoStatus>(row.GetString(8)),
        row.IsDBNull(12) ? null : row.GetString(12),
        (int)row.GetInt64(13),
        (int)row.GetInt64(14),
        row.GetFieldValue<DateTimeOffset>(9));
}
