using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;

namespace VideoReview.IntegrationTests.Support;

/// <summary>The rows of which an entry beyond a draft consists; what is added is not yet saved.</summary>
internal sealed class EntryRows(TestDatabase database, TimeProvider time)
{
    private DateTimeOffset Now => time.GetUtcNow();

    public void Place(Entry entry, EntryStatus status)
    {
        entry.Status = status;
        entry.StatusBeforeEnd = status switch
        {
            EntryStatus.Rejected => EntryStatus.Submitted,
            EntryStatus.Disqualified => EntryStatus.Ready,
            _ => null,
        };
        if (status is EntryStatus.Returned)
        {
            (entry.ReturnCount, entry.ReturnDueAt, entry.ReturnNote) = (1, Now.AddDays(7), "Perjelas dampaknya.");
        }
    }

    public Video AddVideo(
        Application.Database.ReviewDbContext context, Entry entry, VideoStatus status, Action<Upload>? change = null)
    {
        var id = Guid.CreateVersion7();
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(id.ToByteArray()));
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId,
            AccountId = entry.CreatedBy, FileName = "video.mp4", LengthBytes = 50_000_000, OffsetBytes = 50_000_000,
            Status = UploadStatus.Complete, CreatedAt = Now.AddDays(-3), BegunAt = Now.AddDays(-3),
            CompletedAt = Now.AddDays(-3).AddMinutes(5), ExpiresAt = Now.AddDays(4), Format = "mp4", Sha256 = sha256,
        };
        change?.Invoke(upload);
        var isPlayable = status is VideoStatus.Playable;
        var video = new Video
        {
            Id = id, EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId, UploadId = upload.Id,
            FileName = "video.mp4", SizeBytes = 50_000_000,
            Sha256 = sha256, Format = "mp4", Status = status, ReceivedAt = upload.CompletedAt ?? Now,
            ObjectKey = status is VideoStatus.Received ? null : $"originals/{sha256}",
            Reasons = status is VideoStatus.Refused ? [Domain.Sentence.Of("shell.none")] : [],
            Cause = status is VideoStatus.Failed ? Domain.Sentence.Of("shell.error") : null,
            InspectedAt =
                status is VideoStatus.Received or VideoStatus.Inspecting ? null : Now.AddDays(-3).AddMinutes(6),
            PlayableKey = isPlayable ? $"originals/{sha256}" : null, PlayableSizeBytes = isPlayable ? 50_000_000 : null,
            PlayableType = isPlayable ? "video/mp4" : null,
            PlayableAt = isPlayable ? Now.AddDays(-3).AddMinutes(7) : null,
        };
        context.Uploads.Add(upload);
        context.Videos.Add(video);
        return video;
    }

    public EntryVersion AddVersion(Application.Database.ReviewDbContext context, Entry entry, int number, Guid by)
    {
        var version = new EntryVersion
        {
            Id = Guid.CreateVersion7(), EntryId = entry.Id, Number = number, Profile = entry.Profile,
            Declarations = entry.Declarations,
            VideoId = entry.VideoId ?? throw new InvalidOperationException("A submitted entry has a video."),
            SubmittedBy = by, SubmittedAt = Now.AddDays(-2), ReceiptHash = new string('0', 64),
        };
        context.EntryVersions.Add(version);
        return version;
    }

    public async Task<string> NextNumberAsync(Period period)
    {
        await using var command = database.DataSource.CreateCommand("""
            UPDATE period SET last_entry_number = last_entry_number + 1
            WHERE id = $1 RETURNING year || '-' || lpad(last_entry_number::text, 4, '0')
            """);
        command.Parameters.Add(new() { Value = period.Id });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
