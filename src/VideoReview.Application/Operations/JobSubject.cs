using Npgsql;

namespace VideoReview.Application.Operations;

/// <summary>Whose video a job works on, as lists of jobs name it.</summary>
/// <param name="Zone">The period's time zone.</param>
public sealed record JobSubject(Guid VideoId, Guid EntryId, Guid UnitId, string FileName, string? EntryNumber, string? Title, string UnitName, string Zone)
{
    internal const int ColumnCount = 8;

    /// <summary>On a row j (media_job).</summary>
    internal const string Joins = """
        JOIN video v ON v.id = j.video_id JOIN entry s ON s.id = v.entry_id JOIN unit u ON u.id = v.unit_id JOIN period p ON p.id = v.period_id
        """;

    /// <summary>They come first in a list of columns.</summary>
    internal const string Columns = "v.id, v.entry_id, v.unit_id, v.file_name, s.entry_number, s.profile ->> 'title', u.name, p.time_zone";

    internal static JobSubject Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6), row.GetString(7));
}
