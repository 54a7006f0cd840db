using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// Each try at a backup, which the owner alone writes down, and who sees to backups: from its one row on a backup is
/// waited for. Two new tables; the version before runs on as it did.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129112200_KeepBackups")]
public sealed class KeepBackups : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "backup_care",
            columns: table => new
            {
                id = table.Column<int>(type: "integer", nullable: false),
                since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                outside_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("backup_care_pkey", x => x.id);
                table.CheckConstraint("backup_care_one_row", "id = 1");
            });

        migrationBuilder.CreateTable(
            name: "backup_run",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                name = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                object_count = table.Column<int>(type: "integer", nullable: false),
                dump_bytes = table.Column<long>(type: "bigint", nullable: false),
                error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("backup_run_pkey", x => x.id);
                table.CheckConstraint("backup_run_ended_after_start", "ended_at >= started_at");
                table.CheckConstraint("backup_run_named_or_failed", "name IS NOT NULL OR error IS NOT NULL");
            });

        migrationBuilder.CreateIndex(
            name: "backup_run_started_at_idx", table: "backup_run", columns: ["started_at", "id"]);

        migrationBuilder.Sql("""
            INSERT INTO backup_care (id, since) VALUES (1, now());
            REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON backup_run FROM videoreview_app;
            REVOKE INSERT, DELETE, TRUNCATE ON backup_care FROM videoreview_app;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");
}
