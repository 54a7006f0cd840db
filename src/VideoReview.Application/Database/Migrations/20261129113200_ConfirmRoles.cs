using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// Who was named as reviewer or coordinator and is not confirmed yet. What accounts hold already counts as confirmed, so nothing is moved.
/// The version before still runs on it: it knows nobody who waits, and the roles that it gives count at once.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129113200_ConfirmRoles")]
public sealed class ConfirmRoles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "appointment",
            table => new
            {
                id = table.Column<Guid>("uuid"),
                account_id = table.Column<Guid>("uuid"),
                role = table.Column<string>("text"),
                appointed_by = table.Column<Guid>("uuid"),
                appointed_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                status = table.Column<string>("text"),
                asked_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                counts_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                settled_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                settled_by = table.Column<Guid>("uuid", nullable: true),
                xmin = table.Column<uint>("xid", rowVersion: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("appointment_pkey", a => a.id);
                table.CheckConstraint(
                    "appointment_status_known", "status IN ('waiting', 'confirmed', 'alone', 'refused', 'withdrawn')");
                table.CheckConstraint("appointment_role_to_be_confirmed", "role IN ('reviewer', 'coordinator')");
                table.CheckConstraint("appointment_settled_with_moment", "(status = 'waiting') = (settled_at IS NULL)");
                table.CheckConstraint(
                    "appointment_settled_by_somebody", "(status IN ('waiting', 'alone')) = (settled_by IS NULL)");
                table.ForeignKey(
                    "appointment_account_id_fkey", a => a.account_id, "account", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "appointment_account_id_role_key", "appointment", ["account_id", "role"], unique: true, filter: "status = 'waiting'");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");
}
