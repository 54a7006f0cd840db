using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// The security log: rows by the month, which the application may add and read. Old months are dropped, because deleting row by row would
/// leave the application's role a right that whoever takes it over would use first. The version before knows nothing of it.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129124000_KeepSecurityEvents")]
public sealed class KeepSecurityEvents : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateLog(migrationBuilder);
        KeepMonths(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");

    /// <summary>No key: an id is random, and each month's key would have a name of its own.</summary>
    private static void CreateLog(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE security_event (
            id uuid NOT NULL,
            at timestamptz NOT NULL,
            kind text NOT NULL CONSTRAINT security_event_kind_known CHECK (kind IN
                ('signed_in', 'sign_in_failed', 'locked', 'signed_out', 'refused', 'exported', 'account_changed')),
            actor_id uuid,
            subject_id uuid,
            address_mark character varying(32),
            client character varying(64),
            detail character varying(400)
        ) PARTITION BY RANGE (at);
        CREATE INDEX security_event_at_id_idx ON security_event (at, id);
        CREATE INDEX security_event_actor_id_idx ON security_event (actor_id, at);
        CREATE INDEX security_event_subject_id_idx ON security_event (subject_id, at);
        CREATE INDEX security_event_address_mark_idx ON security_event (address_mark, at);

        -- What comes before its month was made.
        CREATE TABLE security_event_other PARTITION OF security_event DEFAULT;
        REVOKE ALL ON security_event, security_event_other FROM videoreview_app;
        GRANT SELECT, INSERT ON security_event TO videoreview_app;
        """);

    /// <summary>
    /// Runs as the owner, whoever calls; how long months are kept stands in a row that only the owner writes (migrate, by setting).
    /// </summary>
    private static void KeepMonths(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE security_event_keeping (
            days integer NOT NULL CONSTRAINT security_event_keeping_days_range CHECK (days BETWEEN 30 AND 3650)
        );
        INSERT INTO security_event_keeping VALUES (180);
        REVOKE ALL ON security_event_keeping FROM videoreview_app;
        GRANT SELECT ON security_event_keeping TO videoreview_app;

        CREATE FUNCTION keep_security_events() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        DECLARE
            this_month constant timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
            oldest constant timestamptz := now() - (SELECT make_interval(days => days) FROM security_event_keeping);
            month timestamp;
            begins timestamptz;
            ends timestamptz;
            part text;
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtext('keep_security_events'));
            FOREACH month IN ARRAY ARRAY[this_month, this_month + interval '1 month', this_month + interval '2 months'] LOOP
                part := 'security_event_' || to_char(month, 'YYYYMM');
                CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
                begins := month AT TIME ZONE 'UTC';
                ends := (month + interval '1 month') AT TIME ZONE 'UTC';
                LOCK TABLE security_event_other IN ACCESS EXCLUSIVE MODE;
                EXECUTE format('CREATE TABLE public.%I (LIKE security_event INCLUDING CONSTRAINTS)', part);
                EXECUTE format('REVOKE ALL ON public.%I FROM videoreview_app', part);
                EXECUTE format('WITH moved AS (DELETE FROM security_event_other WHERE at >= $1 AND at < $2 RETURNING *) '
                    'INSERT INTO public.%I SELECT * FROM moved', part) USING begins, ends;
                EXECUTE format('ALTER TABLE security_event ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', part, begins, ends);
            END LOOP;

            FOR part IN
                SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'security_event'::regclass AND c.relname ~ '^security_event_[0-9]{6}$'
                    AND (to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC' <= oldest
            LOOP
                EXECUTE format('DROP TABLE public.%I', part);
            END LOOP;
            DELETE FROM security_event_other WHERE at < oldest;
        END $$;
        REVOKE ALL ON FUNCTION keep_security_events() FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION keep_security_events() TO videoreview_app;
        SELECT keep_security_events();
        """);
}
