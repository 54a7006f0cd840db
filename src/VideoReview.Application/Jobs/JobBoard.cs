using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>
/// What waits, runs and failed at one moment, of any subject. Who may look is asked by whoever shows it.
/// </summary>
public sealed class JobBoard(NpgsqlDataSource source, JobOwners owners)
{
    public const int MostRunning = 50, MostGroups = 30, PageSize = 20;

    private const string Line = "j.subject_kind, j.subject_id, j.id, j.kind, j.turn_key, j.attempt";

    private const int LineWidth = 6;

    // Two halves, each with its index: most jobs are done.
    private const string Lanes = """
        SELECT lane, count(*) FILTER (WHERE NOT is_running AND is_due), count(*) FILTER (WHERE NOT is_running AND NOT is_due), count(*) FILTER (WHERE is_running),
            extract(epoch FROM now() - min(since) FILTER (WHERE NOT is_running AND is_due))::float8
        FROM (
            SELECT lane, false AS is_running, attempt = 0 OR run_after <= now() AS is_due, greatest(created_at, run_after) AS since FROM job WHERE state = 'queued'
            UNION ALL
            SELECT lane, true, false, NULL FROM job WHERE state = 'running') j
        GROUP BY lane
        """;

    private const string Running = $"""
        SELECT {Line}, j.progress_percent, coalesce(j.lease_owner, ''), extract(epoch FROM now() - j.started_at)::float8, extract(epoch FROM j.lease_until - now())::float8
        FROM job j WHERE j.state = 'running' ORDER BY j.started_at, j.id LIMIT @most
        """;

    private const string Retrying = $"""
        SELECT {Line}, j.error_code, j.error_text, j.run_after
        FROM job j WHERE j.state = 'queued' AND j.error_code IS NOT NULL ORDER BY j.run_after, j.id LIMIT @most
        """;

    private const string Groups = """
        SELECT kind, error_code, count(*), max(finished_at) FROM job WHERE state = 'failed' AND discarded_at IS NULL AND error_code IS NOT NULL
        GROUP BY kind, error_code ORDER BY count(*) DESC, kind, error_code LIMIT @most
        """;

    private const string Alike =
        "j.state = 'failed' AND j.discarded_at IS NULL AND j.kind = @kind AND j.error_code = @cause";

    private const string Failed = $"""
        SELECT {Line}, j.error_code, j.error_text, j.error_command, j.error_exit_status, j.finished_at
        FROM job j WHERE {Alike} ORDER BY j.finished_at DESC, j.id DESC LIMIT @most OFFSET @skip
        """;

    /// <summary>All lanes, the empty ones too.</summary>
    public async Task<IReadOnlyList<LaneLine>> LanesAsync(CancellationToken cancellation)
    {
        var lines = await ReadAsync(Lanes, LaneOf, cancellation);
        return [.. Enum.GetValues<JobLane>()
            .Select(lane => lines.Find(line => line.Lane == lane) ?? new(lane, 0, 0, 0, null))];
    }

    /// <summary>The oldest <see cref="MostRunning"/>.</summary>
    public async Task<IReadOnlyList<RunningJob>> RunningAsync(CancellationToken cancellation) => await NamedAsync(
        await ReadAsync(Running, RunningOf, cancellation, new NpgsqlParameter("most", MostRunning)), one => one.Job,
        (one, job) => one with { Job = job }, cancellation);

    /// <summary>The next <see cref="MostRunning"/>.</summary>
    public async Task<IReadOnlyList<RetryingJob>> RetryingAsync(CancellationToken cancellation) => await NamedAsync(
        await ReadAsync(Retrying, RetryingOf, cancellation, new NpgsqlParameter("most", MostRunning)), one => one.Job,
        (one, job) => one with { Job = job }, cancellation);

    /// <summary>The largest <see cref="MostGroups"/>.</summary>
    public async Task<IReadOnlyList<FailureGroup>> GroupsAsync(CancellationToken cancellation) =>
        await ReadAsync(Groups, GroupOf, cancellation, new NpgsqlParameter("most", MostGroups));

    /// <summary>The failures of one group, one by one, the latest first.</summary>
    /// <param name="page">1, 2, ...</param>
    public async Task<FailurePage> FailuresAsync(FailureKey key, int page, CancellationToken cancellation)
    {
        var number = Math.Max(1, page);
        var total = await ReadAsync(
            $"SELECT count(*) FROM job j WHERE {Alike}", row => row.GetInt64(0), cancellation, new("kind", key.Kind),
            new("cause", key.Cause));
        var failed = await ReadAsync(
            Failed, FailedOf, cancellation, new("kind", key.Kind), new("cause", key.Cause), new("most", PageSize),
            new("skip", (number - 1) * (long)PageSize));
        return new(
            await NamedAsync(failed, one => one.Job, (one, job) => one with { Job = job }, cancellation), total[0],
            number, PageSize);
    }

    private async Task<List<T>> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<T>();
        while (await row.ReadAsync(cancellation))
        {
            found.Add(read(row));
        }

        return found;
    }

    /// <summary>With the names that the owners of their subjects know.</summary>
    private async Task<List<T>> NamedAsync<T>(
        List<T> found, Func<T, JobLine> of, Func<T, JobLine, T> with, CancellationToken cancellation)
    {
        var names = await owners.NameAsync(
            found.ConvertAll(one => (of(one).Of.Event.Kind, of(one).Of.Id)), cancellation);
        return found.ConvertAll(one => with(one, of(one) with { Of = names[of(one).Of.Id] }));
    }

    private static JobLine LineOf(NpgsqlDataReader row) => new(
        row.GetGuid(2), row.GetString(3), JobSubject.Unnamed(row.GetString(0), row.GetGuid(1)),
        row.IsDBNull(4) ? null : row.GetGuid(4), row.GetInt32(5));

    private static LaneLine LaneOf(NpgsqlDataReader row) => new(
        SnakeCase.Parse<JobLane>(row.GetString(0)), (int)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3),
        row.IsDBNull(4) ? null : Seconds(row, 4));

    private static RunningJob RunningOf(NpgsqlDataReader row) =>
        new(
            LineOf(row), row.GetInt32(LineWidth), row.GetString(LineWidth + 1), Seconds(row, LineWidth + 2),
            Seconds(row, LineWidth + 3));

    private static RetryingJob RetryingOf(NpgsqlDataReader row) =>
        new(
            LineOf(row), row.GetString(LineWidth), Text(row, LineWidth + 1),
            row.GetFieldValue<DateTimeOffset>(LineWidth + 2));

    private static FailureGroup GroupOf(NpgsqlDataReader row) =>
        new(new(row.GetString(0), row.GetString(1)), (int)row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3));

    private static FailedJob FailedOf(NpgsqlDataReader row) => new(
        LineOf(row), row.GetString(LineWidth), Text(row, LineWidth + 1), Text(row, LineWidth + 2),
        row.IsDBNull(LineWidth + 3) ? null : row.GetInt32(LineWidth + 3),
        row.GetFieldValue<DateTimeOffset>(LineWidth + 4));

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Clocks apart may make an age negative.</summary>
    private static TimeSpan Seconds(NpgsqlDataReader row, int column) =>
        TimeSpan.FromSeconds(Math.Max(0, Math.Round(row.GetDouble(column))));
}
