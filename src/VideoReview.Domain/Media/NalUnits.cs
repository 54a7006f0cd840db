using System.Buffers.Binary;

namespace VideoReview.Domain.Media;

/// <summary>
/// Whether a packet of H.264 or HEVC is what an encoder writes, told without decoding it: lengths that add up (ISO/IEC
/// 14496-15, section 5.3.3), headers that exist, and no three bytes inside that the standards forbid (ITU-T H.264 and
/// H.265, section 7.4.1: 00 00 00, 00 00 01 and 00 00 02 are escaped). A hole of zeros or foreign bytes cannot look so.
/// </summary>
public static class NalUnits
{
    private const int LengthBytes = 4;

    /// <param name="packet">As it stands in an MP4 or MOV, each unit behind a length of four bytes.</param>
    public static bool AreWhole(ReadOnlySpan<byte> packet, bool isHevc)
    {
        while (packet.Length > LengthBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(packet);
            if (length == 0 || length > packet.Length - LengthBytes
                || !IsWhole(packet.Slice(LengthBytes, (int)length), isHevc))
            {
                return false;
            }

            packet = packet[(LengthBytes + (int)length)..];
        }

        return packet.IsEmpty;
    }

    private static bool IsWhole(ReadOnlySpan<byte> unit, bool isHevc)
    {
        // forbidden_zero_bit, and types that no standard gives.
        var isKnown =
            isHevc ? unit.Length > 2 && (unit[0] >> 1) < 48 && (unit[1] & 7) != 0 : (unit[0] & 0x1F) is > 0 and < 24;
        if ((unit[0] & 0x80) != 0 || !isKnown)
        {
            return false;
        }

        for (var rest = unit; rest.IndexOf((ReadOnlySpan<byte>)[0, 0]) is >= 0 and var at && at + 2 < rest.Length;
            rest = rest[(at + 3)..])
        {
            if (rest[at + 2] < 3)
            {
                return false;
            }
        }

        return true;
    }
}
