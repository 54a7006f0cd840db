using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Database.Mappings;

internal sealed class ReviewMapping : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> row)
    {
        row.ToTable("review", table =>
        {
            table.OneOf<Review, ReviewStatus>("status");
            table.Holds("claimed_with_lease", "status <> 'claimed' OR lease_until IS NOT NULL");
            table.Holds("final_with_moment", "status <> 'final' OR final_at IS NOT NULL");
        });
        row.HasKey(r => r.Id).HasName("review_pkey");
        row.Property(r => r.GeneralNote).HasMaxLength(10000);
        row.Property(r => r.Reason).HasMaxLength(4000);
        row.Property(r => r.RowVersion).IsRowVersion();
        row.HasIndex(r => new { r.EntryVersionId, r.Stage, r.ReviewerId }).IsUnique()
            .HasDatabaseName("review_version_stage_reviewer_key");
        row.HasIndex(r => new { r.ReviewerId, r.PeriodId, r.Status })
            .HasDatabaseName("review_reviewer_id_period_id_status_idx");
        row.HasIndex(r => new { r.EntryId, r.Status }).HasDatabaseName("review_entry_id_status_idx");
        row.HasIndex(r => new { r.PeriodId, r.Status }).HasDatabaseName("review_period_id_status_idx");
        row.HasMany(r => r.Scores).WithOne().HasForeignKey(s => s.ReviewId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("review_score_review_id_fkey");
        row.HasOne<EntryVersion>().WithMany().HasForeignKey(r => r.EntryVersionId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("review_entry_version_id_fkey");
        row.HasOne<Entry>().WithMany().HasForeignKey(r => r.EntryId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("review_entry_id_fkey");
        row.HasOne<Period>().WithMany().HasForeignKey(r => r.PeriodId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("review_period_id_fkey");
        row.HasOne<RubricVersion>().WithMany().HasForeignKey(r => r.RubricVersionId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("review_rubric_version_id_fkey");
        row.HasOne<Account>().WithMany().HasForeignKey(r => r.ReviewerId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("review_reviewer_id_fkey");
        row.HasIndex(r => r.RubricVersionId).HasDatabaseName("review_rubric_version_id_idx");
    }
}

internal sealed class ReviewScoreMapping : IEntityTypeConfiguration<ReviewScore>
{
    public void Configure(EntityTypeBuilder<ReviewScore> row)
    {
        row.ToTable("review_score", table => table.Holds("not_negative", "score >= 0"))
            .HasKey(s => new { s.ReviewId, s.PointCode }).HasName("review_score_pkey");
        row.Property(s => s.PointCode).HasMaxLength(50);
        row.Property(s => s.Score).HasPrecision(8, 3);
        row.Property(s => s.Comment).HasMaxLength(10000);
    }
}

internal sealed class DeclaredConflictMapping : IEntityTypeConfiguration<DeclaredConflict>
{
    public void Configure(EntityTypeBuilder<DeclaredConflict> row)
    {
        row.ToTable("declared_conflict").HasKey(c => c.Id).HasName("declared_conflict_pkey");
        row.Property(c => c.Reason).HasMaxLength(2000);
        row.HasIndex(c => new { c.ReviewerId, c.UnitId }).IsUnique()
            .HasDatabaseName("declared_conflict_reviewer_id_unit_id_key");
        row.HasOne<Account>().WithMany().HasForeignKey(c => c.ReviewerId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("declared_conflict_reviewer_id_fkey");
        row.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("declared_conflict_unit_id_fkey");
        row.HasIndex(c => c.UnitId).HasDatabaseName("declared_conflict_unit_id_idx");
    }
}

internal sealed class ChosenPeriodMapping : IEntityTypeConfiguration<ChosenPeriod>
{
    public void Configure(EntityTypeBuilder<ChosenPeriod> row)
    {
        row.ToTable("chosen_period").HasKey(c => c.ReviewerId).HasName("chosen_period_pkey");
        row.HasIndex(c => c.PeriodId).HasDatabaseName("chosen_period_period_id_idx");
        row.HasOne<Account>().WithMany().HasForeignKey(c => c.ReviewerId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("chosen_period_reviewer_id_fkey");
        row.HasOne<Period>().WithMany().HasForeignKey(c => c.PeriodId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("chosen_period_period_id_fkey");
    }
}

internal sealed class ResultSnapshotMapping : IEntityTypeConfiguration<ResultSnapshot>
{
    public void Configure(EntityTypeBuilder<ResultSnapshot> row)
    {
        row.ToTable("result_snapshot").HasKey(s => s.Id).HasName("result_snapshot_pkey");
        row.Property(s => s.InputHash).HasMaxLength(64);
        row.Property(s => s.Reason).HasMaxLength(4000);
        row.Property(s => s.RevokeReason).HasMaxLength(4000);
        row.HasIndex(s => new { s.PeriodId, s.Number }).IsUnique()
            .HasDatabaseName("result_snapshot_period_id_number_key");
        row.HasOne<Period>().WithMany().HasForeignKey(s => s.PeriodId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("result_snapshot_period_id_fkey");
    }
}
