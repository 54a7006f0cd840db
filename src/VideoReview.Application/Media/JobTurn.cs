namespace VideoReview.Application.Media;

/// <summary>
/// Whose turn it is when a bell rings. The bell of one job means the whole queue that it hangs on (lane and kind; all encodings are one queue, and what a video waits for to be
/// played goes before what only makes it lighter): the turn goes to the unit that has the fewest jobs at work
/// in the lane, then to the one that was served longest ago, so that a unit with 50 files holds up none with one. As many bells as jobs: whoever waits is heard at another's.
/// </summary>
internal static class JobTurn
{
    /// <summary>
    /// Takes the job for 60 s and returns its row. The units that wait are found by skipping along media_job_queued_idx, since PostgreSQL would otherwise sort all that waits:
    /// with 36,000 jobs of 500 units 8 ms instead of 1.2 s. Units are tried in turn, because their jobs may be locked by others.
    /// </summary>
    /// <remarks>
    /// A first attempt is always due: its moment was written by another clock than the database's. A queued job with an owner was lost by that process, which stood still and
    /// lives: for as long as a lease the job is left to others, of whom one may be better off.
    /// </remarks>
    public static FormattableString Take(Guid bellOf, string owner) => $"""
        WITH RECURSIVE bell AS (
            SELECT lane, unnest(CASE WHEN lane = 'heavy' AND kind IN ('playable', 'copies') THEN ARRAY['playable', 'copies'] ELSE ARRAY[kind] END) AS kind, unit_id
            FROM media_job WHERE id = {bellOf}),
        waiting AS (
            SELECT b.lane, b.kind, (SELECT j.unit_id FROM media_job j WHERE j.state = 'queued' AND j.lane = b.lane AND j.kind = b.kind ORDER BY j.unit_id LIMIT 1) AS unit_id FROM bell b
            UNION ALL
            SELECT w.lane, w.kind,
                (SELECT j.unit_id FROM media_job j WHERE j.state = 'queued' AND j.lane = w.lane AND j.kind = w.kind AND j.unit_id > w.unit_id ORDER BY j.unit_id LIMIT 1)
            FROM waiting w WHERE w.unit_id IS NOT NULL),
        turn AS (
            SELECT w.lane, w.kind, w.unit_id FROM waiting w WHERE w.unit_id IS NOT NULL
            ORDER BY w.kind = 'copies', (SELECT count(*) FROM media_job r WHERE r.state = 'running' AND r.lane = w.lane AND r.unit_id = w.unit_id),
                (SELECT max(r.started_at) FROM media_job r WHERE r.lane = w.lane AND r.unit_id = w.unit_id) NULLS FIRST,
                w.unit_id <> (SELECT unit_id FROM bell LIMIT 1), w.unit_id),
        next AS (
            SELECT j.id FROM turn t CROSS JOIN LATERAL (
                SELECT q.id FROM media_job q
                WHERE q.state = 'queued' AND q.lane = t.lane AND q.kind = t.kind AND q.unit_id = t.unit_id AND (q.attempt = 0 OR q.run_after <= now())
                    AND (q.lease_owner IS DISTINCT FROM {owner} OR q.run_after <= now() - interval '60 seconds')
                ORDER BY q.run_after, q.id LIMIT 1 FOR UPDATE SKIP LOCKED) j
            LIMIT 1)
        UPDATE media_job SET state = 'running', attempt = attempt + 1, lease_token = lease_token + 1, lease_owner = {owner}, lease_until = now() + interval '60 seconds',
            started_at = clock_timestamp(), progress_percent = 0, error_code = NULL, error_text = NULL, error_command = NULL, error_exit_status = NULL
        WHERE id = (SELECT id FROM next)
        RETURNING *
        """;
}
