using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Moves finished uploads out of staging into object storage: a rename on one filesystem, a put into S3. Run by web,
/// which has the staging folder.
/// </summary>
[StepOf(VideoJobs.Store)]
public sealed class UploadStore(ReviewDbContext database, IObjectStorage storage, StagingArea staging) : IJobStep
{
    /// <summary>
    /// The staging file goes once the row says that the object is there; the sweep of the folder
    /// makes up for a crash in between.
    /// </summary>
    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        var key = ObjectKey.Original(video.Id, video.Sha256, video.Format);
        var path = staging.PathOf(video.UploadId);
        if (File.Exists(path))
        {
            await storage.PutAsync(key, path, video.Sha256, MediaTypes.Of(key), mayMove: true, cancellation);
        }

        // Without the file: an earlier attempt moved it and died before its row was written.
        return await storage.StatAsync(key, cancellation) is { } there && there.SizeBytes == video.SizeBytes
            ? new VideoResult { Original = key, Afterwards = () => staging.Delete(video.UploadId) }
            : throw new JobFaultException(
                JobFault.BadInput, Sentence.Of("media.cause-lost"),
                $"Neither {path} nor {key} holds {video.SizeBytes} bytes.");
    }
}
