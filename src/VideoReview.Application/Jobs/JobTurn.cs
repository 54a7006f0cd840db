namespace VideoReview.Application.Jobs;

/// <summary>
/// Whose turn it is when a bell rings. The bell of one job means its whole lane: first what its subject cannot do
/// without, what is spare last, then the unit (or whoever else takes turns) that has the fewest jobs at work in the
/// lane, then the one that was served longest ago, so that a unit with 50 files holds up none with one. Who waits for
/// no turn goes ahead. As many bells as jobs: whoever waits is heard at another's.
/// </summary>
internal static class JobTurn
{
    /// <summary>
    /// Takes the job for 60 s and returns its row. Those that wait are found by skipping along job_queued_idx, since
    /// PostgreSQL would otherwise sort all that waits: with 36,000 jobs of 500 units 8 ms instead of 1.2 s. They are
    /// tried in turn, because their jobs may be locked by others.
    /// </summary>
    /// <remarks>
    /// A first attempt is always due: its moment was written by another clock than the database's. A queued job with an
    /// owner was lost by that process, which stood still and lives: for as long as a lease the job is left to others,
    /// of whom one may be better off.
    /// </remarks>
    public static FormattableString Take(Guid bellOf, string owner, JobKinds kinds) => $"""
        WITH RECURSIVE bell AS (SELECT b.lane, b.turn_key, b.kind AS of_kind, k.kind FROM job b CROSS JOIN unnest({kinds.Here}) k (kind) WHERE b.id = {bellOf}),
        waiting AS (
            SELECT b.lane, b.kind, (SELECT j.turn_key FROM job j WHERE j.state = 'queued' AND j.lane = b.lane AND j.kind = b.kind ORDER BY j.turn_key LIMIT 1) AS turn_key FROM bell b
            UNION ALL
            SELECT w.lane, w.kind,
                (SELECT j.turn_key FROM job j WHERE j.state = 'queued' AND j.lane = w.lane AND j.kind = w.kind AND j.turn_key > w.turn_key ORDER BY j.turn_key LIMIT 1)
            FROM waiting w WHERE w.turn_key IS NOT NULL),
        turn AS (
            SELECT w.lane, w.kind, w.turn_key, w.place FROM (
                SELECT b.lane, b.kind, NULL::uuid AS turn_key, 0::bigint AS place, NULL::timestamptz AS served FROM bell b
                UNION ALL
                SELECT w.lane, w.kind, w.turn_key, 1 + (SELECT count(*) FROM job r WHERE r.state = 'running' AND r.lane = w.lane AND r.turn_key = w.turn_key),
                    (SELECT max(r.started_at) FROM job r WHERE r.lane = w.lane AND r.turn_key = w.turn_key)
                FROM waiting w WHERE w.turn_key IS NOT NULL) w
            ORDER BY w.kind <> ALL ({kinds.Essential}), w.kind = ANY ({kinds.Spare}), w.place, w.served NULLS FIRST, w.turn_key IS DISTINCT FROM (SELECT turn_key FROM bell LIMIT 1), w.turn_key,
                w.kind <> (SELECT of_kind FROM bell LIMIT 1), w.kind),
        next AS (
            SELECT j.id FROM turn t CROSS JOIN LATERAL (
                SELECT q.id FROM job q
                WHERE q.state = 'queued' AND q.lane = t.lane AND q.kind = t.kind AND (q.turn_key = t.turn_key OR (t.turn_key IS NULL AND q.turn_key IS NULL))
                    AND (q.attempt = 0 OR q.run_after <= now()) AND (q.lease_owner IS DISTINCT FROM {owner} OR q.run_after <= now() - interval '60 seconds')
                ORDER BY q.run_after, q.id LIMIT 1 FOR UPDATE SKIP LOCKED) j
            LIMIT 1)
        UPDATE job SET state = 'running', attempt = attempt + 1, lease_token = lease_token + 1, lease_owner = {owner}, lease_until = now() + interval '60 seconds',
            started_at = clock_timestamp(), progress_percent = 0, error_code = NULL, error_text = NULL, error_command = NULL, error_exit_status = NULL
        WHERE id = (SELECT id FROM next)
        RETURNING *
        """;
}
