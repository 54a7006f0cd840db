using System.Diagnostics.Metrics;

namespace VideoReview.Application.Messaging;

/// <summary>What the outbox holds, as metrics: a depth or an age that grows means that nothing is sent.</summary>
internal sealed class OutboxGauge
{
    public OutboxGauge(IMeterFactory meters)
    {
        var meter = meters.Create(Observation.Name);
        meter.CreateObservableGauge(
            "videoreview.outbox.waiting", () => Depth.Waiting, "{message}", "Messages that wait to be sent.");
        meter.CreateObservableGauge(
            "videoreview.outbox.failed", () => Depth.Failed, "{message}", "Messages that wait for a person.");
        meter.CreateObservableGauge(
            "videoreview.outbox.age", () => Depth.Age.TotalSeconds, "s", "How long the oldest message has been due.");
    }

    public OutboxDepth Depth { get; set; } = new(0, 0, TimeSpan.Zero);
}
