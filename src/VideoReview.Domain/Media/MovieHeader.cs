using System.Buffers.Binary;

namespace VideoReview.Domain.Media;

/// <summary>
/// Finds out how long a movie lasts while it is still coming in: follows the boxes from head to head until the movie
/// header (mvhd within moov) is there, and on to the movie's end: one that goes on in fragments (mvex) does not say.
/// ISO/IEC 14496-12, 4.2, 8.2.2 and 8.8.1. A file whose index stands behind its pictures says so only with its last
/// bytes.
/// </summary>
public sealed class MovieHeader
{
    /// <summary>Nobody writes so many boxes before the header; whoever does is not followed further.</summary>
    private const int MostBoxes = 256;

    private const int HeadBytes = 8, LargeHeadBytes = 16, HeaderBytes = 32;

    private long position, movieEnd = long.MaxValue;
    private int boxes;
    private bool isInMovie;
    private TimeSpan? told;

    /// <summary>Nothing more to find: it was found, or this file does not say.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How long it lasts, told once, when enough has come; null = not known yet, or not at all.</summary>
    /// <param name="soFar">What has come of the file.</param>
    public TimeSpan? Look(BoxSource soFar)
    {
        while (!IsOver && position < movieEnd && soFar.Read(position, HeadBytes) is { } head)
        {
            var type = isInMovie ? System.Text.Encoding.Latin1.GetString(head, 4, 4) : null;
            if (type is "mvhd")
            {
                if (soFar.Read(position + HeadBytes, HeaderBytes) is not { } header)
                {
                    return null;
                }

                told = DurationOf(header);
            }

            IsOver = type is "mvex" || (type is "mvhd" && told is null);
            told = type is "mvex" ? null : told;
            if (!IsOver && !TryPass(soFar, head))
            {
                break;
            }
        }

        IsOver |= position >= movieEnd;
        var found = IsOver ? told : null;
        told = IsOver ? null : told;
        return found;
    }

    /// <summary>To the next box, or into moov. False = its size has not come yet, or makes no sense.</summary>
    private bool TryPass(BoxSource soFar, byte[] head)
    {
        var (size, length) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), HeadBytes);
        if (size == 1)
        {
            if (soFar.Read(position + HeadBytes, LargeHeadBytes - HeadBytes) is not { } large)
            {
                return false;
            }

            (size, length) =
                ((long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(large), long.MaxValue / 2), LargeHeadBytes);
        }

        var isMovie = !isInMovie && head.AsSpan(4).SequenceEqual("moov"u8);
        IsOver = (size < length && !(size == 0 && isMovie)) || ++boxes > MostBoxes || position > long.MaxValue / 2;
        movieEnd = isMovie && size > 0 ? position + size : movieEnd;
        position += isMovie ? length : size;
        isInMovie |= isMovie;
        return !IsOver;
    }

    /// <summary>Version 0 has 32-bit numbers, version 1 64-bit ones; all ones or nothing = unknown.</summary>
    private static TimeSpan? DurationOf(ReadOnlySpan<byte> header)
    {
        var isLong = header[0] == 1;
        double scale = BinaryPrimitives.ReadUInt32BigEndian(header[(isLong ? 20 : 12)..]);
        var units = isLong
            ? BinaryPrimitives.ReadUInt64BigEndian(header[24..])
            : BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        var seconds = units / scale;
        return units is 0 or uint.MaxValue or ulong.MaxValue || !(seconds < TimeSpan.MaxValue.TotalSeconds / 2)
            ? null
            : TimeSpan.FromSeconds(seconds);
    }
}
