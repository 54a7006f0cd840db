using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// What the application's role may do, what no role may do, and who is told of a change.
/// The migration runs as the owner; the application's role must exist (created at installation).
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261123235959_GuardRows")]
public sealed class GuardRows : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            GRANT USAGE ON SCHEMA public TO videoreview_app;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO videoreview_app;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO videoreview_app;
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO videoreview_app;
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO videoreview_app;

            -- Append-only for the application: the audit trail and what was submitted.
            REVOKE UPDATE, DELETE, TRUNCATE ON event, entry_version FROM videoreview_app;
            REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON migration FROM videoreview_app;
            """);

        migrationBuilder.Sql("""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER entry_version_immutable BEFORE UPDATE OR DELETE ON entry_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
            """);

        // Ids only: whoever listens asks again through its own predicate.
        migrationBuilder.Sql("""
            CREATE FUNCTION tell_event() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.submission_id IS NOT NULL THEN PERFORM pg_notify('changed', 'submission:' || NEW.submission_id); END IF;
                IF NEW.period_id IS NOT NULL THEN PERFORM pg_notify('changed', 'period:' || NEW.period_id); END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER event_told AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION tell_event();

            CREATE FUNCTION tell_job() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('changed', 'video:' || NEW.video_id);
                RETURN NULL;
            END $$;
            CREATE TRIGGER media_job_told AFTER UPDATE OF state, progress_percent ON media_job FOR EACH ROW EXECUTE FUNCTION tell_job();

            CREATE FUNCTION tell_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('outbox', '');
                RETURN NULL;
            END $$;
            CREATE TRIGGER outbox_message_told AFTER INSERT ON outbox_message FOR EACH STATEMENT EXECUTE FUNCTION tell_outbox();
            """);
    }
}
