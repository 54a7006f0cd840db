using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>After the last byte: is what arrived what the browser read?</summary>
public sealed class UploadComparison(
    ReviewDbContext database, UploadDesk desk, EntryMoves moves, DamagedVideos damaged, EventLog events)
{
    /// <summary>
    /// Compares what the browser read with what arrived. When they differ the entry lets go of the video, which ends,
    /// and the person sends it again.
    /// </summary>
    public async Task<Outcome> CompareAsync(Actor actor, Guid uploadId, string sha256, CancellationToken cancellation)
    {
        if (await desk.FindAsync(actor, uploadId, cancellation) is not { } upload)
        {
            return Refusal.NotFound;
        }

        if (upload.Status != UploadStatus.Complete)
        {
            return new Refusal(RefusalKind.Forbidden, Sentence.Of("uploads.not-complete"));
        }

        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))
        {
            return Refusal.Invalid("sha256", "uploads.hash-form");
        }

        var isSame = string.Equals(upload.Sha256, sha256, StringComparison.OrdinalIgnoreCase);
        if (upload.ClientSha256 is null)
        {
            await WriteComparedAsync(actor, upload, sha256.ToLowerInvariant(), isSame, cancellation);
        }

        return isSame ? Outcome.Done : Refusal.Invalid("file", "uploads.damaged");
    }

    private async Task WriteComparedAsync(
        Actor actor, Upload upload, string sha256, bool isSame, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var entry = await moves.LockAsync(upload.EntryId, cancellation);
        await database.Uploads.Where(u => u.Id == upload.Id && u.ClientSha256 == null)
            .ExecuteUpdateAsync(row => row.SetProperty(u => u.ClientSha256, sha256), cancellation);
        if (!isSame)
        {
            var video = await database.Videos.AsNoTracking().SingleAsync(v => v.UploadId == upload.Id, cancellation);
            if (entry is { Status: EntryStatus.Draft or EntryStatus.Returned } && entry.VideoId == video.Id)
            {
                entry.VideoId = null;
                await damaged.EndAsync(video.Id, cancellation);
            }

            events.Append(actor, "uploads.arrived-damaged", UploadDesk.SubjectOf(upload), EventAudience.Unit);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
