using System.Diagnostics;
using VideoReview.Application;
using VideoReview.Application.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>A trace reaches from the change over the outbox to the consumer, on both buses.</summary>
public sealed class TraceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(BusTransport.InMemory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task Consumer_continues_the_trace_of_the_change(BusTransport transport)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Observation.Name or "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var queues = new TestQueues(transport, database);
        var consumed = new TaskCompletionSource<ActivityTraceId?>();
        await using var process = await BusProcess.StartAsync(database, queues, (_, _) =>
        {
            consumed.TrySetResult(Activity.Current?.TraceId);
            return Task.CompletedTask;
        });

        ActivityTraceId trace;
        using (var change = Observation.Source.StartActivity("change")!)
        {
            trace = change.TraceId;
            await queues.PinAsync(1);
        }

        Assert.Equal(
            trace, await consumed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }
}
