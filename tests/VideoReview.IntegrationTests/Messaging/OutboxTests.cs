using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>From the commit to the effect, on both buses.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly ConcurrentQueue<Guid> deliveries = new();

    public static TheoryData<BusTransport> Buses => [BusTransport.InMemory, BusTransport.RabbitMq];

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Two_relays_send_each_message_once(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        await using var one = await BusProcess.StartAsync(database, queues, CountAsync);
        await using var two = await BusProcess.StartAsync(database, queues, CountAsync);

        var ids = await queues.PinAsync(300);

        await Eventually.Async(queues.AreAllSentAsync, "all sent");
        await Eventually.Async(() => deliveries.Count >= ids.Count, "all delivered");
        Assert.Equal(ids.Order(), deliveries.Order());
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Message_of_a_rolled_back_change_is_never_sent(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        await using var process = await BusProcess.StartAsync(database, queues, CountAsync);
        await using (var context = database.NewContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            new Outbox(context).Add(new NoticePinned { NoticeId = Guid.NewGuid() });
            await context.SaveChangesAsync();
        }

        var ids = await queues.PinAsync(1);

        await Eventually.Async(() => !deliveries.IsEmpty, "the later message delivered");
        Assert.Equal(ids, deliveries);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Commit_wakes_the_relay_before_its_poll(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        await using var process = await BusProcess.StartAsync(database, queues, CountAsync);
        await queues.PinAsync(1);
        await Eventually.Async(() => deliveries.Count == 1, "the first delivered");

        var fastest = TimeSpan.MaxValue;
        for (var i = 2; i < 6; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await queues.PinAsync(1);
            await Eventually.Async(() => deliveries.Count == i, "delivered");
            var took = Stopwatch.GetElapsedTime(begun);
            fastest = took < fastest ? took : fastest;
        }

        Assert.True(fastest < TimeSpan.FromSeconds(1), $"The poll alone needs up to 2 s; the fastest took {fastest}.");
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Message_delivered_again_repeats_no_effect(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        await using var process = await BusProcess.StartAsync(database, queues, async (delivery, services) =>
        {
            deliveries.Enqueue(delivery.MessageId!.Value);
            var context = services.GetRequiredService<ReviewDbContext>();
            await using (var transaction = await context.Database.BeginTransactionAsync())
            {
                if (await services.GetRequiredService<Inbox>()
                    .TakeAsync("test", delivery.MessageId!.Value, delivery.CancellationToken))
                {
                    await context.Database.ExecuteSqlAsync(
                        $"INSERT INTO sign_in_counter (key, failures, counted_from) VALUES ({"effect"}, 1, now())");
                }

                await transaction.CommitAsync();
            }

            if (deliveries.Count == 1)
            {
                throw new PutOffException("The answer was lost after the effect.", new TimeoutException());
            }
        });

        await queues.PinAsync(1);

        await Eventually.Async(() => deliveries.Count == 2, "delivered again");
        await Eventually.Async(queues.AreAllSentAsync, "sent");
        await using var after = database.NewContext();
        Assert.Equal(1, (await after.SignInCounters.SingleAsync()).Failures);
        Assert.Equal("test", (await after.InboxMessages.SingleAsync()).Consumer);
    }

    private Task CountAsync(MassTransit.ConsumeContext<NoticePinned> delivery, IServiceProvider services)
    {
        deliveries.Enqueue(delivery.MessageId!.Value);
        return Task.CompletedTask;
    }
}
