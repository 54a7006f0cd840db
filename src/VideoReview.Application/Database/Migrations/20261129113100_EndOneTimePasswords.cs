using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// One-time passwords end, and who was invited and never came is known. The version before still runs on it; what it sets has no end. Those
/// set before end in 14 days; who has a password of the own, or ever chose one, has signed in.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129113100_EndOneTimePasswords")]
public sealed class EndOneTimePasswords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTimeOffset>("one_time_until", "account", "timestamp with time zone", nullable: true);
        migrationBuilder.AddColumn<DateTimeOffset>("first_signed_in_at", "account", "timestamp with time zone", nullable: true);
        migrationBuilder.Sql("""
            UPDATE account a SET
                one_time_until = CASE WHEN must_change_password THEN now() + interval '14 days' END,
                first_signed_in_at = CASE WHEN NOT must_change_password OR EXISTS (
                    SELECT FROM event e WHERE e.subject_id = a.id AND e.act IN ('accounts.password-changed', 'accounts.password-reset'))
                    THEN created_at END
            """);
        migrationBuilder.AddCheckConstraint(
            "account_one_time_to_be_changed", "account", "one_time_until IS NULL OR must_change_password");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");
}
