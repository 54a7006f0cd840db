using System.Globalization;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Reviewing;

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
    EntryStatus Status,
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

    // All joins are to keys: the database leaves out those that a filter does not look at.
    private const string Rows = """
        FROM entry s
        LEFT JOIN unit u ON u.id = s.unit_id
        LEFT JOIN entry_version e ON e.id = s.current_version_id
        LEFT JOIN video v ON v.id = coalesce(s.video_id, e.video_id)
        """;

    /// <summary>One page; refused to anybody but coordinators and observers.</summary>
    public async Task<Outcome<EntryPage>> PageAsync(
        Actor actor, EntryFilter filter, EntryOrder order, bool descending, int page, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator) && !actor.Is(Role.Observer))
        {
            return Refusal.Forbidden;
        }

        if ((filter.ReviewerId is not null || filter.IsSplit) && !actor.Is(Role.Coordinator))
        {
            // An observer sees progress, never persons or marks.
            return Refusal.Forbidden;
        }

        return await ReadAsync(actor, filter, order, descending, Math.Max(1, page), cancellation);
    }

    /// <summary>How many entries each filter finds, in one round trip: the numbers that lead to the lists.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(
        Actor actor, IReadOnlyList<EntryFilter> filters, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator) || filters.Count == 0)
        {
            return [.. filters.Select(_ => 0)];
        }

        await using var batch = source.CreateBatch();
        foreach (var filter in filters)
        {
            var command = new NpgsqlBatchCommand();
            command.CommandText =
                $"SELECT count(*) {Rows} WHERE {filter.Where(command.Parameters, actor, time.GetUtcNow())}";
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

    private async Task<EntryPage> ReadAsync(
        Actor actor, EntryFilter filter, EntryOrder order, bool descending, int number, CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        var count = new NpgsqlBatchCommand();
        count.CommandText = $"SELECT count(*) {Rows} WHERE {filter.Where(count.Parameters, actor, time.GetUtcNow())}";
        batch.BatchCommands.Add(count);
        batch.BatchCommands.Add(Lines(actor, filter, order, descending, number));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellation);
        var lines = new List<EntryLine>(PageSize);
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(Line(reader));
        }

        return new EntryPage(lines, total, number, PageSize);
    }

    /// <summary>
    /// Apart from the count, so that the usual order is read from its index and stops after one page.
    /// </summary>
    private NpgsqlBatchCommand Lines(Actor actor, EntryFilter filter, EntryOrder order, bool descending, int number)
    {
        var command = new NpgsqlBatchCommand();
        var where = filter.Where(command.Parameters, actor, time.GetUtcNow());
        command.Parameters.AddWithValue("size", PageSize);
        command.Parameters.AddWithValue("skip", (number - 1) * (long)PageSize);
        command.CommandText = $"""
            SELECT s.id, s.entry_number, s.profile ->> 'title', s.unit_id, u.name, s.status, v.id, v.status, s.updated_at, p.sha256,
                (SELECT count(*) FROM review r WHERE r.entry_version_id = s.current_version_id AND {FilterCondition.Review(ReviewFilter.Done)}),
                (SELECT count(*) FROM review r WHERE r.entry_version_id = s.current_version_id AND {ReviewCondition.HoldsSeat("r")})
            {Rows}
            LEFT JOIN video_picture p ON p.video_id = v.id AND p.kind = 'poster_small' AND p.position = v.poster_position
            WHERE {where}
            ORDER BY {Sorted(order, descending)}
            LIMIT @size OFFSET @skip
            """;
        return command;
    }

    private static string Sorted(EntryOrder order, bool descending)
    {
        var column = order switch
        {
            EntryOrder.Title => "lower(s.profile ->> 'title')",
            EntryOrder.Unit => "lower(u.name)",
            EntryOrder.Updated => "s.updated_at",
            EntryOrder.Number => "s.entry_number",
        };

        // The id makes the order total, so that no row stands on two pages.
        return string.Create(
            CultureInfo.InvariantCulture, $"{column} {(descending ? "DESC" : "ASC")} NULLS LAST, s.id");
    }

    private static EntryLine Line(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.GetGuid(3),
        row.GetString(4),
        SnakeCase.Parse<EntryStatus>(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetGuid(6),
        row.IsDBNull(7) ? null : SnakeCase.Parse<VideoStatus>(row.GetString(7)),
        row.IsDBNull(9) ? null : row.GetString(9),
        (int)row.GetInt64(10),
        (int)row.GetInt64(11),
        row.GetFieldValue<DateTimeOffset>(8));
}
