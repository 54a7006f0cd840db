using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>Media jobs as rows: the row is the truth, the message only rings (media.md section 5).</summary>
public sealed class JobQueue(ReviewDbContext database, Outbox outbox, TimeProvider time)
{
    /// <summary>Adds a job for the video and rings for it, in the caller's transaction and SaveChanges.</summary>
    public MediaJob Add(Video video, MediaJobKind kind)
    {
        var now = time.GetUtcNow();
        var job = new MediaJob { Id = Guid.CreateVersion7(), VideoId = video.Id, UnitId = video.UnitId, Kind = kind, Lane = LaneOf(kind), RunAfter = now, RungAt = now, CreatedAt = now };
        database.MediaJobs.Add(job);
        Ring(job);
        return job;
    }

    private void Ring(MediaJob job)
    {
        var unit = job.UnitId.ToString("N");
        switch (job.Kind)
        {
            case MediaJobKind.Store: outbox.Add(new StoreUpload { JobId = job.Id }, unit); break;
            case MediaJobKind.Inspect: outbox.Add(new InspectVideo { JobId = job.Id }, unit); break;
            case MediaJobKind.Pictures: outbox.Add(new MakePictures { JobId = job.Id }, unit); break;
            case MediaJobKind.Playable: outbox.Add(new MakePlayable { JobId = job.Id }, unit); break;
            default: throw new ArgumentOutOfRangeException(nameof(job), job.Kind, null);
        }
    }

    private static MediaLane LaneOf(MediaJobKind kind) => kind switch
    {
        MediaJobKind.Store => MediaLane.Store,
        MediaJobKind.Inspect => MediaLane.Fast,
        MediaJobKind.Pictures => MediaLane.Images,
        _ => MediaLane.Heavy,
    };
}
