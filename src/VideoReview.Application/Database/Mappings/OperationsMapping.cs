using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Domain.Operations;

namespace VideoReview.Application.Database.Mappings;

internal sealed class BackupRunMapping : IEntityTypeConfiguration<BackupRun>
{
    public void Configure(EntityTypeBuilder<BackupRun> row)
    {
        row.ToTable("backup_run", table =>
        {
            table.Holds("named_or_failed", "name IS NOT NULL OR error IS NOT NULL");
            table.Holds("ended_after_start", "ended_at >= started_at");
        });
        row.HasKey(run => run.Id).HasName("backup_run_pkey");
        row.Property(run => run.Name).HasMaxLength(20);
        row.Property(run => run.Error).HasMaxLength(2000);
        row.HasIndex(run => new { run.StartedAt, run.Id }).HasDatabaseName("backup_run_started_at_idx");
    }
}

internal sealed class BackupCareMapping : IEntityTypeConfiguration<BackupCare>
{
    public void Configure(EntityTypeBuilder<BackupCare> row)
    {
        row.ToTable(
            "backup_care",
            table => table.Holds("one_row", string.Create(CultureInfo.InvariantCulture, $"id = {BackupCare.Only}")));
        row.HasKey(care => care.Id).HasName("backup_care_pkey");
        row.Property(care => care.Id).ValueGeneratedNever();
        row.Property(care => care.OutsideBy).HasMaxLength(BackupRule.LongestName);
    }
}
