using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>What a collector is told about uploads.</summary>
public sealed class UploadMetersTests(UploadSite site) : IClassFixture<UploadSite>
{
    [Fact]
    public async Task Upload_in_two_requests_counts_its_bytes_and_how_each_ended()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(300_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);
        using var heard = new Heard(site.Web.Services.GetRequiredService<IMeterFactory>());

        using (await UploadFaultTests.HalfRequestAsync(site.Web, tus, url, 0, file, 200_000))
        {
            await Eventually.Async(() => Task.FromResult(heard.Sum("active") == 1), "one request writes");
        }

        await Eventually.Async(async () => await tus.HeadAsync(url) == new Told(200, 200_000), "what came is kept");
        await tus.PatchAsync(url, 200_000, file.AsMemory(200_000));

        Assert.Equal((300_000, 0), (heard.Sum("bytes"), heard.Sum("active")));
        Assert.Equal(["cut", "complete"], heard.Ends);
        Assert.Equal(2, heard.Count("rate"));
    }

    /// <summary>The instruments of one web, heard as an exporter hears them.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly List<(string Name, double Value, string? End)> all = [];

        public Heard(IMeterFactory factory)
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory)
                    && instrument.Name.StartsWith("videoreview.uploads.", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.Start();
        }

        public IEnumerable<string?> Ends => Named("requests").Select(one => one.End);

        public double Sum(string name) => Named(name).Sum(one => one.Value);

        public int Count(string name) => Named(name).Count;

        public void Dispose() => listener.Dispose();

        private List<(string Name, double Value, string? End)> Named(string name)
        {
            lock (all)
            {
                return [.. all.Where(one => one.Name == "videoreview.uploads." + name)];
            }
        }

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (all)
            {
                all.Add((instrument.Name, value, tags.Length > 0 ? tags[0].Value as string : null));
            }
        }
    }
}
