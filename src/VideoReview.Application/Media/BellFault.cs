using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// A bell that could not be answered (unreadable, given up by its queue, thrown outside of the work) says so on its job. Only a job that waits is
/// written: who holds a lease writes for itself. The job stays queued, and the sweeper rings again.
/// </summary>
internal sealed class BellFault(ReviewDbContext database) : IFaultHandler
{
    public async Task HandleAsync(object message, string cause, CancellationToken cancellation)
    {
        if (JobOf(message) is { } id)
        {
            await database.MediaJobs.Where(job => job.Id == id && job.State == MediaJobState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(job => job.ErrorText, cause), cancellation);
        }
    }

    private static Guid? JobOf(object message) => message switch
    {
        StoreUpload bell => bell.JobId,
        InspectVideo bell => bell.JobId,
        MakePoster bell => bell.JobId,
        MakePictures bell => bell.JobId,
        RemuxVideo bell => bell.JobId,
        MakePlayable bell => bell.JobId,
        CheckQuality bell => bell.JobId,
        FindMatches bell => bell.JobId,
        _ => null,
    };
}
