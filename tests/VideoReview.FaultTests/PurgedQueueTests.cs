using System.Diagnostics;
using RabbitMQ.Client;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>The messages are gone, the rows are not.</summary>
public sealed class PurgedQueueTests
{
    private const int Videos = 4;

    [Fact]
    public async Task Purged_queue_costs_a_wait_and_no_video()
    {
        await using var site = await FaultSite.OpenAsync();
        await site.StartWebAsync();
        for (var i = 0; i < Videos; i++)
        {
            await site.ReceiveAsync(await FaultSamples.RemuxAsync());
        }

        await Eventually.Async(
            async () => await PurgeAsync(site) is var _ && await WaitingAsync(site) == Videos
                && await AreAllSentAsync(site),
            "all bells rung and thrown away", FaultSite.Patience);
        var begun = Stopwatch.GetTimestamp();
        await site.StartWorkerAsync();
        await site.RestAsync(TimeSpan.FromMinutes(8));

        var whole = await Wholeness.CheckAsync(site);
        Wholeness.EachJobOnce(await site.JobsAsync());
        Assert.Equal((Videos, 0, 0), (whole.Videos, whole.Losses, whole.Orphans));
        Figures.Tell("queue purged", $"{whole.Jobs} jobs of {Videos} videos done "
            + $"{Figures.Seconds(Stopwatch.GetElapsedTime(begun))} after the purge, bells again after 2 min");
    }

    private static async Task<int> WaitingAsync(FaultSite site) =>
        (await site.JobsAsync()).Count(job => job is { Kind: VideoJobs.Inspect, State: JobState.Queued });

    private static async Task<bool> AreAllSentAsync(FaultSite site) =>
        await site.CountAsync("SELECT count(*) FROM outbox_message WHERE sent_at IS NULL") == 0;

    private static async Task<uint> PurgeAsync(FaultSite site)
    {
        await using var connection = await new ConnectionFactory { Uri = TestServices.RabbitMq }
            .CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.QueuePurgeAsync(site.Prefix + "-ring-fast");
    }
}
