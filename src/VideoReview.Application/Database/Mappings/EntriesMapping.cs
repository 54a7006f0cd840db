using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Database.Mappings;

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> row)
    {
        row.ToTable("entry", table =>
        {
            table.OneOf<Entry, EntryStatus>("status");
            table.Holds(
                "returned_with_due_date",
                "status <> 'returned' OR (return_due_at IS NOT NULL AND current_version_id IS NOT NULL)");
            table.Holds(
                "submitted_with_version",
                "status IN ('draft', 'withdrawn') OR (current_version_id IS NOT NULL AND "
                    + "submitted_at IS NOT NULL AND entry_number IS NOT NULL)");
            table.Holds("profile_size", "pg_column_size(profile) < 20000");
        });
        row.HasKey(s => s.Id).HasName("entry_pkey");
        row.Property(s => s.EntryNumber).HasMaxLength(20);
        row.Property(s => s.Profile).IsJson();
        row.Property(s => s.ReturnNote).HasMaxLength(4000);
        row.Property(s => s.StatusBeforeEnd).HasConversion(new SnakeCaseConverter<EntryStatus>());
        row.Property(s => s.RowVersion).IsRowVersion();
        row.HasIndex(s => new { s.PeriodId, s.EntryNumber }).IsUnique()
            .HasDatabaseName("entry_period_id_entry_number_key");
        row.HasIndex(s => new { s.PeriodId, s.Status, s.Id }).HasDatabaseName("entry_period_id_status_id_idx");
        row.HasIndex(s => new { s.UnitId, s.PeriodId, s.Status }).HasDatabaseName("entry_unit_id_period_id_status_idx");
        row.HasIndex(s => s.VideoId).HasDatabaseName("entry_video_id_idx");
        row.HasIndex(s => s.CurrentVersionId).HasDatabaseName("entry_current_version_id_idx");
        row.HasOne<Period>().WithMany().HasForeignKey(s => s.PeriodId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("entry_period_id_fkey");
        row.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("entry_unit_id_fkey");
        row.HasOne<Account>().WithMany().HasForeignKey(s => s.CreatedBy).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("entry_created_by_fkey");
        row.HasIndex(s => s.CreatedBy).HasDatabaseName("entry_created_by_idx");
    }
}

internal sealed class EntryVersionMapping : IEntityTypeConfiguration<EntryVersion>
{
    public void Configure(EntityTypeBuilder<EntryVersion> row)
    {
        row.ToTable("entry_version").HasKey(v => v.Id).HasName("entry_version_pkey");
        row.Property(v => v.Profile).IsJson();
        row.Property(v => v.ReceiptHash).HasMaxLength(64);
        row.HasIndex(v => new { v.EntryId, v.Number }).IsUnique().HasDatabaseName("entry_version_entry_id_number_key");
        row.HasIndex(v => v.VideoId).HasDatabaseName("entry_version_video_id_idx");
        row.HasOne<Entry>().WithMany().HasForeignKey(v => v.EntryId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("entry_version_entry_id_fkey");
        row.HasOne<Video>().WithMany().HasForeignKey(v => v.VideoId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("entry_version_video_id_fkey");
    }
}
