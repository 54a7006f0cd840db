using System.Collections.Concurrent;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoReview.Application.Jobs;
using VideoReview.Application.Messaging;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Notices;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>Messages that cannot be handled end on their rows with the cause, on both buses.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly ConcurrentQueue<Guid> deliveries = new();

    public static TheoryData<BusTransport> Buses => [BusTransport.InMemory, BusTransport.RabbitMq];

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Poisoned_message_fails_with_its_cause_and_holds_up_no_other(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        var poison = (await queues.PinAsync(1))[0];
        await using var process = await BusProcess.StartAsync(database, queues, (delivery, _) =>
            delivery.MessageId == poison
                ? throw new InvalidOperationException("bug in the consumer")
                : CountAsync(delivery));

        var good = await queues.PinAsync(5);

        await Eventually.Async(async () => (await queues.RowAsync(poison)).FailedAt is not null, "poison failed");
        await Eventually.Async(
            async () => (await queues.RowsAsync()).Count(m => m.SentAt is not null) == 5, "the others sent");
        var row = await queues.RowAsync(poison);
        Assert.Contains("bug in the consumer", row.LastError, StringComparison.Ordinal);
        Assert.Null(row.SentAt);
        Assert.Equal(good.Order(), deliveries.Order());
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Failed_notice_says_why_it_was_not_mailed(BusTransport transport)
    {
        var account = await new People(database).AddAsync(Role.Reviewer);
        await using (var context = database.NewContext())
        {
            new NoticeBoard(context, TimeProvider.System).Tell(account.Id, Sentence.Of("accounts.welcome"));
            await context.SaveChangesAsync();
        }

        await using var queues = new TestQueues(transport, database);
        await using var process = await BusProcess.StartAsync(
            database, queues, (_, _) => throw new InvalidOperationException("no such mailbox"));

        await Eventually.Async(
            async () => (await NoticeAsync()).MailError is not null, "the error stands on the notice");
        Assert.Contains("no such mailbox", (await NoticeAsync()).MailError, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Put_off_message_waits_longer_and_fails_after_its_last_attempt(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        var second = DateTimeOffset.MaxValue;
        await using var process = await BusProcess.StartAsync(database, queues, (delivery, _) =>
        {
            deliveries.Enqueue(delivery.MessageId!.Value);
            second = deliveries.Count == 2 ? DateTimeOffset.UtcNow : second;
            throw new PutOffException("the mail server is away", new TimeoutException());
        });

        var id = (await queues.PinAsync(1))[0];

        OutboxMessage row = null!;
        await Eventually.Async(async () => (row = await queues.RowAsync(id)).Attempts == 2, "put off twice");
        Assert.InRange(row.AvailableAt, second.AddSeconds(4), DateTimeOffset.UtcNow.AddSeconds(4));
        Assert.Contains("the mail server is away", row.LastError, StringComparison.Ordinal);
        await RunAsync($"UPDATE outbox_message SET attempts = 19, available_at = now() WHERE id = '{id}'");
        await Eventually.Async(
            async () => (await queues.RowAsync(id)).FailedAt is not null, "failed after the last attempt");
        Assert.Equal(3, deliveries.Count);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Unreadable_message_fails_at_once(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        await using var process = await BusProcess.StartAsync(database, queues, (delivery, _) => CountAsync(delivery));

        var id = Guid.CreateVersion7();
        await RunAsync("INSERT INTO outbox_message (id, message_type, body, headers, attempts) VALUES "
            + $"('{id}', 'notice-pinned', '{{}}', '{{}}', 0)");

        await Eventually.Async(async () => (await queues.RowAsync(id)).FailedAt is not null, "failed");
        Assert.Contains("noticeId", (await queues.RowAsync(id)).LastError, StringComparison.Ordinal);
        Assert.Empty(deliveries);
    }

    [Fact]
    public async Task Message_that_a_queue_gave_up_fails_on_its_row()
    {
        await using var queues = new TestQueues(BusTransport.RabbitMq, database);
        await using var process = await BusProcess.StartAsync(database, queues, handling: null);
        var id = (await queues.PinAsync(1))[0];
        await Eventually.Async(queues.AreAllSentAsync, "sent");

        // 21 consumers that die with the message in hand.
        await TestQueues.OnChannelAsync(async channel =>
        {
            for (var i = 0; i < 21; i++)
            {
                RabbitMQ.Client.BasicGetResult? got = null;
                await Eventually.Async(
                    async () => (got = await channel.BasicGetAsync(queues.Notices, autoAck: false)) is not null,
                    "the message in its queue");
                await channel.BasicNackAsync(got!.DeliveryTag, multiple: false, requeue: true);
            }

            return true;
        });

        await Eventually.Async(async () => (await queues.RowAsync(id)).FailedAt is not null, "failed");
    }

    [Fact]
    public async Task Bell_that_failed_says_why_on_the_job_that_waits()
    {
        var entries = new EntryBuilder(database, TimeProvider.System);
        var unit = await new People(database).AddUnitAsync();
        var video = await entries.AddVideoAsync(await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit));
        await using var queues = new TestQueues(BusTransport.InMemory, database);
        await using var process = await BusProcess.StartAsync(database, queues, handling: null);
        await using var scope = process.Services.CreateAsyncScope();
        await using var context = database.NewContext();
        var job = scope.ServiceProvider.GetRequiredService<JobQueue>().Add(VideoJobs.Order(VideoJobs.Inspect, video));
        context.Jobs.Add(job);
        await context.SaveChangesAsync();

        foreach (var handler in scope.ServiceProvider.GetServices<IFaultHandler>())
        {
            await handler.HandleAsync(
                new RingFast { JobId = job.Id }, "unreadable", TestContext.Current.CancellationToken);
        }

        await context.Entry(job).ReloadAsync();
        Assert.Equal((JobState.Queued, "unreadable"), (job.State, job.ErrorText));
    }

    private Task CountAsync(ConsumeContext<NoticePinned> delivery)
    {
        deliveries.Enqueue(delivery.MessageId!.Value);
        return Task.CompletedTask;
    }

    private async Task<Notice> NoticeAsync()
    {
        await using var context = database.NewContext();
        return await context.Notices.SingleAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
