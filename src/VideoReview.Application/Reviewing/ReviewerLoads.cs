using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>One reviewer who could be asked.</summary>
/// <param name="Open">Assigned, claimed or drafted in the entries' periods.</param>
/// <param name="Conflicts">Those of the entries that this reviewer must not judge.</param>
/// <param name="Declined">Those of which this reviewer declined any version.</param>
/// <param name="Held">What the reviewer has or had of the entries' current versions.</param>
public sealed record ReviewerChoice(
    Guid Id, string Name, string? UnitName, int Open, int Finals, int Late, IReadOnlyList<Guid> Conflicts,
    IReadOnlyDictionary<Guid, ReviewStatus> Held, IReadOnlyList<Guid> Declined)
{
    /// <summary>Null = the entry may be given to this reviewer: what the act asks too.</summary>
    public Refusal? WhyNotGive(Guid entry) => OversightRules.WhyNotGive(
        Conflicts.Contains(entry), Declined.Contains(entry),
        Held.TryGetValue(entry, out var status) ? status : null);
}

/// <summary>Every active reviewer, least loaded first.</summary>
public sealed record ReviewerChoices(IReadOnlyList<ReviewerChoice> All);

/// <summary>Whom a coordinator may ask for these entries: load, conflict and what each has already.</summary>
public sealed class ReviewerLoads(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly string Query = $"""
        SELECT a.id, a.display_name, u.name, l.open, l.finals, l.late,
            ARRAY(SELECT s.id FROM entry s CROSS JOIN LATERAL (SELECT a.id AS reviewer) asked
                WHERE s.id = ANY (@entries) AND {ConflictCondition.Sql.Replace("@reviewer", "asked.reviewer", StringComparison.Ordinal)}),
            ARRAY(SELECT s.id FROM entry s JOIN review h ON h.entry_version_id = s.current_version_id AND h.reviewer_id = a.id WHERE s.id = ANY (@entries) ORDER BY s.id),
            ARRAY(SELECT h.status FROM entry s JOIN review h ON h.entry_version_id = s.current_version_id AND h.reviewer_id = a.id WHERE s.id = ANY (@entries) ORDER BY s.id),
            ARRAY(SELECT DISTINCT d.entry_id FROM review d WHERE d.reviewer_id = a.id AND d.entry_id = ANY (@entries) AND {ReviewCondition.Is("d", ReviewStatus.Declined)})
        FROM account a
        LEFT JOIN unit u ON u.id = a.unit_id
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE {ReviewCondition.IsUnderWay("r")}) AS open,
                count(*) FILTER (WHERE {ReviewCondition.Is("r", ReviewStatus.Final)}) AS finals,
                count(*) FILTER (WHERE {ReviewCondition.IsUnderWay("r")} AND r.due_at < @now) AS late
            FROM review r WHERE r.reviewer_id = a.id AND r.period_id IN (SELECT period_id FROM entry WHERE id = ANY (@entries))) l
        WHERE a.is_active AND 'reviewer' = ANY (a.roles)
        ORDER BY l.open, a.display_name, a.id
        """;

    /// <summary>Every active reviewer, least loaded first; refused to anybody but coordinators.</summary>
    public async Task<Outcome<ReviewerChoices>> ListAsync(
        Actor actor, IReadOnlyCollection<Guid> entryIds, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return Refusal.Forbidden;
        }

        await using var command = source.CreateCommand(Query);
        command.Parameters.AddWithValue("entries", entryIds.ToArray());
        command.Parameters.AddWithValue("now", time.GetUtcNow().UtcDateTime);
        var choices = new List<ReviewerChoice>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var held = reader.GetFieldValue<Guid[]>(7)
                .Zip(reader.GetFieldValue<string[]>(8).Select(SnakeCase.Parse<ReviewStatus>));
            choices.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                (int)reader.GetInt64(3), (int)reader.GetInt64(4), (int)reader.GetInt64(5),
                reader.GetFieldValue<Guid[]>(6), held.ToDictionary(h => h.First, h => h.Second),
                reader.GetFieldValue<Guid[]>(9)));
        }

        return new ReviewerChoices(choices);
    }
}
