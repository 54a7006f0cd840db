using System.Buffers.Binary;

namespace VideoReview.Domain.Media;

/// <summary>What the outermost boxes of a file say.</summary>
/// <param name="IsCut">The file ends before they do.</param>
/// <param name="StartsLate">The index stands behind the pictures.</param>
public sealed record Boxes(bool IsCut, bool StartsLate);

/// <summary>A file as the walk sees it: its length, and the bytes at a place; null where it ends before.</summary>
public sealed record BoxSource(long Length, Func<long, int, byte[]?> Read);

/// <summary>
/// Walks the outermost boxes, reading a few bytes of each. A cut file with its index in front probes with its full
/// duration and decodes without an error code: only the boxes tell. ISO/IEC 14496-12 section 4.2 (MP4, MOV); RFC 8794
/// section 6 and RFC 9559 section 7 (WebM, MKV); RIFF (AVI).
/// </summary>
public static class BoxWalk
{
    private const int MostBoxes = 10_000;

    /// <param name="format">Code of the container.</param>
    public static Boxes Walk(BoxSource file, string format) => format switch
    {
        "mp4" or "mov" => WalkMp4(file),
        "webm" or "mkv" => new(IsMatroskaCut(file), StartsLate: false),
        "avi" => new(
            file.Read(0, 8) is { } head && 8L + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) > file.Length,
            StartsLate: false),
        _ => new(IsCut: false, StartsLate: false),
    };

    private static Boxes WalkMp4(BoxSource file)
    {
        var (position, hasIndex, hasPictures, late) = (0L, false, false, false);
        for (var i = 0; i < MostBoxes && position < file.Length; i++)
        {
            var head = file.Read(position, 8);
            if (head is null || head.AsSpan(4).ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                // A few bytes of padding at the end harm nobody.
                return new(IsCut: !hasIndex || !hasPictures, late);
            }

            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1)
            {
                size = file.Read(position + 8, 8) is { } large
                    ? (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(large), long.MaxValue / 2)
                    : long.MaxValue / 2;
            }

            size = size == 0 ? file.Length - position : size;
            if (size < 8 || position + size > file.Length)
            {
                return new(IsCut: true, late);
            }

            var type = System.Text.Encoding.Latin1.GetString(head, 4, 4);
            late |= type == "moov" && hasPictures;
            hasPictures |= type == "mdat";
            hasIndex |= type is "moov";
            position += size;
        }

        return new(!hasIndex, late);
    }

    /// <summary>The segment says how long it is, unless it was written live.</summary>
    private static bool IsMatroskaCut(BoxSource file)
    {
        if (ReadElement(file, 0) is not { } header || ReadElement(file, header.End) is not { Id: 0x18538067 } segment)
        {
            return true;
        }

        return !segment.IsOpen && segment.End > file.Length;
    }

    private static Element? ReadElement(BoxSource file, long position)
    {
        if (file.Read(position, 1) is not [var first] || LengthOf(first) is not (>= 1 and <= 4 and var idLength)
            || file.Read(position, idLength) is not { } id || file.Read(position + idLength, 1) is not [var mark]
            || LengthOf(mark) is not (>= 1 and <= 8 and var sizeLength)
            || file.Read(position + idLength, sizeLength) is not { } size)
        {
            return null;
        }

        var value = (long)(mark & (0xFF >> sizeLength));
        var isOpen = value == (0xFF >> sizeLength);
        foreach (var next in size.AsSpan(1))
        {
            (value, isOpen) = ((value << 8) | next, isOpen && next == 0xFF);
        }

        var body = position + idLength + sizeLength;
        return new(id.Aggregate(0L, (sum, part) => (sum << 8) | part), isOpen ? body : body + value, isOpen);
    }

    /// <summary>Length of an EBML number by its first byte.</summary>
    private static int LengthOf(byte first) =>
        first == 0 ? 9 : System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 23;

    private sealed record Element(long Id, long End, bool IsOpen);
}
