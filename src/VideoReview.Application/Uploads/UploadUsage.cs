using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>What a unit keeps and has reserved in a period, and what the disk still has to take.</summary>
public sealed class UploadUsage(ReviewDbContext database, StagingArea staging)
{
    /// <summary>
    /// Two uploads of one unit and period never look at the quota at the same time; held until
    /// the caller's transaction ends.
    /// </summary>
    public Task LockAsync(Entry entry, CancellationToken cancellation) => database.Database.ExecuteSqlAsync(
        $"SELECT pg_advisory_xact_lock(hashtextextended({$"upload {entry.UnitId} {entry.PeriodId}"}, 0))",
        cancellation);

    /// <summary>
    /// Open uploads at their full size and all kept videos. One statement, so that an upload just
    /// turning into a video counts once.
    /// </summary>
    public Task<long> UsedBytesAsync(Entry entry, CancellationToken cancellation) =>
        database.Database.SqlQuery<long>($"""
            SELECT ((SELECT coalesce(sum(length_bytes), 0) FROM upload WHERE unit_id = {entry.UnitId} AND period_id = {entry.PeriodId} AND status = 'open')
                  + (SELECT coalesce(sum(size_bytes), 0) FROM video WHERE unit_id = {entry.UnitId} AND period_id = {entry.PeriodId}))::bigint AS "Value"
            """).SingleAsync(cancellation);

    internal async Task<UploadFacts> FactsAsync(
        EntryGate gate, long lengthBytes, TimeSpan? duration, CancellationToken cancellation)
    {
        var open = await database.Uploads.Where(u => u.Status == UploadStatus.Open).GroupBy(_ => 1)
            .Select(all => new
            {
                Outstanding = all.Sum(u => u.LengthBytes - u.OffsetBytes),
                OfEntry = all.Count(u => u.EntryId == gate.Entry.Id),
            })
            .SingleOrDefaultAsync(cancellation);
        return new()
        {
            Period = gate.Period.Status,
            Entry = gate.Entry.Status,
            Due = gate.Due,
            Rules = gate.Period.FileRules,
            LengthBytes = lengthBytes,
            Duration = duration,
            QuotaUsedBytes = await UsedBytesAsync(gate.Entry, cancellation),
            OpenUploads = open?.OfEntry ?? 0,
            HasRoom = staging.HasRoomFor(lengthBytes + (open?.Outstanding ?? 0)),
        };
    }
}
