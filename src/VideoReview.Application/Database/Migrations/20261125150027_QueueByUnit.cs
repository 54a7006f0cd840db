using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>The units that wait in a queue are found by skipping along this index; the older version finds its jobs by id and does not mind.</summary>
    public partial class QueueByUnit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "media_job_queued_idx",
                table: "media_job");

            migrationBuilder.CreateIndex(
                name: "media_job_queued_idx",
                table: "media_job",
                columns: new[] { "lane", "kind", "unit_id", "run_after", "id" },
                filter: "state = 'queued'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "media_job_queued_idx",
                table: "media_job");

            migrationBuilder.CreateIndex(
                name: "media_job_queued_idx",
                table: "media_job",
                columns: new[] { "lane", "run_after" },
                filter: "state = 'queued'");
        }
    }
}
