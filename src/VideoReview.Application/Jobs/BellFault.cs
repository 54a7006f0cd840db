using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>
/// A bell that could not be answered (unreadable, given up by its queue, thrown outside of the work) says so on its
/// job. Only a job that waits is written: who holds a lease writes for itself. The job stays queued,
/// and the sweeper rings again.
/// </summary>
internal sealed class BellFault(ReviewDbContext database) : IFaultHandler
{
    public async Task HandleAsync(object message, string cause, CancellationToken cancellation)
    {
        if (message is IBell { JobId: var id })
        {
            await database.Jobs.Where(job => job.Id == id && job.State == JobState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(job => job.ErrorText, cause), cancellation);
        }
    }
}
