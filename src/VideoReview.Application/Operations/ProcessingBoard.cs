using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Operations;

/// <summary>How full a lane is.</summary>
/// <param name="Due">Jobs that could begin now.</param>
/// <param name="Later">Jobs that wait for their next attempt.</param>
/// <param name="Oldest">How long the oldest due job has waited; null = none waits.</param>
public sealed record LaneLine(MediaLane Lane, int Due, int Later, int Running, TimeSpan? Oldest)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Jobs wait and nobody takes any, although their bells were rung again meanwhile.</summary>
    public bool IsUnattended => Running == 0 && Oldest > Patience;
}

/// <summary>A job in somebody's hands.</summary>
/// <param name="Worker">Process that holds the lease.</param>
/// <param name="Since">How long this attempt has taken.</param>
/// <param name="LeaseLeft">Until the job counts as lost, unless the worker gives a sign of life.</param>
public sealed record RunningJob(Guid Id, MediaJobKind Kind, MediaLane Lane, JobSubject Of, int Percent, int Attempt, string Worker, TimeSpan Since, TimeSpan LeaseLeft);

/// <summary>A job that failed and waits for its next attempt.</summary>
/// <param name="Cause">Code of the cause's sentence.</param>
/// <param name="Attempt">The last one.</param>
public sealed record RetryingJob(Guid Id, MediaJobKind Kind, JobSubject Of, string Cause, string? Detail, int Attempt, DateTimeOffset NextAt);

/// <summary>Failures alike.</summary>
public sealed record FailureGroup(FailureKey Key, int Count, DateTimeOffset Latest);

/// <summary>What waits, runs and failed at one moment.</summary>
/// <param name="Running">The oldest <see cref="ProcessingBoard.MostRunning"/>.</param>
/// <param name="Retrying">The next <see cref="ProcessingBoard.MostRunning"/>.</param>
/// <param name="Failures">The largest <see cref="ProcessingBoard.MostGroups"/>.</param>
/// <param name="Messages">The largest <see cref="ProcessingBoard.MostGroups"/>; null = not for this person.</param>
public sealed record ProcessingView(
    IReadOnlyList<LaneLine> Lanes, IReadOnlyList<RunningJob> Running, IReadOnlyList<RetryingJob> Retrying, IReadOnlyList<FailureGroup> Failures,
    IReadOnlyList<MessageGroup>? Messages);

/// <summary>The processing of videos at a glance, for coordinator and admin.</summary>
public sealed class ProcessingBoard(NpgsqlDataSource source)
{
    public const int MostRunning = 50, MostGroups = 30;

    // Two halves, each with its index: most jobs are done.
    private const string Lanes = """
        SELECT lane, count(*) FILTER (WHERE NOT is_running AND is_due), count(*) FILTER (WHERE NOT is_running AND NOT is_due), count(*) FILTER (WHERE is_running),
            extract(epoch FROM now() - min(since) FILTER (WHERE NOT is_running AND is_due))::float8
        FROM (
            SELECT lane, false AS is_running, attempt = 0 OR run_after <= now() AS is_due, greatest(created_at, run_after) AS since FROM media_job WHERE state = 'queued'
            UNION ALL
            SELECT lane, true, false, NULL FROM media_job WHERE state = 'running') j
        GROUP BY lane
        """;

    private static readonly string Running = $"""
        SELECT {JobSubject.Columns}, j.id, j.kind, j.lane, j.progress_percent, j.attempt, coalesce(j.lease_owner, ''),
            extract(epoch FROM now() - j.started_at)::float8, extract(epoch FROM j.lease_until - now())::float8
        FROM media_job j {JobSubject.Joins}
        WHERE j.state = 'running' ORDER BY j.started_at, j.id LIMIT @running
        """;

    private static readonly string Retrying = $"""
        SELECT {JobSubject.Columns}, j.id, j.kind, j.error_code, j.error_text, j.attempt, j.run_after
        FROM media_job j {JobSubject.Joins}
        WHERE j.state = 'queued' AND j.error_code IS NOT NULL ORDER BY j.run_after, j.id LIMIT @running
        """;

    private const string Failures = """
        SELECT kind, error_code, count(*), max(finished_at) FROM media_job WHERE state = 'failed' AND discarded_at IS NULL AND error_code IS NOT NULL
        GROUP BY kind, error_code ORDER BY count(*) DESC, kind, error_code LIMIT @groups
        """;

    /// <summary>Refused to anybody but coordinator and admin.</summary>
    public async Task<Outcome<ProcessingView>> ShowAsync(Actor actor, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(Lanes));
        batch.BatchCommands.Add(new(Running) { Parameters = { new("running", MostRunning) } });
        batch.BatchCommands.Add(new(Retrying) { Parameters = { new("running", MostRunning) } });
        batch.BatchCommands.Add(new(Failures) { Parameters = { new("groups", MostGroups) } });
        if (ProcessingRights.MaySeeMessages(actor))
        {
            batch.BatchCommands.Add(new(MessageList.Groups) { Parameters = { new("groups", MostGroups) } });
        }

        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var lanes = await ReadAsync(row, LaneOf, cancellation);
        await row.NextResultAsync(cancellation);
        var running = await ReadAsync(row, RunningOf, cancellation);
        await row.NextResultAsync(cancellation);
        var retrying = await ReadAsync(row, RetryingOf, cancellation);
        await row.NextResultAsync(cancellation);
        var failures = await ReadAsync(row, GroupOf, cancellation);
        var messages = await row.NextResultAsync(cancellation) ? await ReadAsync(row, MessagesOf, cancellation) : null;
        return new ProcessingView([.. Enum.GetValues<MediaLane>().Select(lane => lanes.Find(line => line.Lane == lane) ?? new(lane, 0, 0, 0, null))], running, retrying, failures, messages);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var found = new List<T>();
        while (await row.ReadAsync(cancellation))
        {
            found.Add(read(row));
        }

        return found;
    }

    private static LaneLine LaneOf(NpgsqlDataReader row) => new(
        SnakeCase.Parse<MediaLane>(row.GetString(0)), (int)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3), row.IsDBNull(4) ? null : Seconds(row, 4));

    private static RunningJob RunningOf(NpgsqlDataReader row)
    {
        var at = JobSubject.ColumnCount;
        return new(
            row.GetGuid(at), SnakeCase.Parse<MediaJobKind>(row.GetString(at + 1)), SnakeCase.Parse<MediaLane>(row.GetString(at + 2)), JobSubject.Read(row), row.GetInt32(at + 3),
            row.GetInt32(at + 4), row.GetString(at + 5), Seconds(row, at + 6), Seconds(row, at + 7));
    }

    private static RetryingJob RetryingOf(NpgsqlDataReader row)
    {
        var at = JobSubject.ColumnCount;
        return new(
            row.GetGuid(at), SnakeCase.Parse<MediaJobKind>(row.GetString(at + 1)), JobSubject.Read(row), row.GetString(at + 2), row.IsDBNull(at + 3) ? null : row.GetString(at + 3),
            row.GetInt32(at + 4), row.GetFieldValue<DateTimeOffset>(at + 5));
    }

    private static FailureGroup GroupOf(NpgsqlDataReader row) =>
        new(new(SnakeCase.Parse<MediaJobKind>(row.GetString(0)), row.GetString(1)), (int)row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3));

    private static MessageGroup MessagesOf(NpgsqlDataReader row) => new(new(row.GetString(0), row.GetString(1)), (int)row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3));

    /// <summary>Clocks apart may make an age negative.</summary>
    private static TimeSpan Seconds(NpgsqlDataReader row, int column) => TimeSpan.FromSeconds(Math.Max(0, Math.Round(row.GetDouble(column))));
}
