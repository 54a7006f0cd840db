using Microsoft.Extensions.Options;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// Looks at the packets of an MP4 or MOV without decoding them: damage that players hide, or that
/// the container does not know of.
/// </summary>
internal sealed class PacketCheck(IOptions<MediaOptions> options)
{
    /// <summary>No packet is larger: 36 million pixels at 8 bits.</summary>
    private const int LargestPacket = 54_000_000;

    /// <summary>More tell nothing more, and a file made for it would fill the memory with them.</summary>
    private const int MostDamaged = 10_000;

    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), 1_000_000);

    /// <summary>Times of the packets that are not whole; none for containers and codecs that do not show it.</summary>
    /// <param name="format">Code of the container.</param>
    public async Task<IReadOnlyList<TimeSpan>> DamagedAsync(
        FrameSource source, string format, CancellationToken cancellation)
    {
        if (format is not ("mp4" or "mov") || source.Video.VideoCodec is not ("h264" or "hevc"))
        {
            return [];
        }

        using var file = File.OpenHandle(
            source.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
        var (damaged, buffer) = (new List<TimeSpan>(), new byte[1 << 20]);
        string[] arguments =
        [
            .. Guard.Ffprobe, .. Guard.Input, "-select_streams", "V:0", "-show_entries",
            "packet=pts_time,size,pos:packet_side_data=", "-of", "compact=p=0", Guard.File(source.Path),
        ];
        await GuardedRunner.RunAsync(
            new(options.Value.FfprobePath, arguments, Limits, source.Scratch.Path, Look), cancellation);
        return damaged;

        void Look(string line)
        {
            if (Packet.Read(new(line)) is not { Size: > 0 and < LargestPacket } packet)
            {
                return;
            }

            buffer = buffer.Length < packet.Size ? new byte[packet.Size] : buffer;
            var bytes = buffer.AsSpan(0, packet.Size);
            if (damaged.Count < MostDamaged
                && (RandomAccess.Read(file, bytes, packet.Position) != packet.Size
                    || !NalUnits.AreWhole(bytes, source.Video.VideoCodec == "hevc")))
            {
                damaged.Add(packet.At);
            }
        }
    }

    private sealed record Packet(TimeSpan At, int Size, long Position)
    {
        public static Packet? Read(PacketLine line) =>
            line.Seconds("pts_time") is { } seconds && line.Whole("size") is { } size and < int.MaxValue
                && line.Whole("pos") is { } position
                ? new(FrameTimes.At(seconds), (int)size, position)
                : null;
    }
}
