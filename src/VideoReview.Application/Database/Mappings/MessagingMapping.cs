using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Application.Messaging;

namespace VideoReview.Application.Database.Mappings;

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> row)
    {
        row.ToTable("outbox_message", table =>
        {
            table.Holds("sent_or_failed", "sent_at IS NULL OR failed_at IS NULL");
            table.Holds("discarded_when_failed", "discarded_at IS NULL OR failed_at IS NOT NULL");
        });
        row.HasKey(m => m.Id).HasName("outbox_message_pkey");
        row.Property(m => m.Seq).UseIdentityAlwaysColumn();
        row.Property(m => m.MessageType).HasMaxLength(100);
        row.Property(m => m.Body).HasColumnType("jsonb");
        row.Property(m => m.Headers).HasColumnType("jsonb");
        row.Property(m => m.PartitionKey).HasMaxLength(100);
        row.Property(m => m.ClaimedBy).HasMaxLength(200);
        row.Property(m => m.LastError).HasMaxLength(4000);
        row.Property(m => m.CreatedAt).HasDefaultValueSql("now()");
        row.Property(m => m.AvailableAt).HasDefaultValueSql("now()");
        row.HasIndex(m => new { m.AvailableAt, m.Seq }).HasFilter("sent_at IS NULL AND failed_at IS NULL")
            .HasDatabaseName("outbox_message_unsent_idx");
        row.HasIndex(m => new { m.MessageType, m.FailedAt, m.Id })
            .HasFilter("failed_at IS NOT NULL AND discarded_at IS NULL").HasDatabaseName("outbox_message_failed_idx");
        row.HasIndex(m => m.SentAt).HasFilter("sent_at IS NOT NULL").HasDatabaseName("outbox_message_sent_at_idx");
    }
}

internal sealed class InboxMessageMapping : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> row)
    {
        row.ToTable("inbox_message").HasKey(m => new { m.Consumer, m.MessageId }).HasName("inbox_message_pkey");
        row.Property(m => m.Consumer).HasMaxLength(200);
        row.Property(m => m.ReceivedAt).HasDefaultValueSql("now()");
        row.HasIndex(m => m.ReceivedAt).HasDatabaseName("inbox_message_received_at_idx");
    }
}
