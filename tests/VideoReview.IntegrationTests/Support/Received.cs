using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Uploads;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// What the last byte of an upload leaves: the file in staging, upload complete, video received, job and bell.
/// </summary>
public static class Received
{
    /// <param name="services">A scope of the process that has the staging folder.</param>
    /// <param name="format">Code of the container; null = by the file's name.</param>
    public static async Task<Video> WriteAsync(
        IServiceProvider services, Entry entry, string path, DateTimeOffset now, string? format = null)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId,
            AccountId = entry.CreatedBy, FileName = Path.GetFileName(path), LengthBytes = bytes.Length,
            OffsetBytes = bytes.Length, Status = UploadStatus.Complete, CreatedAt = now, BegunAt = now,
            CompletedAt = now, ExpiresAt = now.AddDays(7), Sha256 = sha256,
        };
        var video = new Video
        {
            Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId,
            UploadId = upload.Id, FileName = upload.FileName, SizeBytes = bytes.Length,
            Sha256 = sha256, Format = format ?? Path.GetExtension(path)[1..], ReceivedAt = now,
        };
        var staging = services.GetRequiredService<StagingArea>();
        staging.EnsureFolder();
        await File.WriteAllBytesAsync(staging.PathOf(upload.Id), bytes);
        var context = services.GetRequiredService<ReviewDbContext>();
        context.Uploads.Add(upload);
        context.Videos.Add(video);
        services.GetRequiredService<JobQueue>().Add(VideoJobs.Order(VideoJobs.Store, video));
        await context.SaveChangesAsync();
        return video;
    }
}
