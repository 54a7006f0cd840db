using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submissions;

namespace VideoReview.Application.Database.Mappings;

internal sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> row)
    {
        row.ToTable("submission", table =>
        {
            table.OneOf<Submission, SubmissionStatus>("status");
            table.Holds("returned_with_due_date", "status <> 'returned' OR (return_due_at IS NOT NULL AND current_version_id IS NOT NULL)");
            table.Holds("submitted_with_version", "status IN ('draft', 'withdrawn') OR (current_version_id IS NOT NULL AND submitted_at IS NOT NULL AND entry_number IS NOT NULL)");
            table.Holds("profile_size", "pg_column_size(profile) < 20000");
        });
        row.HasKey(s => s.Id).HasName("submission_pkey");
        row.Property(s => s.EntryNumber).HasMaxLength(20);
        row.Property(s => s.Profile).IsJson();
        row.Property(s => s.ReturnNote).HasMaxLength(4000);
        row.Property(s => s.StatusBeforeEnd).HasConversion(new SnakeCaseConverter<SubmissionStatus>());
        row.Property(s => s.RowVersion).IsRowVersion();
        row.HasIndex(s => new { s.PeriodId, s.EntryNumber }).IsUnique().HasDatabaseName("submission_period_id_entry_number_key");
        row.HasIndex(s => new { s.PeriodId, s.Status, s.Id }).HasDatabaseName("submission_period_id_status_id_idx");
        row.HasIndex(s => new { s.UnitId, s.PeriodId, s.Status }).HasDatabaseName("submission_unit_id_period_id_status_idx");
        row.HasIndex(s => s.VideoId).HasDatabaseName("submission_video_id_idx");
        row.HasIndex(s => s.CurrentVersionId).HasDatabaseName("submission_current_version_id_idx");
        row.HasOne<Period>().WithMany().HasForeignKey(s => s.PeriodId).OnDelete(DeleteBehavior.Restrict).HasConstraintName("submission_period_id_fkey");
        row.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict).HasConstraintName("submission_unit_id_fkey");
        row.HasOne<Account>().WithMany().HasForeignKey(s => s.CreatedBy).OnDelete(DeleteBehavior.Restrict).HasConstraintName("submission_created_by_fkey");
        row.HasIndex(s => s.CreatedBy).HasDatabaseName("submission_created_by_idx");
    }
}

internal sealed class EntryVersionMapping : IEntityTypeConfiguration<EntryVersion>
{
    public void Configure(EntityTypeBuilder<EntryVersion> row)
    {
        row.ToTable("entry_version").HasKey(v => v.Id).HasName("entry_version_pkey");
        row.Property(v => v.Profile).IsJson();
        row.Property(v => v.ReceiptHash).HasMaxLength(64);
        row.HasIndex(v => new { v.SubmissionId, v.Number }).IsUnique().HasDatabaseName("entry_version_submission_id_number_key");
        row.HasIndex(v => v.VideoId).HasDatabaseName("entry_version_video_id_idx");
        row.HasOne<Submission>().WithMany().HasForeignKey(v => v.SubmissionId).OnDelete(DeleteBehavior.Restrict).HasConstraintName("entry_version_submission_id_fkey");
        row.HasOne<Video>().WithMany().HasForeignKey(v => v.VideoId).OnDelete(DeleteBehavior.Restrict).HasConstraintName("entry_version_video_id_fkey");
    }
}
