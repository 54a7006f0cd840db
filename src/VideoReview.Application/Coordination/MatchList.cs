using Npgsql;
using NpgsqlTypes;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Coordination;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Coordination;

/// <summary>Two videos that are alike.</summary>
/// <param name="Video">The later one.</param>
/// <param name="From">Where in the later one the stretch begins that both have.</param>
/// <param name="To">Null = to the end.</param>
/// <param name="OtherFrom">Where it begins in the other.</param>
/// <param name="SetAsideBy">Null = nobody has.</param>
public sealed record MatchLine(
    Guid Id, MatchKind Kind, int ConfidencePercent, int SharePercent, TimeSpan From, TimeSpan? To, TimeSpan OtherFrom,
    DateTimeOffset FoundAt,
    DateTimeOffset? SetAsideAt, string? SetAsideBy, string? SetAsideReason, MatchSide Video, MatchSide Other)
{
    /// <summary>Where the stretch ends in the other; null = to the end.</summary>
    public TimeSpan? OtherTo => To is { } to ? OtherFrom + (to - From) : null;
}

/// <param name="Number">1, 2, ...</param>
public sealed record MatchPage(IReadOnlyList<MatchLine> Lines, long Total, int Number, int Size);

/// <summary>Which matches a list shows.</summary>
/// <param name="PeriodId">Of the later video; null = of every period that is not archived.</param>
/// <param name="AreSetAside">Those that somebody set aside, in place of those that wait.</param>
public sealed record MatchFilter(Guid? PeriodId = null, bool AreSetAside = false);

/// <summary>Reads the matches of videos, for coordinators alone; nobody else learns that there are any.</summary>
public sealed class MatchList(NpgsqlDataSource source)
{
    public const int PageSize = 20;

    /// <summary>On the page of one entry.</summary>
    public const int MostOfEntry = 10;

    /// <summary>
    /// Both videos stand for their entries, and the later one is still to be judged: a video that its author replaced,
    /// or withdrew to send it elsewhere, is nobody's copy.
    /// </summary>
    private static readonly string Matter = $"""
        {MatchSide.StandsNow("later")} AND {MatchSide.StandsNow("other")} AND NOT {EntryCondition.IsEnded("later_s")}
            AND NOT {EntryCondition.Is("other_s", EntryStatus.Withdrawn)}
        """;

    private static readonly string Which = $"""
        {MatchSide.Joins("later", "video_id")} {MatchSide.Joins("other", "other_video_id")}
        WHERE (m.set_aside_at IS NOT NULL) = @aside AND {Matter} AND (later_p.id = @period OR (@period IS NULL AND NOT {PeriodCondition.Is("later_p", PeriodStatus.Archived)}))
        """;

    private static readonly string Count = $"SELECT count(*) FROM video_match m {Which}";

    private static readonly string All = $"""
        SELECT {MatchSide.Columns("later")}, {MatchSide.Columns("other")}, m.id, m.kind, m.confidence_percent, m.share_percent, m.from_milliseconds, m.to_milliseconds,
            m.other_from_milliseconds, m.found_at, m.set_aside_at, person.display_name, m.set_aside_reason
        FROM video_match m LEFT JOIN account person ON person.id = m.set_aside_by
        """;

    private static readonly string Lines =
        $"{All} {Which} ORDER BY m.confidence_percent DESC, m.id DESC LIMIT @size OFFSET @skip";

    private static readonly string OfEntry = $"""
        {All} {MatchSide.Joins("later", "video_id")} {MatchSide.Joins("other", "other_video_id")}
        WHERE (m.video_id = @video OR m.other_video_id = @video) AND {Matter} ORDER BY m.set_aside_at IS NOT NULL, m.confidence_percent DESC, m.id DESC LIMIT @size
        """;

    private static readonly string One = $"""
        {All} {MatchSide.Joins("later", "video_id")} {MatchSide.Joins("other", "other_video_id")} WHERE m.id = @id
        """;

    /// <summary>The surest first. Nothing for anybody but coordinators.</summary>
    public async Task<MatchPage> PageAsync(Actor actor, MatchFilter filter, int page, CancellationToken cancellation)
    {
        var number = Math.Max(1, page);
        var total = await CountAsync(actor, filter, cancellation);
        var lines = total == 0 ? [] : await ReadAsync(
            actor, With(Lines, filter, new("size", PageSize), new("skip", (number - 1) * (long)PageSize)),
            cancellation);
        return new(lines, total, number, PageSize);
    }

    /// <summary>0 for anybody but coordinators.</summary>
    public async Task<long> CountAsync(Actor actor, MatchFilter filter, CancellationToken cancellation)
    {
        if (!MatchRules.MaySee(actor))
        {
            return 0;
        }

        await using var command = With(Count, filter);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>
    /// What the video of an entry is like: first what waits, the surest first. Empty for anybody but coordinators.
    /// </summary>
    public async Task<IReadOnlyList<MatchLine>> OfVideoAsync(Actor actor, Guid videoId, CancellationToken cancellation)
    {
        var command = source.CreateCommand(OfEntry);
        command.Parameters.AddWithValue("video", videoId);
        command.Parameters.AddWithValue("size", MostOfEntry);
        return await ReadAsync(actor, command, cancellation);
    }

    /// <summary>Null = no such match for this person.</summary>
    public async Task<MatchLine?> FindAsync(Actor actor, Guid matchId, CancellationToken cancellation)
    {
        var command = source.CreateCommand(One);
        command.Parameters.AddWithValue("id", matchId);
        return (await ReadAsync(actor, command, cancellation)).SingleOrDefault();
    }

    private NpgsqlCommand With(string sql, MatchFilter filter, params NpgsqlParameter[] further)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("aside", filter.AreSetAside);
        command.Parameters.AddWithValue("period", NpgsqlDbType.Uuid, (object?)filter.PeriodId ?? DBNull.Value);
        command.Parameters.AddRange(further);
        return command;
    }

    private static async Task<List<MatchLine>> ReadAsync(
        Actor actor, NpgsqlCommand command, CancellationToken cancellation)
    {
        await using (command)
        {
            var lines = new List<MatchLine>();
            if (MatchRules.MaySee(actor))
            {
                await using var row = await command.ExecuteReaderAsync(cancellation);
                while (await row.ReadAsync(cancellation))
                {
                    lines.Add(Read(row));
                }
            }

            return lines;
        }
    }

    private static MatchLine Read(NpgsqlDataReader row)
    {
        var at = 2 * MatchSide.ColumnCount;
        return new(
            row.GetGuid(at), SnakeCase.Parse<MatchKind>(row.GetString(at + 1)), row.GetInt32(at + 2),
            row.GetInt32(at + 3), Time(row, at + 4)!.Value, Time(row, at + 5), Time(row, at + 6)!.Value,
            row.GetFieldValue<DateTimeOffset>(at + 7),
            row.IsDBNull(at + 8) ? null : row.GetFieldValue<DateTimeOffset>(at + 8),
            row.IsDBNull(at + 9) ? null : row.GetString(at + 9), row.IsDBNull(at + 10) ? null : row.GetString(at + 10),
            MatchSide.Read(row, 0), MatchSide.Read(row, MatchSide.ColumnCount));
    }

    private static TimeSpan? Time(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : TimeSpan.FromMilliseconds(row.GetInt32(at));
}
