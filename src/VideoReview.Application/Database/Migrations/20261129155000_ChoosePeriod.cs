using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// The period from which a reviewer's work comes, where several run. The version before knows nothing of it and runs on.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129155000_ChoosePeriod")]
public sealed class ChoosePeriod : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "chosen_period",
            table => new { reviewer_id = table.Column<Guid>("uuid"), period_id = table.Column<Guid>("uuid") },
            constraints: table =>
            {
                table.PrimaryKey("chosen_period_pkey", c => c.reviewer_id);
                table.ForeignKey(
                    "chosen_period_period_id_fkey", c => c.period_id, "period", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    "chosen_period_reviewer_id_fkey", c => c.reviewer_id, "account", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("chosen_period_period_id_idx", "chosen_period", "period_id");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");
}
