using System.Buffers.Binary;
using System.Text;

namespace VideoReview.Domain.Media;

/// <summary>One track of a movie.</summary>
/// <param name="Handler">"vide", "soun", "text", ...</param>
/// <param name="Entry">Code of its first sample description, for example "avc1"; empty = none.</param>
/// <param name="End">Where its last sample in the file ends; null = not told, or not by these tables.</param>
public sealed record MovieTrack(string Handler, string Entry, long? End)
{
    /// <summary>Encrypted (ISO/IEC 23001-7; QuickTime's own names): it plays nowhere but with its key.</summary>
    public bool IsLocked => Entry is "encv" or "enca" or "drmi" or "drms";
}

/// <summary>
/// Reads a movie's index (moov): which tracks there are, and where the samples lie. ISO/IEC 14496-12, 8.3 to 8.7. Of a
/// file that is still coming in it tells as much as has come.
/// </summary>
public static class MovieIndex
{
    private const int MostBoxes = 1000, LargestTable = 32 << 20, HeadBytes = 8;

    /// <summary>In the order in which they stand; empty = there is no index, or not yet.</summary>
    public static IReadOnlyList<MovieTrack> TracksOf(BoxSource file) =>
        Inside(file, new(0, file.Length), "moov") is { } movie
            ? [.. BoxesIn(file, movie).Where(box => box.Type == "trak").Select(box => TrackOf(file, box.Place))]
            : [];

    private static MovieTrack TrackOf(BoxSource file, Place track)
    {
        var media = Inside(file, track, "mdia");
        var handler = media is null ? null : Inside(file, media, "hdlr");
        var samples = media is not null && Inside(file, media, "minf") is { } information
            ? Inside(file, information, "stbl")
            : null;
        var described = samples is null ? null : Inside(file, samples, "stsd");
        return new(
            handler is null ? "" : Name(file, handler.From + 8),
            described is null ? "" : Name(file, described.From + 12),
            samples is null ? null : EndOf(file, samples));
    }

    /// <summary>Of the chunk that lies furthest behind: its place, and the sizes of its samples.</summary>
    private static long? EndOf(BoxSource file, Place samples)
    {
        var (chunks, wide) = (Table(file, samples, "stco", 4, 4), Table(file, samples, "co64", 4, 8));
        if (Table(file, samples, "stsc", 4, 12) is not { Length: > 0 } runs
            || (chunks ?? wide) is not { Length: > 0 } places)
        {
            return null;
        }

        var (width, last, furthest) = (chunks is null ? 8 : 4, 0, -1L);
        for (var chunk = 0; chunk < places.Length / width; chunk++)
        {
            var at = width == 4
                ? BinaryPrimitives.ReadUInt32BigEndian(places.AsSpan(chunk * 4))
                : (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(places.AsSpan(chunk * 8)), long.MaxValue / 4);
            (last, furthest) = at > furthest ? (chunk, at) : (last, furthest);
        }

        var (first, count) = SamplesOf(runs, last);
        return SizesOf(file, samples, first, count) is { } bytes ? furthest + bytes : null;
    }

    /// <summary>Number of the chunk's first sample, and how many it holds.</summary>
    private static (long First, long Count) SamplesOf(byte[] runs, int chunk)
    {
        var (first, count) = (0L, 0L);
        for (var at = 0; at + 12 <= runs.Length; at += 12)
        {
            var from = BinaryPrimitives.ReadUInt32BigEndian(runs.AsSpan(at)) - 1L;
            if (from > chunk)
            {
                break;
            }

            var next = at + 24 <= runs.Length ? BinaryPrimitives.ReadUInt32BigEndian(runs.AsSpan(at + 12)) - 1L : chunk;
            count = BinaryPrimitives.ReadUInt32BigEndian(runs.AsSpan(at + 4));
            first += Math.Max(0, Math.Min(next, chunk) - from) * count;
        }

        return (first, count);
    }

    private static long? SizesOf(BoxSource file, Place samples, long first, long count)
    {
        if (Inside(file, samples, "stsz") is not { } sizes || file.Read(sizes.From + 4, 8) is not { } head)
        {
            return null;
        }

        var (all, total) = (
            BinaryPrimitives.ReadUInt32BigEndian(head), BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4)));
        count = Math.Min(count, total - first);
        if (all > 0)
        {
            return Math.Max(0, count) * all;
        }

        if (count is <= 0 or > LargestTable / 4 || sizes.From + 12 + (4 * (first + count)) > sizes.To
            || file.Read(sizes.From + 12 + (4 * first), (int)(4 * count)) is not { } each)
        {
            return null;
        }

        var bytes = 0L;
        for (var at = 0; at < each.Length; at += 4)
        {
            bytes += BinaryPrimitives.ReadUInt32BigEndian(each.AsSpan(at));
        }

        return bytes;
    }

    /// <summary>The rows of a table box; null = not there, not whole, or larger than any that is honest.</summary>
    private static byte[]? Table(BoxSource file, Place samples, string type, int ahead, int row)
    {
        if (Inside(file, samples, type) is not { } box || file.Read(box.From + ahead, 4) is not { } head)
        {
            return null;
        }

        var bytes = (long)BinaryPrimitives.ReadUInt32BigEndian(head) * row;
        return bytes <= LargestTable && box.From + ahead + 4 + bytes <= box.To
            ? file.Read(box.From + ahead + 4, (int)bytes)
            : null;
    }

    private static Place? Inside(BoxSource file, Place outer, string type) =>
        BoxesIn(file, outer).FirstOrDefault(box => box.Type == type)?.Place;

    private static IEnumerable<Box> BoxesIn(BoxSource file, Place outer)
    {
        var position = outer.From;
        for (var i = 0; i < MostBoxes && position < outer.To && file.Read(position, HeadBytes) is { } head; i++)
        {
            var (size, length) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), HeadBytes);
            if (size == 1 && file.Read(position + HeadBytes, 8) is { } large)
            {
                (size, length) = ((long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(large), long.MaxValue / 4), 16);
            }

            size = size == 0 ? outer.To - position : size;
            if (size < length)
            {
                yield break;
            }

            yield return new(Encoding.Latin1.GetString(head, 4, 4), new(position + length, position + size));
            position += size;
        }
    }

    private static string Name(BoxSource file, long position) =>
        file.Read(position, 4) is { } name ? Encoding.Latin1.GetString(name) : "";

    private sealed record Box(string Type, Place Place);

    private sealed record Place(long From, long To);
}
