using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>
    /// How a tool was called and ended, and what a person set aside: null for every row there is, so the older version does not mind. Whoever looks at the
    /// processing is told of changed jobs and of failed messages.
    /// </summary>
    public partial class KeepHowJobsEnded : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "discarded_at",
                table: "outbox_message",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "discarded_at",
                table: "media_job",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "error_command",
                table: "media_job",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "error_exit_status",
                table: "media_job",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "outbox_message_failed_idx",
                table: "outbox_message",
                columns: new[] { "message_type", "failed_at", "id" },
                filter: "failed_at IS NOT NULL AND discarded_at IS NULL");

            migrationBuilder.AddCheckConstraint(
                name: "outbox_message_discarded_when_failed",
                table: "outbox_message",
                sql: "discarded_at IS NULL OR failed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "media_job_failed_idx",
                table: "media_job",
                columns: new[] { "kind", "error_code", "finished_at", "id" },
                filter: "state = 'failed' AND discarded_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "media_job_turn_idx",
                table: "media_job",
                columns: new[] { "lane", "unit_id", "started_at" });

            migrationBuilder.AddCheckConstraint(
                name: "media_job_discarded_when_failed",
                table: "media_job",
                sql: "discarded_at IS NULL OR state = 'failed'");

            migrationBuilder.Sql("""
                CREATE FUNCTION tell_processing() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_notify('changed', 'processing');
                    RETURN NULL;
                END $$;
                CREATE TRIGGER media_job_processing_told AFTER INSERT OR UPDATE OF state, progress_percent, discarded_at ON media_job
                    FOR EACH STATEMENT EXECUTE FUNCTION tell_processing();
                CREATE TRIGGER outbox_message_failed_told AFTER UPDATE OF failed_at, discarded_at ON outbox_message
                    FOR EACH ROW WHEN (OLD.failed_at IS DISTINCT FROM NEW.failed_at OR OLD.discarded_at IS DISTINCT FROM NEW.discarded_at)
                    EXECUTE FUNCTION tell_processing();
                CREATE TRIGGER outbox_message_stranger_told AFTER INSERT ON outbox_message
                    FOR EACH ROW WHEN (NEW.failed_at IS NOT NULL) EXECUTE FUNCTION tell_processing();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER media_job_processing_told ON media_job;
                DROP TRIGGER outbox_message_failed_told ON outbox_message;
                DROP TRIGGER outbox_message_stranger_told ON outbox_message;
                DROP FUNCTION tell_processing();
                """);

            migrationBuilder.DropIndex(
                name: "outbox_message_failed_idx",
                table: "outbox_message");

            migrationBuilder.DropCheckConstraint(
                name: "outbox_message_discarded_when_failed",
                table: "outbox_message");

            migrationBuilder.DropIndex(
                name: "media_job_failed_idx",
                table: "media_job");

            migrationBuilder.DropIndex(
                name: "media_job_turn_idx",
                table: "media_job");

            migrationBuilder.DropCheckConstraint(
                name: "media_job_discarded_when_failed",
                table: "media_job");

            migrationBuilder.DropColumn(
                name: "discarded_at",
                table: "outbox_message");

            migrationBuilder.DropColumn(
                name: "discarded_at",
                table: "media_job");

            migrationBuilder.DropColumn(
                name: "error_command",
                table: "media_job");

            migrationBuilder.DropColumn(
                name: "error_exit_status",
                table: "media_job");
        }
    }
}
