using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Scoring;

/// <summary>All that goes into the result of a period: the rubric and every final review, read in one query.</summary>
internal sealed record ResultInput(
    string PeriodName, Guid RubricVersionId, Rubric Rubric, IReadOnlyList<ResultEntry> Entries)
{
    private const string RubricOf = """
        SELECT v.id, v.rubric, p.name FROM period p JOIN rubric_version v ON v.id = p.rubric_version_id
        WHERE p.id = @period
        """;

    private static readonly string Finals = $"""
        SELECT s.id, s.entry_number, s.current_version_id, {EntryCondition.IsComplete("s")}, r.id, t.scores, e.profile ->> 'title', u.name
        FROM entry s
        JOIN unit u ON u.id = s.unit_id
        LEFT JOIN entry_version e ON e.id = s.current_version_id
        LEFT JOIN review r ON r.entry_version_id = s.current_version_id AND {MarkCondition.Counts("r")}
        LEFT JOIN LATERAL (
            SELECT array_agg(rs.score ORDER BY array_position(@codes, rs.point_code)) AS scores
            FROM review_score rs WHERE rs.review_id = r.id AND rs.point_code = ANY (@codes)) t ON true
        WHERE s.period_id = @period AND {EntryCondition.IsInResult("s")}
        ORDER BY s.id, r.id
        """;

    /// <summary>SHA-256 (hex) over names, rubric, entries and scores: equal exactly when the same went in.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, PeriodName + "\n" + Json.Canonical(Rubric));
        foreach (var entry in Entries)
        {
            Append(hash, string.Create(
                CultureInfo.InvariantCulture,
                $"\n{entry.EntryId}|{entry.EntryNumber}|{entry.EntryVersionId}|"
                    + $"{(entry.IsComplete ? 1 : 0)}|{entry.Title}|{entry.UnitName}"));
            foreach (var review in entry.Finals)
            {
                Append(hash, string.Create(CultureInfo.InvariantCulture, $"\n {review.ReviewId}"));
                foreach (var point in Rubric.Points)
                {
                    Append(hash, review.Scores[point.Code].ToString("0.###", CultureInfo.InvariantCulture) + ";");
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads within the caller's connection, and transaction if it has one; null = no such period.</summary>
    public static async Task<ResultInput?> ReadAsync(
        NpgsqlConnection connection, Guid periodId, CancellationToken cancellation)
    {
        if (await ReadRubricAsync(connection, periodId, cancellation) is not { } rubric)
        {
            return null;
        }

        var codes = rubric.Rubric.Points.Select(point => point.Code).ToArray();
        await using var command = new NpgsqlCommand(Finals, connection) { CommandTimeout = 120 };
        command.Parameters.AddWithValue("period", periodId);
        command.Parameters.AddWithValue("codes", codes);
        var entries = new List<ResultEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var id = reader.GetGuid(0);
            if (entries.Count == 0 || entries[^1].EntryId != id)
            {
                entries.Add(new ResultEntry(
                    id, reader.GetString(1), reader.GetGuid(2), reader.GetBoolean(3), new List<FinalScores>(3),
                    reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetString(7)));
            }

            if (!reader.IsDBNull(4))
            {
                var scores = reader.GetFieldValue<decimal[]>(5);
                ((List<FinalScores>)entries[^1].Finals).Add(new FinalScores(
                    reader.GetGuid(4),
                    codes.Zip(scores).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal)));
            }
        }

        return new ResultInput(rubric.PeriodName, rubric.Id, rubric.Rubric, entries);
    }

    private static async Task<(Guid Id, Rubric Rubric, string PeriodName)?> ReadRubricAsync(
        NpgsqlConnection connection, Guid periodId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RubricOf, connection);
        command.Parameters.AddWithValue("period", periodId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.GetGuid(0), Json.Read<Rubric>(reader.GetString(1)), reader.GetString(2))
            : null;
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
