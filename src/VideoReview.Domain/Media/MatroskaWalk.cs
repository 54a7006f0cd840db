using System.Buffers.Binary;

namespace VideoReview.Domain.Media;

/// <summary>
/// Walks the elements of a WebM or MKV up to its first pictures: whether the segment is all there, and whether it was
/// written live, as browsers record (no duration), or as a recorder that was not ended leaves it (no cues). RFC 8794
/// section 6 and RFC 9559 section 5.1.
/// </summary>
internal static class MatroskaWalk
{
    /// <summary>More never stand before the first pictures.</summary>
    private const int MostElements = 1000;

    private const long Segment = 0x18538067, SeekHead = 0x114D9B74, Info = 0x1549A966, Cues = 0x1C53BB6B,
        Cluster = 0x1F43B675, Duration = 0x4489, Tracks = 0x1654AE6B;

    /// <summary>TrackEntry, ContentEncodings, ContentEncoding, ContentEncryption.</summary>
    private static readonly long[] Encryption = [0xAE, 0x6D80, 0x6240, 0x5035];

    /// <summary>A longer list of places is not looked through.</summary>
    private const int LongestSeekHead = 4096;

    public static Boxes Walk(BoxSource file)
    {
        if (ReadElement(file, 0) is not { } header || ReadElement(file, header.End) is not { Id: Segment } segment)
        {
            return new(IsCut: true, StartsLate: false);
        }

        if (!segment.IsOpen && segment.End > file.Length)
        {
            return new(IsCut: true, StartsLate: false);
        }

        var (hasDuration, hasCues, isLocked) = (false, false, false);
        foreach (var element in ChildrenOf(file, segment).TakeWhile(child => child.Id != Cluster))
        {
            hasDuration |= element.Id == Info && ChildrenOf(file, element).Any(child => IsDuration(file, child));
            isLocked |= element.Id == Tracks && Holds(file, element, Encryption);
            hasCues |= element.Id == Cues || (element.Id == SeekHead && NamesCues(file, element));
        }

        return new(IsCut: false, StartsLate: false, IsLive: !hasDuration || !hasCues) { IsLocked = isLocked };
    }

    private static bool Holds(BoxSource file, Element outer, ReadOnlySpan<long> path)
    {
        foreach (var child in ChildrenOf(file, outer))
        {
            if (child.Id == path[0] && (path.Length == 1 || Holds(file, child, path[1..])))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Element> ChildrenOf(BoxSource file, Element parent)
    {
        var (position, end) = (parent.Body, parent.IsOpen ? file.Length : parent.End);
        for (var i = 0; i < MostElements && position < end && ReadElement(file, position) is { } child; i++)
        {
            yield return child;
            if (child.IsOpen || child.End <= position)
            {
                yield break;
            }

            position = child.End;
        }
    }

    /// <summary>A float of four or eight bytes; nothing, or what is no number, is not told.</summary>
    private static bool IsDuration(BoxSource file, Element child) =>
        child.Id == Duration && (child.End - child.Body) switch
        {
            4 => file.Read(child.Body, 4) is { } single && BinaryPrimitives.ReadSingleBigEndian(single) > 0,
            8 => file.Read(child.Body, 8) is { } large && BinaryPrimitives.ReadDoubleBigEndian(large) > 0,
            _ => false,
        };

    /// <summary>SeekID (0x53AB) with the four bytes of Cues.</summary>
    private static bool NamesCues(BoxSource file, Element seekHead) =>
        seekHead.End - seekHead.Body is > 0 and <= LongestSeekHead and var length
            && file.Read(seekHead.Body, (int)length) is { } places
            && places.AsSpan().IndexOf<byte>([0x53, 0xAB, 0x84, 0x1C, 0x53, 0xBB, 0x6B]) >= 0;

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
        return new(id.Aggregate(0L, (sum, part) => (sum << 8) | part), body, isOpen ? body : body + value, isOpen);
    }

    /// <summary>Length of an EBML number by its first byte.</summary>
    private static int LengthOf(byte first) =>
        first == 0 ? 9 : System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 23;

    /// <param name="End">Where its body begins, when it is open: it ends with the file.</param>
    private sealed record Element(long Id, long Body, long End, bool IsOpen);
}
