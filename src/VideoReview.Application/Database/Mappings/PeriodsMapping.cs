using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Database.Mappings;

internal sealed class PeriodMapping : IEntityTypeConfiguration<Period>
{
    public void Configure(EntityTypeBuilder<Period> row)
    {
        row.ToTable("period", table =>
        {
            table.Holds("name_length", "length(name) BETWEEN 1 AND 200");
            table.OneOf<Period, PeriodStatus>("status");
            table.Holds("dates_in_order", "opens_at < closes_at AND closes_at <= review_due_at");
            table.Holds("seats_range", "seats_per_video BETWEEN 1 AND 9");
            table.Holds("returns_range", "maximum_returns BETWEEN 0 AND 9 AND return_days BETWEEN 1 AND 60");
            table.Holds(
                "published_with_snapshot",
                "(status IN ('published', 'archived')) = (published_snapshot_id IS NOT NULL)");
        });
        row.HasKey(p => p.Id).HasName("period_pkey");
        row.Property(p => p.Name).HasMaxLength(200);
        row.Property(p => p.TimeZone).HasMaxLength(50);
        row.Property(p => p.FileRules).IsJson();
        row.Property(p => p.RowVersion).IsRowVersion();
        row.HasIndex(p => p.Name).IsUnique().HasDatabaseName("period_name_key");
        row.HasIndex(p => p.RubricVersionId).HasDatabaseName("period_rubric_version_id_idx");
        row.HasIndex(p => p.PublishedSnapshotId).HasDatabaseName("period_published_snapshot_id_idx");
        row.HasOne<ResultSnapshot>().WithMany().HasForeignKey(p => p.PublishedSnapshotId)
            .OnDelete(DeleteBehavior.Restrict).HasConstraintName("period_published_snapshot_id_fkey");
    }
}

internal sealed class ExtensionMapping : IEntityTypeConfiguration<Extension>
{
    public void Configure(EntityTypeBuilder<Extension> row)
    {
        row.ToTable("extension", table => table.Holds("reason_length", "length(reason) BETWEEN 1 AND 2000"));
        row.HasKey(e => e.Id).HasName("extension_pkey");
        row.HasIndex(e => new { e.PeriodId, e.UnitId }).HasDatabaseName("extension_period_id_unit_id_idx");
        row.HasOne<Period>().WithMany().HasForeignKey(e => e.PeriodId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("extension_period_id_fkey");
        row.HasIndex(e => e.UnitId).HasDatabaseName("extension_unit_id_idx");
        row.HasOne<Unit>().WithMany().HasForeignKey(e => e.UnitId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("extension_unit_id_fkey");
    }
}

internal sealed class RubricVersionMapping : IEntityTypeConfiguration<RubricVersion>
{
    public void Configure(EntityTypeBuilder<RubricVersion> row)
    {
        row.ToTable("rubric_version").HasKey(r => r.Id).HasName("rubric_version_pkey");
        row.Property(r => r.Rubric).IsJson();
        row.Property(r => r.RowVersion).IsRowVersion();
        row.HasIndex(r => new { r.PeriodId, r.Number }).IsUnique()
            .HasDatabaseName("rubric_version_period_id_number_key");

        // The period names its rubric and the rubric its period: only this direction is a key, so that
        // both can be inserted at once.
        row.HasOne<Period>().WithMany().HasForeignKey(r => r.PeriodId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("rubric_version_period_id_fkey");
    }
}

internal sealed class DatedEffectMapping : IEntityTypeConfiguration<DatedEffect>
{
    public void Configure(EntityTypeBuilder<DatedEffect> row)
    {
        row.ToTable("dated_effect").HasKey(e => e.Id).HasName("dated_effect_pkey");
        row.Property(e => e.Kind).HasMaxLength(100);
        row.Property(e => e.LastError).HasMaxLength(4000);
        row.HasIndex(e => e.DueAt).HasFilter("done_at IS NULL").HasDatabaseName("dated_effect_due_at_idx");
        row.HasIndex(e => new { e.Kind, e.SubjectId }).HasDatabaseName("dated_effect_kind_subject_id_idx");
    }
}
