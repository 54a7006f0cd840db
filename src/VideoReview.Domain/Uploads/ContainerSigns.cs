using System.Buffers.Binary;
using System.Text;

namespace VideoReview.Domain.Uploads;

/// <summary>What the first bytes of a file tell of its container, for <see cref="UploadPolicy"/> to judge.</summary>
internal static class ContainerSigns
{
    /// <summary>
    /// Major brand, then the compatible ones, of the ftyp box (ISO/IEC 14496-12, 4.3); null = no such box.
    /// </summary>
    public static string? IsoBrand(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16 || !head[4..].StartsWith("ftyp"u8))
        {
            return null;
        }

        var end = (int)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(head), 16, (uint)Math.Min(head.Length, 512));
        return Encoding.Latin1.GetString(head[8..12]) + Encoding.Latin1.GetString(head[16..end]);
    }

    /// <summary>An index (moov) among the first boxes.</summary>
    public static bool HasMovie(ReadOnlySpan<byte> head)
    {
        for (var at = 0L; at + 8 <= head.Length;)
        {
            var box = head[(int)at..];
            if (box[4..].StartsWith("moov"u8))
            {
                return true;
            }

            var size = BinaryPrimitives.ReadUInt32BigEndian(box);
            if (size < 8)
            {
                return false;
            }

            at += size;
        }

        return false;
    }

    /// <summary>Before ftyp a QuickTime file began with any of its boxes (QuickTime File Format, "Atoms").</summary>
    public static bool IsOldQuickTime(ReadOnlySpan<byte> head) =>
        head.Length >= 16 && BinaryPrimitives.ReadUInt32BigEndian(head) is 0 or 1 or >= 8
        && Encoding.Latin1.GetString(head[4..8]) is "moov" or "mdat" or "wide" or "free" or "skip" or "pnot";

    /// <summary>DocType (0x4282) of the EBML header (RFC 8794, 11.2.5); null = no EBML.</summary>
    public static string? EbmlDocType(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3]))
        {
            return null;
        }

        var start = head[..Math.Min(head.Length, 1024)].IndexOf<byte>([0x42, 0x82]) + 3;
        var length = start >= 3 && start < head.Length ? head[start - 1] & 0x7F : 0;
        return start + length <= head.Length ? Encoding.ASCII.GetString(head.Slice(start, length)).TrimEnd('\0') : null;
    }

    /// <summary>Sync bytes (ISO/IEC 13818-1, 2.4.3.2) at the head of eight packets running.</summary>
    public static bool IsTransportStream(ReadOnlySpan<byte> head, int packet, int first)
    {
        const int Packets = 8;
        var found = 0;
        while (found < Packets && first + found * packet < head.Length && head[first + found * packet] == 0x47)
        {
            found++;
        }

        return found == Packets;
    }
}
