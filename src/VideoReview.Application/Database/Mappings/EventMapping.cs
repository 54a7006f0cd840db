using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Domain;

namespace VideoReview.Application.Database.Mappings;

internal sealed class EventMapping : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> row)
    {
        row.ToTable("event", table => table.OneOf<Event, EventAudience>("audience")).HasKey(e => e.Seq)
            .HasName("event_pkey");
        row.Property(e => e.Seq).UseIdentityAlwaysColumn();
        row.Property(e => e.Act).HasMaxLength(100);
        row.Property(e => e.Subject).HasMaxLength(50);
        row.Property(e => e.From).HasMaxLength(200);
        row.Property(e => e.To).HasMaxLength(200);
        row.Property(e => e.Reason).HasMaxLength(4000);

        // text, not jsonb: jsonb would reorder what a later hash chain is computed over.
        row.Property(e => e.Data).HasColumnType("text");
        row.HasIndex(e => new { e.EntryId, e.Seq }).HasDatabaseName("event_entry_id_seq_idx");
        row.HasIndex(e => new { e.PeriodId, e.Seq }).HasDatabaseName("event_period_id_seq_idx");
        row.HasIndex(e => new { e.SubjectId, e.Seq }).HasDatabaseName("event_subject_id_seq_idx");
    }
}
