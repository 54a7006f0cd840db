using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>A mail that could not be sent says so on its notice; null for every row there is, so the older version does not mind.</summary>
    public partial class KeepMailError : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mail_error",
                table: "notice",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "mail_error",
                table: "notice");
        }
    }
}
