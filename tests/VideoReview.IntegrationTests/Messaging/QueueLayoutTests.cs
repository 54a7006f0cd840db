using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using VideoReview.Application.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>Programs that start on a new broker at once, as web and workers do.</summary>
public sealed class QueueLayoutTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Programs = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_that_many_lay_out_at_once_can_be_consumed_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var queues = new TestQueues(BusTransport.RabbitMq, database);

            var consumers = await Task.WhenAll(Enumerable.Range(0, Programs).Select(_ => StartAsync(queues)));

            Assert.Equal(Programs * QueuesOf(queues).Count(), consumers.Sum());
        }
    }

    [Fact]
    public async Task Bus_without_a_broker_does_not_keep_a_program_from_starting()
    {
        await using var wire = new Wire(TestServices.RabbitMq);
        wire.Cut();

        await Layout("test-nowhere", wire.Address).StartAsync(Cancellation);
    }

    /// <summary>The one that was declared last comes first: it has had the least time to begin.</summary>
    private static IEnumerable<string> QueuesOf(TestQueues queues) =>
        KnownContracts.ByAlias.Keys.Reverse().Append("dropped").Select(alias => $"{queues.Prefix}-{alias}");

    /// <summary>Lays the queues out and consumes each, as a program does; returns how many.</summary>
    private async Task<int> StartAsync(TestQueues queues)
    {
        await Layout(queues.Prefix, TestServices.RabbitMq).LayOutAsync(Cancellation);
        return await TestQueues.OnChannelAsync(async channel =>
        {
            var begun = 0;
            foreach (var queue in QueuesOf(queues))
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                await channel.BasicConsumeAsync(queue, autoAck: false, consumer, Cancellation);
                begun++;
            }

            return begun;
        });
    }

    private QueueLayout Layout(string prefix, Uri broker) => new(
        Options.Create(new BusOptions { Transport = BusTransport.RabbitMq, RabbitMqUri = broker, Prefix = prefix }),
        database.DataSource, NullLogger<QueueLayout>.Instance);
}
