using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>
    /// A sixth kind of job searches for videos that show the same, by the four quarters of a hash that the pictures job keeps. Videos that have pictures get it by that job, rung by
    /// the sweeper. Nothing that the older version reads or writes changes.
    /// </summary>
    public partial class IndexFramePrints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.AddColumn<long>(
                name: "centre_hash",
                table: "video_frame",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable', 'quality', 'match', 'poster')");

            migrationBuilder.Sql("""
                CREATE INDEX video_frame_quarter1_idx ON video_frame ((centre_hash >> 48));
                CREATE INDEX video_frame_quarter2_idx ON video_frame (((centre_hash >> 32) & 65535));
                CREATE INDEX video_frame_quarter3_idx ON video_frame (((centre_hash >> 16) & 65535));
                CREATE INDEX video_frame_quarter4_idx ON video_frame ((centre_hash & 65535));
                UPDATE media_job SET state = 'queued', attempt = 0, losses = 0, progress_percent = 0, finished_at = NULL, rung_at = NULL, run_after = now()
                WHERE kind = 'pictures' AND state = 'done';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.DropColumn(
                name: "centre_hash",
                table: "video_frame");

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable', 'quality', 'poster')");
        }
    }
}
