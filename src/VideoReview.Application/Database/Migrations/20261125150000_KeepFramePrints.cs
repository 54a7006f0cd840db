using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>
    /// One pass over the key frames gives five posters, storyboard, contact sheet and prints, in place of one poster and six thumbnails. The thumbnails' rows go; videos that
    /// have pictures of the older kind get the new ones by their own job, rung by the sweeper. Workers of the older version must have ended.
    /// </summary>
    public partial class KeepFramePrints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "video_picture_kind_known",
                table: "video_picture");

            migrationBuilder.Sql("""
                DELETE FROM video_picture WHERE kind = 'thumbnail';
                UPDATE media_job SET state = 'queued', attempt = 0, losses = 0, progress_percent = 0, finished_at = NULL, rung_at = NULL, run_after = now()
                WHERE kind = 'pictures' AND state = 'done';
                """);

            migrationBuilder.AddColumn<int>(
                name: "poster_position",
                table: "video",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "video_frame",
                columns: table => new
                {
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<long>(type: "bigint", nullable: false),
                    luma = table.Column<int>(type: "integer", nullable: false),
                    contrast = table.Column<int>(type: "integer", nullable: false),
                    dark_percent = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_frame_pkey", x => new { x.video_id, x.at_milliseconds });
                    table.CheckConstraint("video_frame_at_range", "at_milliseconds >= 0");
                    table.CheckConstraint("video_frame_print_range", "luma BETWEEN 0 AND 255 AND contrast BETWEEN 0 AND 128 AND dark_percent BETWEEN 0 AND 100");
                    table.ForeignKey(
                        name: "video_frame_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "video_picture_kind_known",
                table: "video_picture",
                sql: "kind IN ('poster', 'poster_small', 'storyboard', 'storyboard_cues', 'contact_sheet')");

            migrationBuilder.AddCheckConstraint(
                name: "video_poster_range",
                table: "video",
                sql: "poster_position BETWEEN 1 AND 5");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "video_frame");

            migrationBuilder.DropCheckConstraint(
                name: "video_picture_kind_known",
                table: "video_picture");

            migrationBuilder.DropCheckConstraint(
                name: "video_poster_range",
                table: "video");

            migrationBuilder.DropColumn(
                name: "poster_position",
                table: "video");

            migrationBuilder.AddCheckConstraint(
                name: "video_picture_kind_known",
                table: "video_picture",
                sql: "kind IN ('poster', 'poster_small', 'thumbnail')");
        }
    }
}
