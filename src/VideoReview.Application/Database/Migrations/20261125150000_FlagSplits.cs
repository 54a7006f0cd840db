using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// Whether the final reviews of an entry's current version disagree on a point: by half the scale or more, or on whether it is met (scoring.md 8). Kept beside the
/// entry for the board, which would otherwise look at every score of the period each time; always told from the scores, at commit, as seats are counted.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261125150000_FlagSplits")]
public sealed class FlagSplits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            ALTER TABLE submission ADD is_split boolean NOT NULL DEFAULT false;

            CREATE FUNCTION disagrees(lowest numeric, highest numeric, rubric jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
                SELECT highest - lowest >= coalesce((rubric ->> 'highestScore')::numeric, 4) / 2
                    OR (lowest < coalesce((rubric ->> 'metFrom')::numeric, 2) AND highest >= coalesce((rubric ->> 'metFrom')::numeric, 2))
            $$;

            CREATE FUNCTION flag_split() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                changed uuid := coalesce(NEW.submission_id, OLD.submission_id);
            BEGIN
                UPDATE submission s SET is_split = c.is_split
                FROM (SELECT coalesce(bool_or(disagrees(p.lowest, p.highest, p.rubric)), false) AS is_split FROM (
                    SELECT min(x.score) AS lowest, max(x.score) AS highest, b.rubric
                    FROM submission e JOIN review r ON r.entry_version_id = e.current_version_id AND r.submission_id = e.id AND r.status = 'final'
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

            -- A new version begins with free seats and without scores.
            CREATE OR REPLACE FUNCTION free_seats() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.seats_held := 0;
                NEW.is_split := false;
                RETURN NEW;
            END $$;
            """);

        migrationBuilder.Sql("""
            UPDATE submission s SET is_split = true
            WHERE s.current_version_id IN (
                SELECT r.entry_version_id FROM review r JOIN review_score x ON x.review_id = r.id JOIN rubric_version b ON b.id = r.rubric_version_id
                WHERE r.status = 'final' GROUP BY r.entry_version_id, x.point_code, b.id HAVING disagrees(min(x.score), max(x.score), b.rubric));

            CREATE INDEX submission_split_idx ON submission (period_id) WHERE is_split;
            """);
    }
}
