using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Coordination;

/// <summary>One of two videos that are alike, with what tells them apart.</summary>
/// <param name="Zone">The period's time zone.</param>
/// <param name="PosterSha256">Small poster's content hash; null = no picture yet.</param>
public sealed record MatchSide(
    Guid VideoId, Guid EntryId, Guid UnitId, string UnitName, string? EntryNumber, string? Title, string PeriodName,
    string Zone, string FileName, long SizeBytes,
    TimeSpan? Duration, int? WidthPixels, int? HeightPixels, DateTimeOffset ReceivedAt, VideoStatus Status,
    string? PosterSha256)
{
    internal const int ColumnCount = 16;

    /// <summary>On a row m (video_match): the video's row {side}_v, its entry's {side}_s, and so on.</summary>
    internal static string Joins(string side, string video) => $"""
        JOIN video {side}_v ON {side}_v.id = m.{video} JOIN entry {side}_s ON {side}_s.id = {side}_v.entry_id JOIN unit {side}_u ON {side}_u.id = {side}_v.unit_id
        JOIN period {side}_p ON {side}_p.id = {side}_v.period_id LEFT JOIN entry_version {side}_e ON {side}_e.id = {side}_s.current_version_id
        """;

    internal static string Columns(string side) => $"""
        {side}_v.id, {side}_v.entry_id, {side}_v.unit_id, {side}_u.name, {side}_s.entry_number, {side}_s.profile ->> 'title',
        {side}_p.name, {side}_p.time_zone, {side}_v.file_name, {side}_v.size_bytes, ({side}_v.metadata ->> 'durationMilliseconds')::float8,
        ({side}_v.metadata ->> 'widthPixels')::int, ({side}_v.metadata ->> 'heightPixels')::int, {side}_v.received_at, {side}_v.status,
        (SELECT p.sha256 FROM video_picture p WHERE p.video_id = {side}_v.id AND p.kind = 'poster_small' AND p.position = {side}_v.poster_position)
        """;

    /// <summary>
    /// It is the video that its entry has, or was submitted with, now: not one that another has taken the place of.
    /// </summary>
    internal static string StandsNow(string side) =>
        $"coalesce({side}_v.id = {side}_s.video_id OR {side}_v.id = {side}_e.video_id, false)";

    internal static MatchSide Read(NpgsqlDataReader row, int at) => new(
        row.GetGuid(at), row.GetGuid(at + 1), row.GetGuid(at + 2), row.GetString(at + 3), Text(row, at + 4),
        Text(row, at + 5), row.GetString(at + 6), row.GetString(at + 7), row.GetString(at + 8), row.GetInt64(at + 9),
        row.IsDBNull(at + 10) ? null : TimeSpan.FromMilliseconds(row.GetDouble(at + 10)), Number(row, at + 11),
        Number(row, at + 12), row.GetFieldValue<DateTimeOffset>(at + 13),
        SnakeCase.Parse<VideoStatus>(row.GetString(at + 14)), Text(row, at + 15));

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static int? Number(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt32(at);
}
