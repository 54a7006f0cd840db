using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submitting;

namespace VideoReview.Application.Submitting;

/// <summary>An upload that was begun and not finished.</summary>
public sealed record UploadOfCard(Guid Id, string FileName, long OffsetBytes, long LengthBytes)
{
    public int Percent => (int)(OffsetBytes * 100 / LengthBytes);
}

/// <summary>One card of "Inovasi saya".</summary>
/// <param name="IsOwn">False = a unit below, read only.</param>
/// <param name="Due">The returned entry's own date, otherwise the unit's closing; exclusive.</param>
/// <param name="PosterSha256">Small poster's content hash; null = no picture yet.</param>
/// <param name="Missing">What it lacks before it can be sent; empty when it is not to be sent.</param>
public sealed record EntryCard(
    Guid Id, string? EntryNumber, string? Title, string UnitName, bool IsOwn, EntryStatus Status, string PeriodName,
    PeriodStatus PeriodStatus, string TimeZone,
    DateTimeOffset Due, string? ReturnNote, Guid? VideoId, VideoStatus? VideoStatus, string? PosterSha256,
    UploadOfCard? Upload, IReadOnlyList<Refusal> Missing)
{
    /// <summary>Waits for the unit: a draft or a returned entry of a running period.</summary>
    public bool IsToBeSent => IsOwn && EntrySets.IsWritten(Status) && PeriodLife.IsRunning(PeriodStatus);
}

/// <summary>One page of cards and how many there are in all.</summary>
public sealed record CardPage(IReadOnlyList<EntryCard> Cards, long Total, int Number, int Size);

/// <summary>
/// The entries of the own unit and of the units below it, as the submitting side sees them: no
/// decision before it is published.
/// </summary>
public sealed class OwnEntries(NpgsqlDataSource source, TimeProvider time)
{
    public const int PageSize = 24;

    // What waits for the unit stands first, the nearest date in front; then the newest.
    private static readonly string Cards = $"""
        WITH seen AS (
            SELECT s.*, u.name AS unit_name, p.name AS period_name, p.status AS period_status, p.time_zone,
                CASE WHEN {EntryCondition.Is("s", EntryStatus.Returned)} THEN s.return_due_at
                    ELSE greatest(p.closes_at, (SELECT max(x.closes_at) FROM extension x WHERE x.period_id = p.id AND (x.unit_id IS NULL OR x.unit_id = s.unit_id))) END AS due,
                s.unit_id = @unit AND {PeriodCondition.IsRunning("p")} AND ({EntryCondition.IsWritten("s")} OR ({EntryCondition.Is("s", EntryStatus.Submitted)} AND EXISTS (
                    SELECT FROM entry_version e JOIN video v ON v.id = e.video_id WHERE e.id = s.current_version_id AND v.status IN ('refused', 'failed')))) AS waits
            FROM entry s JOIN unit u ON u.id = s.unit_id JOIN period p ON p.id = s.period_id
            WHERE @unit = ANY (u.path)),
        page AS (
            SELECT c.*, count(*) OVER () AS total,
                row_number() OVER (ORDER BY (c.waits AND c.due > @now) DESC, CASE WHEN c.waits AND c.due > @now THEN c.due END, c.created_at DESC, c.id) AS place
            FROM seen c WHERE NOT @only_open OR c.waits ORDER BY place LIMIT @size OFFSET @skip)
        SELECT c.id, c.entry_number, c.profile, c.declarations, c.unit_name, c.unit_id = @unit, c.status, c.period_name, c.period_status, c.time_zone, c.due,
            c.return_note, v.id, v.status, i.sha256, o.id, o.file_name, o.offset_bytes, o.length_bytes, c.total
        FROM page c
        LEFT JOIN entry_version e ON e.id = c.current_version_id AND NOT {EntryCondition.IsWritten("c")}
        LEFT JOIN video v ON v.id = coalesce(e.video_id, c.video_id)
        LEFT JOIN video_picture i ON i.video_id = v.id AND i.kind = 'poster_small' AND i.position = v.poster_position
        LEFT JOIN LATERAL (SELECT up.* FROM upload up WHERE up.entry_id = c.id AND up.status = 'open' AND up.expires_at > @now ORDER BY up.created_at DESC, up.id LIMIT 1) o ON c.waits
        ORDER BY c.place
        """;

    /// <summary>One page of cards; empty for those who submit for no unit.</summary>
    public Task<CardPage> PageAsync(Actor actor, int page, CancellationToken cancellation) =>
        ReadAsync(actor, Math.Max(1, page), PageSize, false, cancellation);

    /// <summary>
    /// What waits for the actor's unit: drafts not yet sent, returned entries and sent ones whose video cannot be
    /// watched, the nearest date first.
    /// </summary>
    public async Task<IReadOnlyList<EntryCard>> WaitingAsync(Actor actor, int limit, CancellationToken cancellation) =>
        (await ReadAsync(actor, 1, limit, true, cancellation)).Cards;

    private async Task<CardPage> ReadAsync(
        Actor actor, int page, int size, bool onlyOpen, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Submitter) || actor.UnitId is not { } unit)
        {
            return new([], 0, page, size);
        }

        await using var command = source.CreateCommand(Cards);
        command.Parameters.AddWithValue("unit", unit);
        command.Parameters.AddWithValue("now", time.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue("only_open", onlyOpen);
        command.Parameters.AddWithValue("size", size);
        command.Parameters.AddWithValue("skip", (page - 1) * (long)size);
        var (cards, total) = (new List<EntryCard>(size), 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            cards.Add(Card(reader));
            total = reader.GetInt64(19);
        }

        return new(cards, total, page, size);
    }

    private EntryCard Card(NpgsqlDataReader row)
    {
        var profile = Json.Read<Profile>(row.GetString(2));
        var zone = row.GetString(9);
        var video = row.IsDBNull(13) ? (VideoStatus?)null : SnakeCase.Parse<VideoStatus>(row.GetString(13));
        var card = new EntryCard(
            row.GetGuid(0), Text(row, 1), string.IsNullOrWhiteSpace(profile.Title) ? null : profile.Title,
            row.GetString(4), row.GetBoolean(5), Shown(SnakeCase.Parse<EntryStatus>(row.GetString(6))),
            row.GetString(7), SnakeCase.Parse<PeriodStatus>(row.GetString(8)), zone,
            row.GetFieldValue<DateTimeOffset>(10), Text(row, 11), row.IsDBNull(12) ? null : row.GetGuid(12), video,
            Text(row, 14),
            row.IsDBNull(15) ? null : new(row.GetGuid(15), row.GetString(16), row.GetInt64(17), row.GetInt64(18)), []);
        var today = DateOnly.FromDateTime(Zone.Of(zone).Local(time.GetUtcNow()));
        return card.IsToBeSent
            ? card with { Missing = SubmitRules.Missing(profile, row.GetFieldValue<string[]>(3), video, today) }
            : card;
    }

    /// <summary>A decision is nobody's but the coordinators' until it is published.</summary>
    public static EntryStatus Shown(EntryStatus status) =>
        status is EntryStatus.Decided ? EntryStatus.Reviewed : status;

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
