using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>Videos of different entries that are alike, as pairs; those with the same bytes that came before this version are found here. The older version does not mind.</summary>
    public partial class KeepMatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "video_match",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    confidence_percent = table.Column<int>(type: "integer", nullable: false),
                    share_percent = table.Column<int>(type: "integer", nullable: false),
                    from_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    to_milliseconds = table.Column<int>(type: "integer", nullable: true),
                    other_from_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    set_aside_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_aside_by = table.Column<Guid>(type: "uuid", nullable: true),
                    set_aside_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_match_pkey", x => x.id);
                    table.CheckConstraint("video_match_aside_by_somebody", "(set_aside_at IS NULL) = (set_aside_by IS NULL) AND (set_aside_at IS NULL) = (set_aside_reason IS NULL)");
                    table.CheckConstraint("video_match_kind_known", "kind IN ('same_bytes', 'frames')");
                    table.CheckConstraint("video_match_later_first", "video_id > other_video_id");
                    table.CheckConstraint("video_match_percent_range", "confidence_percent BETWEEN 0 AND 100 AND share_percent BETWEEN 0 AND 100");
                    table.CheckConstraint("video_match_place_range", "from_milliseconds >= 0 AND other_from_milliseconds >= 0 AND to_milliseconds >= from_milliseconds");
                    table.ForeignKey(
                        name: "video_match_other_video_id_fkey",
                        column: x => x.other_video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "video_match_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "video_match_open_idx",
                table: "video_match",
                columns: new[] { "confidence_percent", "id" },
                filter: "set_aside_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "video_match_other_video_id_idx",
                table: "video_match",
                column: "other_video_id");

            migrationBuilder.CreateIndex(
                name: "video_match_video_id_other_video_id_key",
                table: "video_match",
                columns: new[] { "video_id", "other_video_id" },
                unique: true);

            migrationBuilder.Sql("""
                INSERT INTO video_match (id, video_id, other_video_id, kind, confidence_percent, share_percent, from_milliseconds, other_from_milliseconds, found_at)
                SELECT gen_random_uuid(), v.id, o.id, 'same_bytes', 100, 100, 0, 0, now() FROM video v JOIN video o ON o.sha256 = v.sha256 AND o.submission_id <> v.submission_id AND o.id < v.id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "video_match");
        }
    }
}
