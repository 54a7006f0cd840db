using System.Diagnostics;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>The object store is asked too much, then gone, for web and worker alike.</summary>
public sealed class StoreDownTests
{
    private static readonly TimeSpan EachMood = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Store_that_refuses_and_then_is_gone_holds_work_up_and_loses_none()
    {
        await using var front = await StoreFront.OpenAsync(TestServices.S3.Endpoint);
        await using var site = await FaultSite.OpenAsync();
        site.Settings["Storage:S3Endpoint"] = front.Address.ToString();
        await site.StartWebAsync();
        await site.StartWorkerAsync();
        var underway = await site.ReceiveAsync(await FaultSamples.HeavyAsync(20));
        await Eventually.Async(
            async () => await site.JobAsync(underway.Id, VideoJobs.Playable) is { State: JobState.Running },
            "a copy begun", FaultSite.Patience);

        front.Mood = StoreMood.Refuses;
        var refused = await site.ReceiveAsync(await FaultSamples.PlainAsync());
        await Task.Delay(EachMood);
        await front.CloseAsync();
        var gone = await site.ReceiveAsync(await FaultSamples.RemuxAsync());
        await Task.Delay(EachMood);
        var waiting = await site.JobsAsync();
        front.Mood = StoreMood.Serves;
        await front.OpenAsync();
        var up = Stopwatch.GetTimestamp();
        await site.RestAsync();
        var recovered = Stopwatch.GetElapsedTime(up);

        Assert.All(
            (Video[])[refused, gone],
            video => Assert.InRange(waiting.Single(j => j.SubjectId == video.Id).Attempt, 2, 6));
        var whole = await Wholeness.CheckAsync(site);
        Assert.All(await site.JobsAsync(), job => Assert.Equal((JobState.Done, 0), (job.State, job.Losses)));
        Assert.Equal(3, whole.Videos);
        Figures.Tell(
            "store 503 for 45 s, gone for 45 s",
            $"{whole.Jobs} jobs done {Figures.Seconds(recovered)} after it was back, at most "
                + $"{(await site.JobsAsync()).Max(j => j.Attempt)} attempts, {whole.Orphans} orphans");
    }
}
