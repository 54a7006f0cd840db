using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// What the model cannot say: what the application's role may do, what no role may do, who is told of a change, what is kept beside an
/// entry, and indexes over expressions. Runs as the owner; the application's role must exist (created at installation).
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129000100_GuardRows")]
public sealed class GuardRows : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Grant(migrationBuilder);
        KeepAppendOnly(migrationBuilder);
        TellChanges(migrationBuilder);
        CountSeats(migrationBuilder);
        FlagSplits(migrationBuilder);
        IndexFramePrints(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");

    private static void Grant(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        GRANT USAGE ON SCHEMA public TO videoreview_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO videoreview_app;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO videoreview_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO videoreview_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO videoreview_app;

        -- Append-only for the application: the audit trail and what was submitted.
        REVOKE UPDATE, DELETE, TRUNCATE ON event, entry_version FROM videoreview_app;
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON migration FROM videoreview_app;
        """);

    private static void KeepAppendOnly(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER entry_version_immutable BEFORE UPDATE OR DELETE ON entry_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
        """);

    /// <summary>Ids only: whoever listens asks again through its own predicate.</summary>
    private static void TellChanges(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE FUNCTION tell_event() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.entry_id IS NOT NULL THEN PERFORM pg_notify('changed', 'entry:' || NEW.entry_id); END IF;
            IF NEW.period_id IS NOT NULL THEN PERFORM pg_notify('changed', 'period:' || NEW.period_id); END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER event_told AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION tell_event();

        CREATE FUNCTION tell_job() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('changed', NEW.subject_kind || ':' || NEW.subject_id);
            RETURN NULL;
        END $$;
        CREATE TRIGGER job_told AFTER UPDATE OF state, progress_percent ON job FOR EACH ROW EXECUTE FUNCTION tell_job();

        CREATE FUNCTION tell_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('outbox', '');
            RETURN NULL;
        END $$;
        CREATE TRIGGER outbox_message_told AFTER INSERT ON outbox_message FOR EACH STATEMENT EXECUTE FUNCTION tell_outbox();

        CREATE FUNCTION tell_processing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('changed', 'processing');
            RETURN NULL;
        END $$;
        CREATE TRIGGER job_processing_told AFTER INSERT OR UPDATE OF state, progress_percent, discarded_at ON job
            FOR EACH STATEMENT EXECUTE FUNCTION tell_processing();
        CREATE TRIGGER outbox_message_failed_told AFTER UPDATE OF failed_at, discarded_at ON outbox_message
            FOR EACH ROW WHEN (OLD.failed_at IS DISTINCT FROM NEW.failed_at OR OLD.discarded_at IS DISTINCT FROM NEW.discarded_at)
            EXECUTE FUNCTION tell_processing();
        CREATE TRIGGER outbox_message_stranger_told AFTER INSERT ON outbox_message
            FOR EACH ROW WHEN (NEW.failed_at IS NOT NULL) EXECUTE FUNCTION tell_processing();
        """);

    /// <summary>
    /// How many seats of an entry's current version are held, kept beside the entry for the queue alone, which orders by it. Always counted
    /// from the reviews, never stepped; a claim whose time is over counts until the sweeper has come by. Deferred to the commit: rows that
    /// are loaded and saved in one transaction keep their concurrency token until then.
    /// </summary>
    private static void CountSeats(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE entry ADD seats_held integer NOT NULL DEFAULT 0;

        CREATE FUNCTION holds_seat(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
            SELECT status IN ('final', 'draft', 'assigned', 'claimed')
        $$;

        CREATE FUNCTION count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed uuid := coalesce(NEW.entry_id, OLD.entry_id);
        BEGIN
            UPDATE entry s SET seats_held = c.held
            FROM (SELECT count(*) AS held FROM review r JOIN entry e ON e.current_version_id = r.entry_version_id
                WHERE e.id = changed AND r.entry_id = changed AND holds_seat(r.status)) c
            WHERE s.id = changed AND s.seats_held <> c.held;
            RETURN NULL;
        END $$;

        CREATE CONSTRAINT TRIGGER review_seat_come AFTER INSERT ON review DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (holds_seat(NEW.status)) EXECUTE FUNCTION count_seats();
        CREATE CONSTRAINT TRIGGER review_seat_changed AFTER UPDATE OF status ON review DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (holds_seat(OLD.status) <> holds_seat(NEW.status)) EXECUTE FUNCTION count_seats();
        CREATE CONSTRAINT TRIGGER review_seat_gone AFTER DELETE ON review DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (holds_seat(OLD.status)) EXECUTE FUNCTION count_seats();

        CREATE INDEX entry_claim_idx ON entry (period_id, seats_held, uuid_hash_extended(current_version_id, 0))
            WHERE status IN ('ready', 'in_review');
        """);

    /// <summary>
    /// Whether the final reviews of an entry's current version disagree on a point: by half the scale or more, or on whether it is met
    /// (scoring.md 8). Kept beside the entry for the board, which would otherwise look at every score of the period each time; always told
    /// from the scores, at commit, as seats are counted. A new version begins with free seats and without scores.
    /// </summary>
    private static void FlagSplits(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE entry ADD is_split boolean NOT NULL DEFAULT false;

        CREATE FUNCTION disagrees(lowest numeric, highest numeric, rubric jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
            SELECT highest - lowest >= coalesce((rubric ->> 'highestScore')::numeric, 4) / 2
                OR (lowest < coalesce((rubric ->> 'metFrom')::numeric, 2) AND highest >= coalesce((rubric ->> 'metFrom')::numeric, 2))
        $$;

        CREATE FUNCTION flag_split() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed uuid := coalesce(NEW.entry_id, OLD.entry_id);
        BEGIN
            UPDATE entry s SET is_split = c.is_split
            FROM (SELECT coalesce(bool_or(disagrees(p.lowest, p.highest, p.rubric)), false) AS is_split FROM (
                SELECT min(x.score) AS lowest, max(x.score) AS highest, b.rubric
                FROM entry e JOIN review r ON r.entry_version_id = e.current_version_id AND r.entry_id = e.id AND r.status = 'final'
                JOIN review_score x ON x.review_id = r.id JOIN rubric_version b ON b.id = r.rubric_version_id
                WHERE e.id = changed GROUP BY x.point_code, b.id) p) c
            WHERE s.id = changed AND s.is_split <> c.is_split;
            RETURN NULL;
        END $$;

        CREATE CONSTRAINT TRIGGER review_final_come AFTER INSERT ON review DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (NEW.status = 'final') EXECUTE FUNCTION flag_split();
        CREATE CONSTRAINT TRIGGER review_final_changed AFTER UPDATE OF status ON review DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN ((OLD.status = 'final') <> (NEW.status = 'final')) EXECUTE FUNCTION flag_split();
        CREATE CONSTRAINT TRIGGER review_final_gone AFTER DELETE ON review DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (OLD.status = 'final') EXECUTE FUNCTION flag_split();

        CREATE FUNCTION begin_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.seats_held := 0;
            NEW.is_split := false;
            RETURN NEW;
        END $$;
        CREATE TRIGGER entry_new_version BEFORE UPDATE OF current_version_id ON entry
            FOR EACH ROW WHEN (OLD.current_version_id IS DISTINCT FROM NEW.current_version_id) EXECUTE FUNCTION begin_version();

        CREATE INDEX entry_split_idx ON entry (period_id) WHERE is_split;
        """);

    /// <summary>Videos that show the same are found by the four quarters of a frame's hash.</summary>
    private static void IndexFramePrints(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE INDEX video_frame_quarter1_idx ON video_frame ((centre_hash >> 48));
        CREATE INDEX video_frame_quarter2_idx ON video_frame (((centre_hash >> 32) & 65535));
        CREATE INDEX video_frame_quarter3_idx ON video_frame (((centre_hash >> 16) & 65535));
        CREATE INDEX video_frame_quarter4_idx ON video_frame ((centre_hash & 65535));
        """);
}
