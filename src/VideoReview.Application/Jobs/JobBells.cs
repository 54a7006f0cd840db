using VideoReview.Application.Messaging;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>
/// Which bell calls for a job: its lane's, and in the plain lane that of the process which can do it.
/// </summary>
internal static class JobBells
{
    public static IBell Of(Job job, bool needsWayOut) => job.Lane switch
    {
        JobLane.Store => new RingStore { JobId = job.Id },
        JobLane.Fast => new RingFast { JobId = job.Id },
        JobLane.Images => new RingImages { JobId = job.Id },
        JobLane.Heavy => new RingHeavy { JobId = job.Id },
        JobLane.Plain => needsWayOut ? new RingOut { JobId = job.Id } : new RingPlain { JobId = job.Id },
    };
}
