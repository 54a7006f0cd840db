using System.Buffers.Binary;

namespace VideoReview.Domain.Media;

/// <summary>What the outermost boxes of a file say.</summary>
/// <param name="IsCut">The file ends before they do.</param>
/// <param name="StartsLate">The index stands behind the pictures.</param>
/// <param name="IsLive">
/// Written while it was recorded: it does not say how long it lasts, or where which moment stands. It is measured, and
/// put into another container.
/// </param>
public sealed record Boxes(bool IsCut, bool StartsLate, bool IsLive = false)
{
    /// <summary>Encrypted: it plays nowhere but with a key that is not in it (DRM).</summary>
    public bool IsLocked { get; init; }
}

/// <summary>A file as the walk sees it: its length, and the bytes at a place; null where it ends before.</summary>
public sealed record BoxSource(long Length, Func<long, int, byte[]?> Read);

/// <summary>
/// Walks the outermost boxes, reading a few bytes of each. A cut file with its index in front probes with its full
/// duration and decodes without an error code: only the boxes tell. ISO/IEC 14496-12 section 4.2 (MP4, MOV);
/// <see cref="MatroskaWalk"/> (WebM, MKV); RIFF (AVI).
/// </summary>
public static class BoxWalk
{
    private const int MostBoxes = 10_000;

    /// <param name="format">Code of the container.</param>
    public static Boxes Walk(BoxSource file, string format) => format switch
    {
        "mp4" or "mov" => LookInside(file, WalkMp4(file)),
        "webm" or "mkv" => MatroskaWalk.Walk(file),
        "avi" => new(
            file.Read(0, 8) is { } head && 8L + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) > file.Length,
            StartsLate: false),
        _ => new(IsCut: false, StartsLate: false),
    };

    /// <summary>
    /// Where the index names the place of every sample, they decide whether the file is whole: a length of a box may be
    /// wrong where nothing is missing.
    /// </summary>
    private static Boxes LookInside(BoxSource file, Boxes outside)
    {
        List<MovieTrack> shown = [.. MovieIndex.TracksOf(file).Where(track => track.Handler is "vide" or "soun")];
        var isTold = shown.Exists(track => track.Handler == "vide") && shown.TrueForAll(track => track.End is not null);
        return outside with
        {
            IsCut = shown.Exists(track => track.End > file.Length) || (outside.IsCut && !isTold),
            IsLive = new MovieHeader().Look(file) is null,
            IsLocked = shown.Exists(track => track.IsLocked),
        };
    }

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

        // Whoever writes more boxes is not followed: whether it is whole is for others to find out.
        return new(IsCut: !hasIndex && position >= file.Length, late);
    }
}
