using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// How many seats of an entry's current version are held, kept beside the entry for the queue alone, which orders by it. Always counted from the reviews, never
/// stepped; a claim whose time is over counts until the sweeper has come by. Deferred to the commit: rows that are loaded and saved in one
/// transaction keep their concurrency token until then.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261125143000_CountSeats")]
public sealed class CountSeats : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            ALTER TABLE submission ADD seats_held integer NOT NULL DEFAULT 0;

            CREATE FUNCTION holds_seat(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
                SELECT status IN ('final', 'draft', 'assigned', 'claimed')
            $$;

            CREATE FUNCTION count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                changed uuid := coalesce(NEW.submission_id, OLD.submission_id);
            BEGIN
                UPDATE submission s SET seats_held = c.held
                FROM (SELECT count(*) AS held FROM review r JOIN submission e ON e.current_version_id = r.entry_version_id
                    WHERE e.id = changed AND r.submission_id = changed AND holds_seat(r.status)) c
                WHERE s.id = changed AND s.seats_held <> c.held;
                RETURN NULL;
            END $$;

            CREATE CONSTRAINT TRIGGER review_seat_come AFTER INSERT ON review DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (holds_seat(NEW.status)) EXECUTE FUNCTION count_seats();
            CREATE CONSTRAINT TRIGGER review_seat_changed AFTER UPDATE OF status ON review DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (holds_seat(OLD.status) <> holds_seat(NEW.status)) EXECUTE FUNCTION count_seats();
            CREATE CONSTRAINT TRIGGER review_seat_gone AFTER DELETE ON review DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (holds_seat(OLD.status)) EXECUTE FUNCTION count_seats();

            -- A new version begins with free seats.
            CREATE FUNCTION free_seats() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.seats_held := 0;
                RETURN NEW;
            END $$;
            CREATE TRIGGER submission_new_version BEFORE UPDATE OF current_version_id ON submission
                FOR EACH ROW WHEN (OLD.current_version_id IS DISTINCT FROM NEW.current_version_id) EXECUTE FUNCTION free_seats();
            """);

        migrationBuilder.Sql("""
            UPDATE submission s SET seats_held = c.held
            FROM (SELECT entry_version_id, count(*) AS held FROM review WHERE holds_seat(status) GROUP BY entry_version_id) c
            WHERE c.entry_version_id = s.current_version_id;

            CREATE INDEX submission_claim_idx ON submission (period_id, seats_held, uuid_hash_extended(current_version_id, 0)) WHERE status IN ('ready', 'in_review');
            """);
    }
}
