using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Worker.Media;

/// <summary>
/// The inspect step: what the file holds, and whether the period takes it. An unreadable or infected file is refused
/// with a sentence, not failed.
/// </summary>
[StepOf(VideoJobs.Inspect)]
internal sealed class Inspector(
    ReviewDbContext database, SourceFiles sources, Scanner scanner, VideoProbe probe) : IJobStep
{
    private const int PercentAfterFetch = 30, PercentAfterScan = 80;

    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == video.PeriodId, cancellation);
        using var scratch = sources.NewScratch();
        var path = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        underway.Percent = PercentAfterFetch;
        if (await scanner.FindAsync(path, cancellation) is { } signature)
        {
            return new VideoResult { Inspection = new(null, Verdict.Infected) { Signature = signature } };
        }

        underway.Percent = PercentAfterScan;
        try
        {
            var metadata = await probe.ProbeAsync(
                path, video.Format, scratch.Path, cancellation, found => !IsTakenFor(found, period.FileRules));
            return new VideoResult
            {
                Inspection = new(metadata, Acceptance.Judge(metadata, video.Format, period.FileRules)),
            };
        }
        catch (JobFaultException fault) when (fault.Fault == JobFault.BadInput)
        {
            return new VideoResult { Inspection = new(null, Verdict.Unreadable(fault.Cause)) };
        }
    }

    private static bool IsTakenFor(VideoMetadata found, FileRules rules) =>
        Acceptance.WhyNotDuration(TimeSpan.FromMilliseconds(found.DurationMilliseconds), rules) is null;
}
