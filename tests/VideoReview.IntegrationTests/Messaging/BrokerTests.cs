using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VideoReview.Application.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>What a broker that comes and goes does to messages: it delays them.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly ConcurrentDictionary<Guid, int> deliveries = new();
    private TestQueues queues = null!;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        queues = new TestQueues(BusTransport.RabbitMq, database);
    }

    public async ValueTask DisposeAsync()
    {
        await queues.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Messages_wait_uncounted_while_there_is_no_broker()
    {
        await using var wire = new Wire(TestServices.RabbitMq);
        wire.Cut();
        await using var process = await BusProcess.StartAsync(database, queues, CountAsync, wire.Address);
        var ids = await queues.PinAsync(60);
        await Eventually.Async(
            async () => (await queues.RowsAsync()).Any(m => m.LastError is not null), "the relay noticed");
        var rows = await queues.RowsAsync();

        wire.Mend();

        Assert.All(rows, row => Assert.Equal((0, null, null), (row.Attempts, row.SentAt, row.FailedAt)));
        await Eventually.Async(queues.AreAllSentAsync, "all sent");
        await Eventually.Async(() => deliveries.Count == ids.Count, "all delivered");
    }

    [Fact]
    public async Task Broker_cut_off_again_and_again_loses_nothing()
    {
        await using var wire = new Wire(TestServices.RabbitMq);
        await using var process = await BusProcess.StartAsync(database, queues, CountAsync, wire.Address);
        var ids = new List<Guid>();
        for (var round = 0; round < 3; round++)
        {
            ids.AddRange(await queues.PinAsync(200));
            var reached = round * 200;
            await Eventually.Async(() => deliveries.Count > reached, "some delivered", TimeSpan.FromMinutes(3));
            wire.Cut();
            ids.AddRange(await queues.PinAsync(1));
            wire.Mend();
        }

        await Eventually.Async(queues.AreAllSentAsync, "all sent");
        await Eventually.Async(() => deliveries.Count == ids.Count, "all delivered");
        Assert.Equal(ids.Order(), deliveries.Keys.Order());
    }

    [Fact]
    public async Task Message_sent_before_any_consumer_ran_waits_in_its_queue()
    {
        await using (var sender = await BusProcess.StartAsync(database, queues, handling: null))
        {
            await queues.PinAsync(3);
            await Eventually.Async(queues.AreAllSentAsync, "all sent");
        }

        Assert.Equal(3u, await TestQueues.OnChannelAsync(channel => channel.MessageCountAsync(queues.Notices)));
        await using var taker = await BusProcess.StartAsync(database, queues, CountAsync);
        await Eventually.Async(() => deliveries.Count == 3, "all delivered");
    }

    [Fact]
    public async Task Message_without_a_route_is_not_taken_for_sent()
    {
        await using var process = await BusProcess.StartAsync(database, queues, handling: null);
        await queues.PinAsync(1);
        await Eventually.Async(queues.AreAllSentAsync, "the first sent");
        await TestQueues.OnChannelAsync(
            channel => channel.QueueDeleteAsync(queues.Notices, ifUnused: false, ifEmpty: false));

        var id = (await queues.PinAsync(1))[0];

        await Eventually.Async(async () => (await queues.RowAsync(id)).Attempts == 1, "refused once");
        Assert.Contains("NO_ROUTE", (await queues.RowAsync(id)).LastError, StringComparison.Ordinal);
        await Eventually.Async(queues.AreAllSentAsync, "declared anew and sent");
        Assert.Equal(1u, await TestQueues.OnChannelAsync(channel => channel.MessageCountAsync(queues.Notices)));
    }

    [Fact]
    public async Task Bus_is_ready_only_while_somebody_consumes_its_queue()
    {
        await using var wire = new Wire(TestServices.RabbitMq);
        await using var process = await BusProcess.StartAsync(database, queues, CountAsync, wire.Address);
        var health = process.Services.GetRequiredService<HealthCheckService>();
        await Eventually.Async(async () => await BusAsync(health) == HealthStatus.Healthy, "ready");

        await TestQueues.OnChannelAsync(
            channel => channel.QueueDeleteAsync(queues.Notices, ifUnused: false, ifEmpty: false));
        await Eventually.Async(
            async () => await BusAsync(health) == HealthStatus.Unhealthy, "not ready without its queue");
    }

    private static async Task<HealthStatus> BusAsync(HealthCheckService health) =>
        (await health.CheckHealthAsync(check => check.Tags.Contains(MessagingSetup.BusTag))).Status;

    private Task CountAsync(MassTransit.ConsumeContext<NoticePinned> delivery, IServiceProvider services)
    {
        deliveries.AddOrUpdate(delivery.MessageId!.Value, 1, (_, count) => count + 1);
        return Task.CompletedTask;
    }
}
