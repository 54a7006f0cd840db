using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VideoReview.Application.Database.Migrations;

/// <summary>
/// Addresses of accounts as rows, so that events can name what was changed and the address can still be taken away. The version before
/// still runs on it and writes none; the row of an address is made when it is first changed.
/// </summary>
[DbContext(typeof(ReviewDbContext))]
[Migration("20261129113000_KeepAddresses")]
public sealed class KeepAddresses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "account_address",
            table => new
            {
                id = table.Column<Guid>("uuid"),
                account_id = table.Column<Guid>("uuid"),
                email = table.Column<string>("character varying(256)", maxLength: 256),
                set_at = table.Column<DateTimeOffset>("timestamp with time zone"),
            },
            constraints: table =>
            {
                table.PrimaryKey("account_address_pkey", a => a.id);
                table.ForeignKey(
                    "account_address_account_id_fkey", a => a.account_id, "account", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("account_address_account_id_idx", "account_address", "account_id");
        migrationBuilder.AddColumn<Guid>("address_id", "notice", "uuid", nullable: true);
        migrationBuilder.CreateIndex("notice_address_id_idx", "notice", "address_id");
        migrationBuilder.AddForeignKey(
            "notice_address_id_fkey", "notice", "address_id", "account_address", principalColumn: "id",
            onDelete: ReferentialAction.Cascade);
        migrationBuilder.Sql("""
            INSERT INTO account_address (id, account_id, email, set_at)
            SELECT gen_random_uuid(), id, email, created_at FROM account WHERE email IS NOT NULL
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("Migrations go forward only.");
}
