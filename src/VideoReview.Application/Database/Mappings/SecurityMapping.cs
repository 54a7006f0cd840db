using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Database.Mappings;

internal sealed class SecurityEventMapping : IEntityTypeConfiguration<SecurityEvent>
{
    public void Configure(EntityTypeBuilder<SecurityEvent> row)
    {
        // Parted by the month, hence made by hand (KeepSecurityEvents); the key is the model's alone.
        row.ToTable("security_event", table => table.OneOf<SecurityEvent, SecurityKind>("kind"));
        row.HasKey(e => e.Id).HasName("security_event_pkey");
        row.Property(e => e.AddressMark).HasMaxLength(32);
        row.Property(e => e.Client).HasMaxLength(64);
        row.Property(e => e.Detail).HasMaxLength(400);
        row.HasIndex(e => new { e.At, e.Id }).HasDatabaseName("security_event_at_id_idx");
        row.HasIndex(e => new { e.ActorId, e.At }).HasDatabaseName("security_event_actor_id_idx");
        row.HasIndex(e => new { e.SubjectId, e.At }).HasDatabaseName("security_event_subject_id_idx");
        row.HasIndex(e => new { e.AddressMark, e.At }).HasDatabaseName("security_event_address_mark_idx");
    }
}
