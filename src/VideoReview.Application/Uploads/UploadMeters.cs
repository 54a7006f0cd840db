using System.Diagnostics;
using System.Diagnostics.Metrics;
using VideoReview.Application.Database;

namespace VideoReview.Application.Uploads;

/// <summary>
/// How uploads fare, as OpenTelemetry instruments: "videoreview.uploads.bytes" (By, made durable), ".active" (requests
/// that write now), ".rate" (By/s of one request) and ".requests" (by their "end": stored, complete, cut, ...).
/// </summary>
public sealed class UploadMeters
{
    private readonly Counter<long> bytes;
    private readonly UpDownCounter<int> active;
    private readonly Histogram<double> rate;
    private readonly Counter<long> requests;

    public UploadMeters(IMeterFactory factory)
    {
        var meter = factory.Create(Observation.Name);
        bytes = meter.CreateCounter<long>("videoreview.uploads.bytes", "By", "Bytes of uploads made durable");
        active = meter.CreateUpDownCounter<int>(
            "videoreview.uploads.active", "{request}", "Requests that bring bytes now");
        rate = meter.CreateHistogram<double>(
            "videoreview.uploads.rate", "By/s", "How fast one request brought its bytes");
        requests = meter.CreateCounter<long>(
            "videoreview.uploads.requests", "{request}", "Requests that brought bytes, by how they ended");
    }

    internal void Durable(long count) => bytes.Add(count);

    /// <summary>One request that writes; ended by <see cref="Underway.End"/>, or by disposing when it failed.</summary>
    internal Underway Begin() => new(this);

    internal sealed class Underway : IDisposable
    {
        private readonly UploadMeters meters;
        private readonly long begun = Stopwatch.GetTimestamp();
        private string end = "failed";

        public Underway(UploadMeters meters)
        {
            this.meters = meters;
            meters.active.Add(1);
        }

        public void End(UploadEnd how, long count)
        {
            end = SnakeCase.Of(how);
            if (count > 0)
            {
                meters.rate.Record(count / Math.Max(Stopwatch.GetElapsedTime(begun).TotalSeconds, 1e-6));
            }
        }

        public void Dispose()
        {
            meters.active.Add(-1);
            meters.requests.Add(1, new KeyValuePair<string, object?>("end", end));
        }
    }
}
