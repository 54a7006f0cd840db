using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// The match step. Pairs that are the same byte for byte are written at once: two uploads that ended at the same
/// moment did not see each other.
/// </summary>
[StepOf(VideoJobs.Match)]
internal sealed class MatchFinder(ReviewDbContext database, SameBytes sameBytes, MatchSearch search) : IJobStep
{
    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        await sameBytes.FindAsync(video.Id, cancellation);
        return new VideoResult { Matches = await search.FindAsync(video, cancellation) };
    }
}
