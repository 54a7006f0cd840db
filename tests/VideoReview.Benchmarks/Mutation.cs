using System.Buffers.Binary;

namespace VideoReview.Benchmarks;

/// <summary>How a file is broken.</summary>
internal enum Breakage
{
    /// <summary>1 to 200 bits anywhere.</summary>
    Flips,

    /// <summary>Ends somewhere.</summary>
    Cut,

    /// <summary>A stretch of zeros.</summary>
    Zeros,

    /// <summary>
    /// A box, or in formats without boxes a piece, is doubled, left out, moved, or given a wrong length.
    /// </summary>
    Spliced,
}

/// <summary>Breaks a file in one way; the same seed breaks it the same way.</summary>
internal static class Mutation
{
    /// <summary>Boxes of ISO/IEC 14496-12 that hold boxes.</summary>
    private static readonly HashSet<string> Holders =
        new(StringComparer.Ordinal) { "moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "udta" };

    public static byte[] Make(byte[] whole, Breakage breakage, int seed)
    {
        var random = new Random(seed);
        return breakage switch
        {
            Breakage.Flips => Flip(whole, random),
            Breakage.Cut => whole[..random.Next(1, whole.Length)],
            Breakage.Zeros => Zero(whole, random),
            _ => Splice(whole, random),
        };
    }

    private static byte[] Flip(byte[] whole, Random random)
    {
        var broken = (byte[])whole.Clone();
        for (var left = random.Next(1, 200); left > 0; left--)
        {
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
        }

        return broken;
    }

    private static byte[] Zero(byte[] whole, Random random)
    {
        var broken = (byte[])whole.Clone();
        var from = random.Next(whole.Length);
        broken.AsSpan(from, Math.Min(random.Next(1, whole.Length / 4), whole.Length - from)).Clear();
        return broken;
    }

    private static byte[] Splice(byte[] whole, Random random)
    {
        var boxes = whole.AsSpan(4).StartsWith("ftyp"u8) ? Boxes(whole, 0, whole.Length).ToList() : [];
        var (from, to) = boxes.Count > 0 ? boxes[random.Next(boxes.Count)] : Piece(whole, random);
        var piece = whole[from..to];
        switch (random.Next(4))
        {
            case 0: return [.. whole[..to], .. piece, .. whole[to..]];
            case 1: return [.. whole[..from], .. whole[to..]];
            case 2:
                byte[] rest = [.. whole[..from], .. whole[to..]];
                var at = boxes.Count > 0
                    ? boxes[random.Next(boxes.Count)].From % (rest.Length + 1)
                    : random.Next(rest.Length);
                return [.. rest[..at], .. piece, .. rest[at..]];
            default:
                var broken = (byte[])whole.Clone();
                BinaryPrimitives.WriteUInt32BigEndian(
                    broken.AsSpan(Math.Min(from, whole.Length - 4)),
                    random.Next(3) switch { 0 => 0, 1 => uint.MaxValue, _ => (uint)random.Next(1, 2 * whole.Length) });
                return broken;
        }
    }

    private static (int From, int To) Piece(byte[] whole, Random random)
    {
        var from = random.Next(whole.Length - 1);
        return (from, Math.Min(whole.Length, from + random.Next(1, 8192)));
    }

    private static IEnumerable<(int From, int To)> Boxes(byte[] whole, int from, int to)
    {
        while (from + 8 <= to)
        {
            var size = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(whole.AsSpan(from)), (uint)(to - from));
            if (size < 8)
            {
                yield break;
            }

            yield return (from, from + size);
            if (Holders.Contains(System.Text.Encoding.Latin1.GetString(whole, from + 4, 4)))
            {
                foreach (var inner in Boxes(whole, from + 8, from + size))
                {
                    yield return inner;
                }
            }

            from += size;
        }
    }
}
