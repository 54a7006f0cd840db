using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>Moves finished uploads out of staging into object storage: a rename on one filesystem, a put into S3. Run by web, which has the staging folder.</summary>
public sealed class UploadStore(ReviewDbContext database, IObjectStorage storage, StagingArea staging, JobRunner runner)
{
    /// <summary>Does the job whose turn it is. Its staging file goes once the row says that the object is there; a repeated bell makes up for a crash in between.</summary>
    public async Task StoreAsync(Guid jobId, CancellationToken cancellation)
    {
        var lease = await runner.RunAsync(jobId, (underway, stop) => PutAsync(underway.Lease.VideoId, stop), cancellation);
        Guid[] jobs = lease is null ? [jobId] : [jobId, lease.JobId];
        var stored = await database.Videos.AsNoTracking()
            .Where(v => v.ObjectKey != null && database.MediaJobs.Any(j => jobs.Contains(j.Id) && j.VideoId == v.Id))
            .Select(v => v.UploadId).ToListAsync(cancellation);
        stored.ForEach(staging.Delete);
    }

    private async Task<JobResult> PutAsync(Guid videoId, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking().SingleAsync(v => v.Id == videoId, cancellation);
        var key = ObjectKey.Original(video.Id, video.Sha256, video.Format);
        var path = staging.PathOf(video.UploadId);
        if (File.Exists(path))
        {
            await storage.PutAsync(key, path, video.Sha256, MediaTypes.Of(key), mayMove: true, cancellation);
        }

        // Without the file: an earlier attempt moved it and died before its row was written.
        return await storage.StatAsync(key, cancellation) is { } there && there.SizeBytes == video.SizeBytes
            ? new JobResult { Original = key }
            : throw new JobFaultException(JobFault.BadInput, Sentence.Of("media.cause-lost"), $"Neither {path} nor {key} holds {video.SizeBytes} bytes.");
    }
}
