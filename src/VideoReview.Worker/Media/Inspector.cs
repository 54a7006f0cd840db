using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>The inspect step: what the file holds, and whether the period takes it. An unreadable file is refused with a sentence, not failed.</summary>
internal sealed class Inspector(ReviewDbContext database, SourceFiles sources, VideoProbe probe)
{
    public async Task<JobResult> InspectAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking().SingleAsync(v => v.Id == underway.Lease.VideoId, cancellation);
        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == video.PeriodId, cancellation);
        using var scratch = sources.NewScratch();
        var path = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        underway.Percent = 50;
        try
        {
            var metadata = await probe.ProbeAsync(path, video.Format, scratch.Path, cancellation);
            return new() { Inspection = new(metadata, Acceptance.Judge(metadata, video.Format, period.FileRules)) };
        }
        catch (JobFaultException fault) when (fault.Fault == JobFault.BadInput)
        {
            return new() { Inspection = new(null, Verdict.Unreadable(fault.Cause)) };
        }
    }
}
