using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// Where a video's decoders complained, and where a browser stopped: "plays as is" must mean that it plays. The version before runs on it:
/// it writes neither.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129161000_KnowDamage")]
public sealed class KnowDamage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "damage", table: "video", type: "jsonb", nullable: true);
        migrationBuilder.AddColumn<int>(name: "stopped_at_milliseconds", table: "video", type: "integer", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");
}
