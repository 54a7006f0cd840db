using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Operations;

/// <summary>One failed job with all that is known of its end.</summary>
/// <param name="Cause">Code of the cause's sentence.</param>
/// <param name="Detail">What the tool or the program said last.</param>
/// <param name="Command">The tool's command line; null = no tool failed.</param>
public sealed record FailedJob(Guid Id, MediaJobKind Kind, JobSubject Of, string Cause, string? Detail, string? Command, int? ExitStatus, int Attempt, DateTimeOffset FailedAt);

/// <param name="Number">1, 2, ...</param>
public sealed record FailurePage(IReadOnlyList<FailedJob> Jobs, long Total, int Number, int Size);

/// <summary>The failures of one group, one by one, the latest first.</summary>
public sealed class FailureList(NpgsqlDataSource source)
{
    public const int PageSize = 20;

    private const string Which = "j.state = 'failed' AND j.discarded_at IS NULL AND j.kind = @kind AND j.error_code = @cause";

    private static readonly string Lines = $"""
        SELECT {JobSubject.Columns}, j.id, j.kind, j.error_code, j.error_text, j.error_command, j.error_exit_status, j.attempt, j.finished_at
        FROM media_job j {JobSubject.Joins}
        WHERE {Which} ORDER BY j.finished_at DESC, j.id DESC LIMIT @size OFFSET @skip
        """;

    /// <summary>Refused to anybody but coordinator and admin.</summary>
    public async Task<Outcome<FailurePage>> PageAsync(Actor actor, FailureKey key, int page, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        var number = Math.Max(1, page);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command($"SELECT count(*) FROM media_job j WHERE {Which}", key));
        batch.BatchCommands.Add(Command(Lines, key, new("size", PageSize), new("skip", (number - 1) * (long)PageSize)));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var total = row.GetInt64(0);
        await row.NextResultAsync(cancellation);
        var jobs = new List<FailedJob>();
        while (await row.ReadAsync(cancellation))
        {
            jobs.Add(Read(row));
        }

        return new FailurePage(jobs, total, number, PageSize);
    }

    private static NpgsqlBatchCommand Command(string sql, FailureKey key, params NpgsqlParameter[] further)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddWithValue("kind", SnakeCase.Of(key.Kind));
        command.Parameters.AddWithValue("cause", key.Cause);
        command.Parameters.AddRange(further);
        return command;
    }

    private static FailedJob Read(NpgsqlDataReader row)
    {
        var at = JobSubject.ColumnCount;
        return new(
            row.GetGuid(at), SnakeCase.Parse<MediaJobKind>(row.GetString(at + 1)), JobSubject.Read(row), row.GetString(at + 2), row.IsDBNull(at + 3) ? null : row.GetString(at + 3),
            row.IsDBNull(at + 4) ? null : row.GetString(at + 4), row.IsDBNull(at + 5) ? null : row.GetInt32(at + 5), row.GetInt32(at + 6), row.GetFieldValue<DateTimeOffset>(at + 7));
    }
}
