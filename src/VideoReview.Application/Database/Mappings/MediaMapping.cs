using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Database.Mappings;

internal sealed class UploadMapping : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> row)
    {
        row.ToTable("upload", table =>
        {
            table.OneOf<Upload, UploadStatus>("status");
            table.Holds("offset_within_length", "offset_bytes BETWEEN 0 AND length_bytes AND length_bytes > 0");
            table.Holds("complete_or_not", "(status = 'complete') = (completed_at IS NOT NULL) AND (status <> "
                + "'complete' OR offset_bytes = length_bytes)");
        });
        row.HasKey(u => u.Id).HasName("upload_pkey");
        row.Property(u => u.FileName).HasMaxLength(500);
        row.Property(u => u.Format).HasMaxLength(20);
        row.Property(u => u.Sha256).HasMaxLength(64);
        row.Property(u => u.ClientSha256).HasMaxLength(64);
        row.HasIndex(u => new { u.UnitId, u.PeriodId, u.Status })
            .HasDatabaseName("upload_unit_id_period_id_status_idx");
        row.HasIndex(u => u.EntryId).HasDatabaseName("upload_entry_id_idx");
        row.HasIndex(u => u.ExpiresAt).HasFilter("status = 'open'").HasDatabaseName("upload_expires_at_idx");
        row.HasOne<Entry>().WithMany().HasForeignKey(u => u.EntryId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("upload_entry_id_fkey");
    }
}

internal sealed class VideoMapping : IEntityTypeConfiguration<Video>
{
    public void Configure(EntityTypeBuilder<Video> row)
    {
        row.ToTable("video", table =>
        {
            table.OneOf<Video, VideoStatus>("status");
            table.Holds(
                "playable_with_key", "status <> 'playable' OR (playable_key IS NOT NULL AND playable_at IS NOT NULL)");
            table.Holds("failed_with_cause", "status <> 'failed' OR cause IS NOT NULL");
            table.Holds("poster_range", "poster_position BETWEEN 1 AND 5");
        });
        row.HasKey(v => v.Id).HasName("video_pkey");
        row.Property(v => v.FileName).HasMaxLength(500);
        row.Property(v => v.Sha256).HasMaxLength(64);
        row.Property(v => v.Format).HasMaxLength(20);
        row.Property(v => v.ObjectKey).HasMaxLength(300);
        row.Property(v => v.PlayableKey).HasMaxLength(300);
        row.Property(v => v.PlayableType).HasMaxLength(100);
        row.Property(v => v.PosterPosition).HasDefaultValue(1);
        row.Property(v => v.Metadata).IsJson();
        row.Property(v => v.Reasons).IsJson();
        row.Property(v => v.Notes).IsJson();
        row.Property(v => v.Cause).IsJson();
        row.Property(v => v.Sound).IsJson();
        row.Property(v => v.Damage).IsJson();
        row.Property(v => v.RowVersion).IsRowVersion();
        row.HasIndex(v => v.UploadId).IsUnique().HasDatabaseName("video_upload_id_key");
        row.HasIndex(v => v.EntryId).HasDatabaseName("video_entry_id_idx");
        row.HasIndex(v => v.Sha256).HasDatabaseName("video_sha256_idx");
        row.HasIndex(v => new { v.UnitId, v.PeriodId }).HasDatabaseName("video_unit_id_period_id_idx");
        row.HasIndex(v => new { v.PeriodId, v.Status }).HasDatabaseName("video_period_id_status_idx");
        row.HasOne<Entry>().WithMany().HasForeignKey(v => v.EntryId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("video_entry_id_fkey");
    }
}

internal sealed class VideoPictureMapping : IEntityTypeConfiguration<VideoPicture>
{
    public void Configure(EntityTypeBuilder<VideoPicture> row)
    {
        row.ToTable("video_picture", table => table.OneOf<VideoPicture, PictureKind>("kind"));
        row.HasKey(p => p.Id).HasName("video_picture_pkey");
        row.Property(p => p.Sha256).HasMaxLength(64);
        row.Property(p => p.ObjectKey).HasMaxLength(300);
        row.Property(p => p.MediaType).HasMaxLength(50);
        row.HasIndex(p => new { p.VideoId, p.Kind, p.Position }).IsUnique()
            .HasDatabaseName("video_picture_video_id_kind_position_key");
        row.HasOne<Video>().WithMany().HasForeignKey(p => p.VideoId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("video_picture_video_id_fkey");
    }
}

internal sealed class VideoFrameMapping : IEntityTypeConfiguration<VideoFrame>
{
    public void Configure(EntityTypeBuilder<VideoFrame> row)
    {
        row.ToTable("video_frame", table =>
        {
            table.Holds("at_range", "at_milliseconds >= 0");
            table.Holds(
                "print_range",
                "luma BETWEEN 0 AND 255 AND contrast BETWEEN 0 AND 128 AND dark_percent BETWEEN 0 AND 100");
        });
        row.Property(f => f.IsDamaged).HasDefaultValue(false);
        row.HasKey(f => new { f.VideoId, f.AtMilliseconds }).HasName("video_frame_pkey");
        row.Ignore(f => f.Print);
        row.Ignore(f => f.Seen);
        row.HasOne<Video>().WithMany().HasForeignKey(f => f.VideoId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("video_frame_video_id_fkey");
    }
}

internal sealed class VideoNoteMapping : IEntityTypeConfiguration<VideoNote>
{
    public void Configure(EntityTypeBuilder<VideoNote> row)
    {
        row.ToTable(
            "video_note",
            table => table.Holds("place_range", "from_milliseconds >= 0 AND to_milliseconds >= from_milliseconds AND "
                + "(from_milliseconds IS NULL) = (to_milliseconds IS NULL)"));
        row.HasKey(n => new { n.VideoId, n.Position }).HasName("video_note_pkey");
        row.Property(n => n.Position).ValueGeneratedNever();
        row.Property(n => n.Sentence).IsJson();
        row.HasOne<Video>().WithMany().HasForeignKey(n => n.VideoId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("video_note_video_id_fkey");
    }
}

internal sealed class VideoCopyMapping : IEntityTypeConfiguration<VideoCopy>
{
    public void Configure(EntityTypeBuilder<VideoCopy> row)
    {
        row.ToTable("video_copy", table =>
        {
            table.Holds("edge_known", $"edge_pixels IN ({CopyRules.LargeEdge}, {CopyRules.SmallEdge})");
            table.Holds(
                "not_larger", "least(width_pixels, height_pixels) BETWEEN 1 AND edge_pixels AND size_bytes > 0");
        });
        row.HasKey(c => new { c.VideoId, c.EdgePixels }).HasName("video_copy_pkey");
        row.Property(c => c.EdgePixels).ValueGeneratedNever();
        row.Property(c => c.ObjectKey).HasMaxLength(300);
        row.HasOne<Video>().WithMany().HasForeignKey(c => c.VideoId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("video_copy_video_id_fkey");
    }
}

internal sealed class VideoMatchMapping : IEntityTypeConfiguration<VideoMatch>
{
    public void Configure(EntityTypeBuilder<VideoMatch> row)
    {
        row.ToTable("video_match", table =>
        {
            table.OneOf<VideoMatch, MatchKind>("kind");
            table.Holds("later_first", "video_id > other_video_id");
            table.Holds("percent_range", "confidence_percent BETWEEN 0 AND 100 AND share_percent BETWEEN 0 AND 100");
            table.Holds(
                "place_range",
                "from_milliseconds >= 0 AND other_from_milliseconds >= 0 AND to_milliseconds >= from_milliseconds");
            table.Holds("aside_by_somebody", "(set_aside_at IS NULL) = (set_aside_by IS NULL) AND (set_aside_at "
                + "IS NULL) = (set_aside_reason IS NULL)");
        });
        row.HasKey(m => m.Id).HasName("video_match_pkey");
        row.Property(m => m.SetAsideReason).HasMaxLength(2000);
        row.HasIndex(m => new { m.VideoId, m.OtherVideoId }).IsUnique()
            .HasDatabaseName("video_match_video_id_other_video_id_key");
        row.HasIndex(m => m.OtherVideoId).HasDatabaseName("video_match_other_video_id_idx");
        row.HasIndex(m => new { m.ConfidencePercent, m.Id }).HasFilter("set_aside_at IS NULL")
            .HasDatabaseName("video_match_open_idx");
        row.HasOne<Video>().WithMany().HasForeignKey(m => m.VideoId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("video_match_video_id_fkey");
        row.HasOne<Video>().WithMany().HasForeignKey(m => m.OtherVideoId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("video_match_other_video_id_fkey");
    }
}
