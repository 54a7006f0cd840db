using System.Diagnostics;
using System.Net;
using RabbitMQ.Client;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>The broker is away for minutes.</summary>
public sealed class BrokerDownTests
{
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Broker_away_for_five_minutes_holds_work_up_and_loses_none()
    {
        await using var broker = await OwnService.StartAsync("rabbitmq");
        await using var site = await FaultSite.OpenAsync();
        site.Settings["Bus:RabbitMqUri"] = broker.Address;
        var web = await site.StartWebAsync();
        var worker = await site.StartWorkerAsync();
        await site.ReceiveAsync(await FaultSamples.RemuxAsync());
        await site.RestAsync();
        var underway = await site.ReceiveAsync(await FaultSamples.HeavyAsync(20));
        await Eventually.Async(
            async () => await site.JobAsync(underway.Id, VideoJobs.Playable) is { State: JobState.Running },
            "a copy begun", FaultSite.Patience);

        await broker.StopAsync();
        var down = Stopwatch.GetTimestamp();
        await site.ReceiveAsync(await FaultSamples.PlainAsync());
        await site.ReceiveAsync(await FaultSamples.RemuxAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await worker.ReadinessAsync());
        Assert.Equal(HttpStatusCode.OK, await web.ReadinessAsync());
        await Task.Delay(Away - Stopwatch.GetElapsedTime(down));
        Assert.Equal(JobState.Done, (await site.JobAsync(underway.Id, VideoJobs.Playable))!.State);
        await broker.StartAsync();
        var up = Stopwatch.GetTimestamp();
        await site.RestAsync();
        var recovered = Stopwatch.GetElapsedTime(up);

        await Eventually.Async(
            async () => await worker.ReadinessAsync() == HttpStatusCode.OK, "the worker is ready again",
            FaultSite.Patience);
        var whole = await Wholeness.CheckAsync(site);
        Wholeness.EachJobOnce(await site.JobsAsync());
        Assert.Equal((4, 0, 0), (whole.Videos, whole.Losses, whole.Orphans));
        Figures.Tell("broker down 5 min", $"all {whole.Jobs} jobs done {Figures.Seconds(recovered)} after it was "
            + "back; the copy under way went on; 0 losses");
    }

    [Fact]
    public async Task Worker_whose_queue_is_deleted_is_not_ready_until_it_is_consumed_again()
    {
        await using var site = await FaultSite.OpenAsync();
        await site.StartWebAsync();
        var worker = await site.StartWorkerAsync();
        await using (var connection = await new ConnectionFactory { Uri = TestServices.RabbitMq }
            .CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeleteAsync(site.Prefix + "-ring-images");
        }

        var begun = Stopwatch.GetTimestamp();
        var unready = await worker.ReadinessAsync();
        await site.ReceiveAsync(await FaultSamples.PlainAsync());
        await site.RestAsync();
        await Eventually.Async(
            async () => await worker.ReadinessAsync() == HttpStatusCode.OK, "the worker is ready again",
            FaultSite.Patience);
        await Wholeness.CheckAsync(site);
        Figures.Tell(
            "queue deleted",
            $"readiness said {(int)unready}, all done {Figures.Seconds(Stopwatch.GetElapsedTime(begun))} later");
    }
}
