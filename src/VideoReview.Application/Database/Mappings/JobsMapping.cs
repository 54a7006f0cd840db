using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Database.Mappings;

/// <summary>
/// No foreign key: a subject is a row of any table, and its owner removes its jobs with it. No list of kinds
/// either: the words register them.
/// </summary>
internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> row)
    {
        row.ToTable("job", table =>
        {
            table.OneOf<Job, JobLane>("lane");
            table.OneOf<Job, JobState>("state");
            table.Holds("kind_written", "kind ~ '^[a-z][a-z-]*$' AND subject_kind ~ '^[a-z][a-z-]*$'");
            table.Holds("progress_range", "progress_percent BETWEEN 0 AND 100");
            table.Holds("running_with_lease", "(state = 'running') = (lease_until IS NOT NULL)");
            table.Holds("discarded_when_failed", "discarded_at IS NULL OR state = 'failed'");
        });
        row.HasKey(j => j.Id).HasName("job_pkey");
        row.Property(j => j.Kind).HasMaxLength(50);
        row.Property(j => j.SubjectKind).HasMaxLength(50);
        row.Property(j => j.LeaseOwner).HasMaxLength(200);
        row.Property(j => j.ErrorCode).HasMaxLength(100);
        row.HasIndex(j => new { j.SubjectId, j.SubjectKind, j.Kind }).IsUnique()
            .HasDatabaseName("job_subject_id_subject_kind_kind_key");
        row.HasIndex(j => new { j.Lane, j.Kind, j.TurnKey, j.RunAfter, j.Id }).HasFilter("state = 'queued'")
            .HasDatabaseName("job_queued_idx");
        row.HasIndex(j => new { j.Kind, j.ErrorCode, j.FinishedAt, j.Id })
            .HasFilter("state = 'failed' AND discarded_at IS NULL").HasDatabaseName("job_failed_idx");
        row.HasIndex(j => new { j.Lane, j.TurnKey, j.StartedAt }).HasDatabaseName("job_turn_idx");
        row.HasIndex(j => j.LeaseUntil).HasFilter("state = 'running'").HasDatabaseName("job_running_idx");
    }
}
