using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>A fifth kind of job hears and looks at a video; what it found are rows. Null and false for every row there is, so the older version does not mind.</summary>
    public partial class KeepQualityNotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.AddColumn<bool>(
                name: "is_damaged",
                table: "video_frame",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "sound",
                table: "video",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "video_note",
                columns: table => new
                {
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    sentence = table.Column<string>(type: "jsonb", nullable: false),
                    from_milliseconds = table.Column<int>(type: "integer", nullable: true),
                    to_milliseconds = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_note_pkey", x => new { x.video_id, x.position });
                    table.CheckConstraint("video_note_place_range", "from_milliseconds >= 0 AND to_milliseconds >= from_milliseconds AND (from_milliseconds IS NULL) = (to_milliseconds IS NULL)");
                    table.ForeignKey(
                        name: "video_note_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable', 'quality')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "video_note");

            migrationBuilder.DropCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job");

            migrationBuilder.DropColumn(
                name: "is_damaged",
                table: "video_frame");

            migrationBuilder.DropColumn(
                name: "sound",
                table: "video");

            migrationBuilder.AddCheckConstraint(
                name: "media_job_kind_known",
                table: "media_job",
                sql: "kind IN ('store', 'inspect', 'pictures', 'playable')");
        }
    }
}
