using Npgsql;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>A database in which every table has a row that breaks no rule, and the owner of its schema.</summary>
public sealed class GoodRows : IAsyncLifetime
{
    private const string Others = """
        INSERT INTO account_address (id, account_id, email, set_at) SELECT gen_random_uuid(), id, email, now() FROM account LIMIT 1;
        INSERT INTO appointment (id, account_id, role, appointed_by, appointed_at, status)
            SELECT gen_random_uuid(), id, 'coordinator', id, now(), 'waiting' FROM account LIMIT 1;
        INSERT INTO account_claim (user_id, claim_type, claim_value) SELECT id, 'k', 'v' FROM account LIMIT 1;
        INSERT INTO account_login (login_provider, provider_key, user_id) SELECT 'p', 'k', id FROM account LIMIT 1;
        INSERT INTO account_token (user_id, login_provider, name, value) SELECT id, 'p', 'n', 'v' FROM account LIMIT 1;
        INSERT INTO backup_run (id, started_at, ended_at, name, object_count, dump_bytes) VALUES (gen_random_uuid(), now(), now(), '20261129T020000Z', 1, 1);
        INSERT INTO chosen_period (reviewer_id, period_id) SELECT reviewer_id, period_id FROM review LIMIT 1;
        INSERT INTO data_protection_key (friendly_name, xml) VALUES ('k', '<k/>');
        INSERT INTO dated_effect (id, kind, subject_id, due_at, attempts) VALUES (gen_random_uuid(), 'uji.nothing', gen_random_uuid(), '3000-01-01', 0);
        INSERT INTO declared_conflict (id, reviewer_id, unit_id, reason, declared_by, declared_at)
            SELECT gen_random_uuid(), r.reviewer_id, s.unit_id, 'kerabat', r.reviewer_id, now() FROM review r JOIN entry s ON s.id = r.entry_id LIMIT 1;
        INSERT INTO event (at, act, subject, subject_id, audience, data) VALUES (now(), 'uji.done', 'test', gen_random_uuid(), 'staff', '{}');
        INSERT INTO extension (id, period_id, unit_id, closes_at, reason, granted_by, granted_at)
            SELECT gen_random_uuid(), s.period_id, s.unit_id, now() + interval '12 days', 'banjir', s.created_by, now() FROM entry s LIMIT 1;
        INSERT INTO inbox_message (consumer, message_id) VALUES ('c', gen_random_uuid());
        INSERT INTO job (id, subject_kind, subject_id, turn_key, kind, lane, state, attempt, losses, run_after, lease_token, progress_percent, created_at)
            SELECT gen_random_uuid(), 'video', id, unit_id, 'store', 'store', 'queued', 0, 0, now(), 0, 0, now() FROM video LIMIT 1;
        INSERT INTO notice (id, account_id, act, period_id, subject_ids, waits_for, code, values, created_at)
            SELECT gen_random_uuid(), a.id, 'shell.saved', p.id, ARRAY[a.id], ARRAY[a.id], 'shell.saved', '{}', now() FROM account a CROSS JOIN period p LIMIT 1;
        INSERT INTO open_session (id, account_id, begun_at, seen_at, ends_at)
            SELECT gen_random_uuid(), id, now(), now(), now() + interval '12 hours' FROM account LIMIT 1;
        INSERT INTO outbox_message (id, message_type, body, headers, attempts) VALUES (gen_random_uuid(), 'Nothing', '{}', '{}', 0);
        INSERT INTO result_snapshot (id, period_id, number, input_hash, content, decided_by, decided_at, reason)
            SELECT gen_random_uuid(), period_id, 1, repeat('0', 64), '{}', created_by, now(), 'uji' FROM entry LIMIT 1;
        INSERT INTO security_event (id, at, kind) VALUES (gen_random_uuid(), now(), 'refused');
        INSERT INTO sign_in_counter (key, failures, counted_from) VALUES ('client:test', 0, now());
        INSERT INTO video_copy (video_id, edge_pixels, width_pixels, height_pixels, size_bytes, object_key) SELECT id, 360, 640, 360, 1, 'k' FROM video LIMIT 1;
        INSERT INTO video_frame (video_id, at_milliseconds, hash, luma, contrast, dark_percent) SELECT id, 0, 0, 0, 0, 100 FROM video LIMIT 1;
        INSERT INTO video_match (id, video_id, other_video_id, kind, confidence_percent, share_percent, from_milliseconds, other_from_milliseconds, found_at)
            SELECT gen_random_uuid(), max(id::text)::uuid, min(id::text)::uuid, 'frames', 90, 80, 0, 0, now() FROM video HAVING count(*) > 1;
        INSERT INTO video_note (video_id, position, sentence) SELECT id, 1, '{"code": "media.note-silent"}' FROM video LIMIT 1;
        INSERT INTO video_picture (id, video_id, kind, position, at_milliseconds, width_pixels, height_pixels, size_bytes, sha256, object_key, media_type)
            SELECT gen_random_uuid(), id, 'poster', 0, 0, 640, 360, 1, repeat('0', 64), 'k', 'image/webp' FROM video LIMIT 1;
        """;

    public TestDatabase Database { get; } = new();

    /// <summary>As the owner connects: nothing but rules stands in the way.</summary>
    public NpgsqlDataSource Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Owner = NpgsqlDataSource.Create(Database.OwnerConnectionString);
        var (people, entries) = (new People(Database), new EntryBuilder(Database, TimeProvider.System));
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await people.AddUnitAsync(), EntryStatus.InReview);
        await entries.AddVideoAsync(entry);
        await entries.AddReviewAsync(entry, await people.AddAsync(Role.Reviewer), ReviewStatus.Final, 4, 3, 2, 1, 0);
        await using var command = Owner.CreateCommand(Others);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Owner is not null)
        {
            await Owner.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
