using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>A sixth kind of job takes one picture early. A worker of the older version does not hear its bell, so it waits for a newer one.</summary>
    public partial class TakeEarlyPoster : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable', 'quality', 'poster')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM media_job WHERE kind = 'poster'");

            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable', 'quality')");
        }
    }
}
