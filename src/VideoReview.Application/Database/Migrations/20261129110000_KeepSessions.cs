using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// Open sessions as rows, so that sign-out ends a copied cookie too. The version before still runs on it: it asks its own cookies by the
/// security stamp and leaves these rows alone. Whoever is signed in by it signs in once more.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129110000_KeepSessions")]
public sealed class KeepSessions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "open_session",
            table => new
            {
                id = table.Column<Guid>("uuid"),
                account_id = table.Column<Guid>("uuid"),
                begun_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                seen_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                ends_at = table.Column<DateTimeOffset>("timestamp with time zone"),
            },
            constraints: table =>
            {
                table.PrimaryKey("open_session_pkey", s => s.id);
                table.ForeignKey(
                    "open_session_account_id_fkey", s => s.account_id, "account", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("open_session_account_id_idx", "open_session", "account_id");
        EndAndTell(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");

    /// <summary>No session outlives its account's stamp, whoever changes it; processes forget what they remember of either.</summary>
    private static void EndAndTell(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            DELETE FROM open_session WHERE account_id = NEW.id;
            RETURN NULL;
        END $$;
        CREATE TRIGGER account_sessions_end AFTER UPDATE ON account FOR EACH ROW
            WHEN (OLD.security_stamp IS DISTINCT FROM NEW.security_stamp OR (OLD.is_active AND NOT NEW.is_active)) EXECUTE FUNCTION end_sessions();

        CREATE FUNCTION tell_account() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('changed', 'account:' || NEW.id);
            RETURN NULL;
        END $$;
        CREATE TRIGGER account_told AFTER UPDATE ON account FOR EACH ROW
            WHEN ((OLD.display_name, OLD.unit_id, OLD.roles, OLD.language, OLD.must_change_password, OLD.is_active)
                IS DISTINCT FROM (NEW.display_name, NEW.unit_id, NEW.roles, NEW.language, NEW.must_change_password, NEW.is_active))
            EXECUTE FUNCTION tell_account();

        CREATE FUNCTION tell_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('changed', 'session:' || OLD.id);
            RETURN NULL;
        END $$;
        CREATE TRIGGER open_session_end_told AFTER DELETE ON open_session FOR EACH ROW EXECUTE FUNCTION tell_session_end();
        """);
}
