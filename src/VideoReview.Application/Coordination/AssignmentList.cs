using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Reviewing;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Coordination;

/// <summary>One of the entries that a coordinator is about to assign.</summary>
/// <param name="Seats">Seats taken on the current version.</param>
/// <param name="SeatsWanted">Of the period.</param>
public sealed record AssignableEntry(
    Guid Id, string? EntryNumber, string? Title, string UnitName, EntryStatus Status, int Seats, int SeatsWanted,
    string TimeZone);

/// <summary>The chosen entries as the assignment page previews them.</summary>
public sealed class AssignmentList(NpgsqlDataSource source)
{
    /// <summary>As many as one page of the list can tick.</summary>
    public const int Most = EntryList.PageSize;

    private static readonly string Query = $"""
        SELECT s.id, s.entry_number, s.profile ->> 'title', u.name, s.status,
            (SELECT count(*) FROM review r WHERE r.entry_version_id = s.current_version_id AND {ReviewCondition.HoldsSeat("r")}),
            p.seats_per_video, p.time_zone
        FROM entry s JOIN unit u ON u.id = s.unit_id JOIN period p ON p.id = s.period_id
        WHERE s.id = ANY (@ids) ORDER BY s.entry_number NULLS LAST, s.id LIMIT @most
        """;

    /// <summary>Those that exist, by number; nothing for anybody but coordinators.</summary>
    public async Task<IReadOnlyList<AssignableEntry>> ReadAsync(
        Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator) || ids.Count == 0)
        {
            return [];
        }

        await using var command = source.CreateCommand(Query);
        command.Parameters.AddWithValue("ids", ids.ToArray());
        command.Parameters.AddWithValue("most", Most);
        var entries = new List<AssignableEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(new(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3),
                SnakeCase.Parse<EntryStatus>(reader.GetString(4)), (int)reader.GetInt64(5), reader.GetInt32(6),
                reader.GetString(7)));
        }

        return entries;
    }
}
