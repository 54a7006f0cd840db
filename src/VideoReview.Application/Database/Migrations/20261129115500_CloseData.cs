using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// Closed data never changes: a result that was frozen and a rubric that reviews stand on are kept from our own role too, by grant and by
/// trigger. The version before still runs on it: it writes neither.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129115500_CloseData")]
public sealed class CloseData : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        KeepSnapshots(migrationBuilder);
        KeepFrozenRubrics(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");

    /// <summary>
    /// A snapshot may be revoked, once, and nothing else. Whole rows are compared without the three columns, so that a column added later
    /// is kept as well.
    /// </summary>
    private static void KeepSnapshots(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        REVOKE UPDATE, DELETE, TRUNCATE ON result_snapshot FROM videoreview_app;
        GRANT UPDATE (revoked_at, revoked_by, revoke_reason) ON result_snapshot TO videoreview_app;

        CREATE FUNCTION revoke_once() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            revoking constant text[] := ARRAY['revoked_at', 'revoked_by', 'revoke_reason'];
        BEGIN
            IF OLD.revoked_at IS NULL AND OLD.revoked_by IS NULL AND OLD.revoke_reason IS NULL AND NEW.revoked_at IS NOT NULL
                AND to_jsonb(OLD) - revoking = to_jsonb(NEW) - revoking THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a row of % may be revoked, once, and not be changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER result_snapshot_revoked_once BEFORE UPDATE ON result_snapshot FOR EACH ROW EXECUTE FUNCTION revoke_once();
        CREATE TRIGGER result_snapshot_kept BEFORE DELETE ON result_snapshot FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER result_snapshot_no_truncate BEFORE TRUNCATE ON result_snapshot
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """);

    private static void KeepFrozenRubrics(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TRIGGER rubric_version_frozen BEFORE UPDATE OR DELETE ON rubric_version
            FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
        """);
}
