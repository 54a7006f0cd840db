using Microsoft.Extensions.Options;

namespace VideoReview.Worker.Media;

/// <summary>
/// Measures how long a file lasts by its packets, where its header does not say or says what cannot be: from the first
/// packet's time to the last one's end. Nothing is decoded.
/// </summary>
internal sealed class PacketClock(IOptions<MediaOptions> options)
{
    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), 1_000_000);

    /// <param name="streams">Indexes of the streams that are shown; of other ones nobody waits for the end.</param>
    /// <param name="folder">The job's scratch folder.</param>
    /// <returns>Zero = there is no packet with a time.</returns>
    public async Task<TimeSpan> MeasureAsync(
        string path, IReadOnlyCollection<int> streams, string folder, CancellationToken cancellation)
    {
        var clocks = streams.ToDictionary(stream => (long)stream, _ => new StreamClock());
        string[] arguments =
        [
            .. Guard.Ffprobe, .. Guard.Input, "-show_entries",
            "packet=stream_index,pts_time,dts_time,duration_time,flags:packet_side_data=", "-of", "compact=p=0",
            Guard.File(path),
        ];
        await GuardedRunner.RunAsync(
            new(options.Value.FfprobePath, arguments, Limits, folder, line => Hear(new(line))), cancellation);
        var heard = clocks.Values.Where(clock => clock.First is not null).ToList();
        return heard.Count == 0
            ? TimeSpan.Zero
            : FrameTimes.At(heard.Max(clock => clock.End) - heard.Min(clock => clock.First!.Value));

        void Hear(PacketLine packet)
        {
            if (packet.Whole("stream_index") is { } stream && clocks.TryGetValue(stream, out var clock)
                && !packet.IsDiscarded && (packet.Seconds("pts_time") ?? packet.Seconds("dts_time")) is { } at)
            {
                clock.Hear(at, packet.Seconds("duration_time"));
            }
        }
    }

    /// <summary>Recorders do not say how long a picture stands: the last stands as long as the one before.</summary>
    private sealed class StreamClock
    {
        private double last = double.NegativeInfinity, lastLength;

        public double? First { get; private set; }

        public double End => last + lastLength;

        public void Hear(double at, double? length)
        {
            First = Math.Min(First ?? at, at);
            if (at >= last)
            {
                lastLength = length ?? (double.IsFinite(last) ? at - last : 0);
                last = at;
            }
        }
    }
}
