using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>An unfinished upload, to go on with here or on another device.</summary>
public sealed record UnfinishedUpload(
    Guid Id, string FileName, long LengthBytes, long OffsetBytes, DateTimeOffset ExpiresAt);

/// <summary>What an entry's page shows about uploading.</summary>
/// <param name="WhyNot">Null = a file may be sent now.</param>
/// <param name="QuotaLeftBytes">Of the unit in the period.</param>
public sealed record EntryUploads(
    Refusal? WhyNot, FileRules Rules, string TimeZone, DateTimeOffset Due, long QuotaLeftBytes, bool HasVideo,
    IReadOnlyList<UnfinishedUpload> Unfinished);

/// <summary>Unfinished uploads of an entry and the limits that hold for the next.</summary>
public sealed class UploadList(ReviewDbContext database, EntryGates gates, UploadUsage usage, TimeProvider time)
{
    /// <summary>Null = this person does not upload for the entry.</summary>
    public async Task<EntryUploads?> OfEntryAsync(Actor actor, Guid entryId, CancellationToken cancellation)
    {
        if (await gates.FindAsync(actor, entryId, cancellation) is not { } gate)
        {
            return null;
        }

        var (rules, now) = (gate.Period.FileRules, time.GetUtcNow());
        var left = Math.Max(0, rules.QuotaBytes - await usage.UsedBytesAsync(gate.Entry, cancellation));
        return new(
            gate.WhyNotUpload(now), rules, gate.Period.TimeZone, gate.Due, left, gate.Entry.VideoId is not null,
            await UnfinishedAsync(entryId, now, cancellation));
    }

    private Task<List<UnfinishedUpload>> UnfinishedAsync(
        Guid entryId, DateTimeOffset now, CancellationToken cancellation) =>
        database.Uploads.AsNoTracking()
            .Where(u => u.EntryId == entryId && u.Status == UploadStatus.Open && u.ExpiresAt > now)
            .OrderByDescending(u => u.CreatedAt).ThenBy(u => u.Id)
            .Select(u => new UnfinishedUpload(u.Id, u.FileName, u.LengthBytes, u.OffsetBytes, u.ExpiresAt))
            .ToListAsync(cancellation);
}
