using System.Diagnostics;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>More hands: workers on one broker share what waits.</summary>
public sealed class BacklogTests
{
    private const int Videos = 16;

    [Fact]
    public async Task Two_workers_share_a_backlog_and_do_each_job_once()
    {
        await using var site = await FaultSite.OpenAsync();
        await site.StartWebAsync();
        for (var i = 0; i < Videos; i++)
        {
            await site.ReceiveAsync(await FaultSamples.PlainAsync());
        }

        await Eventually.Async(
            async () => (await site.JobsAsync()).Count(job => job.Kind == VideoJobs.Inspect) == Videos, "a backlog",
            FaultSite.Patience);
        var begun = Stopwatch.GetTimestamp();
        var workers = await Task.WhenAll(site.StartWorkerAsync(), site.StartWorkerAsync());
        await site.RestAsync();

        var took = Stopwatch.GetElapsedTime(begun);
        var done = workers.Select(worker => FaultSite.EndedBy(worker).Where(job => job.End == "done")
            .Select(job => job.JobId).ToList()).ToList();
        var whole = await Wholeness.CheckAsync(site);
        Wholeness.EachJobOnce(await site.JobsAsync());
        var expected = (await site.JobsAsync()).Where(job => job.Kind != VideoJobs.Store).Select(job => job.Id).Order();
        Assert.Equal(expected, done.SelectMany(jobs => jobs).Order());
        Assert.All(done, jobs => Assert.InRange(jobs.Count, expected.Count() / 4, expected.Count() * 3 / 4));
        Assert.Equal((Videos, 0, 0), (whole.Videos, whole.Losses, whole.Orphans));
        Figures.Tell(
            "backlog of two workers",
            $"{done[0].Count} and {done[1].Count} of {expected.Count()} jobs in {Figures.Seconds(took)}");
    }
}
