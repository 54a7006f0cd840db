using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>Smaller copies of a video are rows, and an eighth kind of job makes them. Nothing changes in the rows there are.</summary>
    public partial class KeepCopies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.CreateTable(
                name: "video_copy",
                columns: table => new
                {
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    edge_pixels = table.Column<int>(type: "integer", nullable: false),
                    width_pixels = table.Column<int>(type: "integer", nullable: false),
                    height_pixels = table.Column<int>(type: "integer", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    object_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_copy_pkey", x => new { x.video_id, x.edge_pixels });
                    table.CheckConstraint("video_copy_edge_known", "edge_pixels IN (720, 360)");
                    table.CheckConstraint("video_copy_not_larger", "least(width_pixels, height_pixels) BETWEEN 1 AND edge_pixels AND size_bytes > 0");
                    table.ForeignKey(
                        name: "video_copy_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable', 'quality', 'match', 'poster', 'copies')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "video_copy");

            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable', 'quality', 'match', 'poster')");
        }
    }
}
