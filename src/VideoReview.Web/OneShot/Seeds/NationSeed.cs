using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Periods;

namespace VideoReview.Web.OneShot.Seeds;

/// <summary>
/// A period at the size of the nation in 2025: 531 units, 36,742 entries, 110,000 reviews by 3,000 reviewers; rows
/// only, no media. Ids come from numbers, so that the same seed gives the same rows; a second run finds
/// the period and does nothing.
/// </summary>
internal static class NationSeed
{
    public const int EntryCount = 36_742;
    public const int Reviews = 110_000;
    public const int Units = 531;
    public const int Reviewers = 3_000;

    public static readonly Guid PeriodId = new("2025a71e-0000-7000-8000-000000000001");

    private static readonly Guid RubricId = new("2025a71e-0000-7000-8000-000000000002");

    private const string People = """
        INSERT INTO unit (id, name, kind, parent_id, path, kin, is_active)
        VALUES (md5('nation')::uuid, 'Indonesia', 'government', NULL, ARRAY[md5('nation')::uuid], ARRAY[md5('nation')::uuid], true);

        INSERT INTO unit (id, name, kind, parent_id, path, kin, is_active)
        SELECT md5('nation-unit-' || n)::uuid, 'Pemerintah Daerah ' || lpad(n::text, 3, '0'), 'office', md5('nation')::uuid,
            ARRAY[md5('nation-unit-' || n)::uuid, md5('nation')::uuid], ARRAY[md5('nation-unit-' || n)::uuid], true
        FROM generate_series(1, @units) n;

        INSERT INTO account (id, display_name, roles, language, must_change_password, is_active, created_at, user_name, normalized_user_name,
            email, normalized_email, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, security_stamp)
        SELECT md5('nation-reviewer-' || n)::uuid, 'Penilai ' || lpad(n::text, 4, '0'), ARRAY['reviewer'], 'id', false, true, now(),
            'penilai' || n || '@nasional.test', 'PENILAI' || n || '@NASIONAL.TEST', 'penilai' || n || '@nasional.test', 'PENILAI' || n || '@NASIONAL.TEST',
            true, false, false, true, 0, md5('stamp' || n)
        FROM generate_series(1, @reviewers) n;
        """;

    private const string PeriodRow = """
        INSERT INTO period (id, name, year, status, opens_at, closes_at, review_due_at, announce_on, time_zone, upload_grace, seats_per_video,
            accepts_automatically, maximum_returns, return_days, file_rules, rubric_version_id, last_entry_number, created_at)
        VALUES (@period, 'Penilaian nasional 2025', 2025, 'reviewing', now() - interval '90 days', now() - interval '30 days', now() + interval '10 days',
            (now() + interval '30 days')::date, 'Asia/Jakarta', interval '120 minutes', 3, true, 2, 7, @rules::jsonb, @rubric_id, @entries, now());
        INSERT INTO rubric_version (id, period_id, number, rubric, frozen_at, created_at) VALUES (@rubric_id, @period, 1, @rubric::jsonb, now(), now());
        """;

    // The last twentieth stays draft; drafts carry no version, so the reviews spread over the rest.
    private const string Entries = """
        INSERT INTO entry (id, period_id, unit_id, entry_number, status, profile, declarations, video_id, current_version_id, submitted_at,
            return_count, return_shows_feedback, created_by, created_at, updated_at)
        SELECT md5('nation-entry-' || n)::uuid, @period, md5('nation-unit-' || (1 + n % @units))::uuid, '2025-' || lpad(n::text, 5, '0'), 'ready',
            jsonb_build_object('title', 'Inovasi nomor ' || n, 'stage', 'implementation', 'kind', CASE WHEN n % 2 = 0 THEN 'digital' ELSE 'non_digital' END),
            '{}', md5('nation-video-' || n)::uuid, md5('nation-version-' || n)::uuid, now() - (n % 60) * interval '1 day',
            0, false, md5('nation-reviewer-1')::uuid, now() - interval '60 days', now() - (n % 5000) * interval '1 minute'
        FROM generate_series(1, @entries) n;

        INSERT INTO video (id, entry_id, period_id, unit_id, upload_id, file_name, size_bytes, sha256, format, status, object_key, playable_key,
            playable_size_bytes, playable_type, reasons, notes, received_at, inspected_at, playable_at)
        SELECT md5('nation-video-' || n)::uuid, md5('nation-entry-' || n)::uuid, @period, md5('nation-unit-' || (1 + n % @units))::uuid,
            md5('nation-upload-' || n)::uuid, 'video.mp4', 50000000, md5('a' || n) || md5('b' || n), 'mp4', 'playable', 'none', 'none', 50000000, 'video/mp4',
            '[]', '[]', now() - interval '61 days', now() - interval '61 days', now() - interval '61 days'
        FROM generate_series(1, @entries) n;

        INSERT INTO entry_version (id, entry_id, number, profile, declarations, video_id, submitted_by, submitted_at, receipt_hash)
        SELECT md5('nation-version-' || n)::uuid, md5('nation-entry-' || n)::uuid, 1, '{}', '{}', md5('nation-video-' || n)::uuid,
            md5('nation-reviewer-1')::uuid, now() - interval '60 days', md5('r' || n) || md5('s' || n)
        FROM generate_series(1, @entries) n;

        INSERT INTO event (at, act, subject, subject_id, entry_id, period_id, "from", "to", audience, data)
        SELECT now() - (n % 5000) * interval '1 minute', 'entries.submitted', 'entry', md5('nation-entry-' || n)::uuid,
            md5('nation-entry-' || n)::uuid, @period, 'draft', 'submitted', 'unit', '{}'
        FROM generate_series(1, @entries) n;
        """;

    // What the triggers of a review keep beside its entry is written once for all at the end. Only the owner may ask
    // for that; others wait a minute.
    private const string Judgements = """
        DO $$ BEGIN ALTER TABLE review DISABLE TRIGGER USER; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;

        INSERT INTO review (id, period_id, entry_id, entry_version_id, stage, reviewer_id, rubric_version_id, status, due_at, position, created_at, started_at, final_at, updated_at)
        SELECT md5('nation-review-' || n)::uuid, @period, md5('nation-entry-' || s)::uuid, md5('nation-version-' || s)::uuid, 1,
            md5('nation-reviewer-' || (1 + (s * 7 + k * 1009) % @reviewers))::uuid, @rubric_id, t.status,
            now() + ((n % 40) - 20) * interval '1 day', n % 40, now() - interval '25 days',
            CASE WHEN t.status <> 'assigned' THEN now() - interval '20 days' END, CASE WHEN t.status = 'final' THEN now() - (n % 20) * interval '1 day' END, now()
        FROM generate_series(0, @reviews - 1) n
        CROSS JOIN LATERAL (SELECT 1 + n % @entries AS s, n / @entries AS k,
            CASE WHEN n % 20 < 17 THEN 'final' WHEN n % 20 < 19 THEN 'draft' ELSE 'assigned' END AS status) t;

        INSERT INTO review_score (review_id, point_code, score, comment)
        SELECT r.id, p.code, ('x' || substr(md5(r.id::text || p.code), 1, 4))::bit(16)::int % 5, 'Catatan penilai'
        FROM review r CROSS JOIN (VALUES ('background'), ('idea-gathering'), ('idea-selection'), ('benefit'), ('impact')) p (code)
        WHERE r.period_id = @period AND r.status = 'final';

        UPDATE entry s SET status = CASE WHEN t.finals = t.all_reviews AND t.finals >= 3 THEN 'reviewed' ELSE 'in_review' END, seats_held = t.all_reviews,
            is_split = EXISTS (SELECT FROM review r JOIN review_score x ON x.review_id = r.id
                WHERE r.entry_id = s.id AND r.status = 'final' GROUP BY x.point_code HAVING disagrees(min(x.score), max(x.score), @rubric::jsonb))
        FROM (SELECT entry_id, count(*) FILTER (WHERE status = 'final') AS finals, count(*) AS all_reviews FROM review WHERE period_id = @period GROUP BY entry_id) t
        WHERE s.id = t.entry_id;

        DO $$ BEGIN ALTER TABLE review ENABLE TRIGGER USER; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;
        SET CONSTRAINTS ALL IMMEDIATE;
        ANALYZE;
        """;

    /// <summary>Writes the rows in one transaction; false when they are there already.</summary>
    public static async Task<bool> WriteAsync(NpgsqlDataSource source, Rubric rubric, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var exists = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM period WHERE id = @period)", connection, transaction))
        {
            exists.Parameters.AddWithValue("period", PeriodId);
            if ((bool)(await exists.ExecuteScalarAsync(cancellation))!)
            {
                return false;
            }
        }

        foreach (var sql in (string[])[People, PeriodRow, Entries, Judgements])
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            command.Parameters.AddWithValue("period", PeriodId);
            command.Parameters.AddWithValue("rubric_id", RubricId);
            command.Parameters.AddWithValue("units", Units);
            command.Parameters.AddWithValue("reviewers", Reviewers);
            command.Parameters.AddWithValue("entries", EntryCount);
            command.Parameters.AddWithValue("reviews", Reviews);
            command.Parameters.AddWithValue("rules", Json.Write(new FileRules()));
            command.Parameters.AddWithValue("rubric", Json.Write(rubric));
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }
}
