namespace VideoReview.Domain.Media;

/// <summary>A frame at its true time, as its print.</summary>
public sealed record SeenFrame(TimeSpan At, FramePrint Print);

/// <summary>
/// What can be told of one frame from 32 x 32 grey pixels: how bright, how busy, how black, and a hash
/// that survives another encoding.
/// </summary>
/// <param name="Hash">64 bits; two frames that look alike differ in few of them.</param>
/// <param name="Luma">Mean, 0 (black) to 255.</param>
/// <param name="Contrast">Standard deviation of the luma, 0 (one colour) to 127.</param>
/// <param name="DarkPercent">Share of black pixels, 0-100.</param>
/// <param name="CentreHash">
/// As <paramref name="Hash"/>, without the edges, where logos stand; null = one colour, which says nothing.
/// </param>
public sealed record FramePrint(long Hash, int Luma, int Contrast, int DarkPercent, long? CentreHash = null)
{
    /// <summary>Edge of the grey picture.</summary>
    public const int Edge = 32;

    /// <summary>Bytes of the grey picture.</summary>
    public const int Length = Edge * Edge;

    /// <summary>So much black, and nobody wants to see it.</summary>
    private const int BlackPercent = 95;

    /// <summary>ffmpeg blackdetect's default pix_th of 0.10, of 255.</summary>
    private const int BlackBelow = 26;

    /// <summary>One colour, or nearly so: it looks like every other such frame.</summary>
    private const int FlatBelow = 4;

    /// <summary>Edge of the block of lowest frequencies that is kept.</summary>
    private const int Kept = 8;

    /// <summary>Left out at each edge for the hash of the centre: logos and clocks stand in the corners.</summary>
    private const int Corner = 6;

    private static readonly Dictionary<int, double[,]> Cosines =
        new() { [0] = MakeCosines(Edge), [Corner] = MakeCosines(Edge - (2 * Corner)) };

    public bool IsBlack => DarkPercent >= BlackPercent;

    /// <summary>Says nothing about which video it is from.</summary>
    public bool IsFlat => Contrast < FlatBelow;

    /// <summary>In how many of the 64 bits two hashes differ.</summary>
    public static int Distance(long one, long other) => System.Numerics.BitOperations.PopCount((ulong)(one ^ other));

    /// <param name="grey">Full range, row by row; exactly <see cref="Length"/> bytes.</param>
    public static FramePrint Of(ReadOnlySpan<byte> grey)
    {
        if (grey.Length != Length)
        {
            throw new ArgumentException($"{grey.Length} grey pixels.", nameof(grey));
        }

        var (sum, squares, dark) = (0L, 0L, 0);
        foreach (var pixel in grey)
        {
            (sum, squares, dark) = (sum + pixel, squares + (pixel * pixel), dark + (pixel < BlackBelow ? 1 : 0));
        }

        var mean = (double)sum / Length;
        var deviation = Math.Sqrt(Math.Max(0, ((double)squares / Length) - (mean * mean)));
        return new(
            HashOf(grey, 0), (int)Math.Round(mean), (int)Math.Round(deviation), (int)Math.Round(100.0 * dark / Length),
            IsFlatInside(grey) ? null : HashOf(grey, Corner));
    }

    private static bool IsFlatInside(ReadOnlySpan<byte> grey)
    {
        var (sum, squares, count) = (0L, 0L, 0);
        for (var y = Corner; y < Edge - Corner; y++)
        {
            foreach (var pixel in grey.Slice((y * Edge) + Corner, Edge - (2 * Corner)))
            {
                (sum, squares, count) = (sum + pixel, squares + (pixel * pixel), count + 1);
            }
        }

        var mean = (double)sum / count;
        return Math.Sqrt(Math.Max(0, ((double)squares / count) - (mean * mean))) < FlatBelow;
    }

    /// <summary>
    /// Signs of the 64 lowest frequencies against their median ("pHash": discrete cosine transform,
    /// https://www.phash.org); the mean brightness is left out of the median.
    /// </summary>
    /// <param name="margin">Pixels left out at each edge.</param>
    private static long HashOf(ReadOnlySpan<byte> grey, int margin)
    {
        var cosines = Cosines[margin];
        var edge = Edge - (2 * margin);
        var rows = new double[edge, Kept];
        for (var y = 0; y < edge; y++)
        {
            for (var u = 0; u < Kept; u++)
            {
                for (var x = 0; x < edge; x++)
                {
                    rows[y, u] += grey[((y + margin) * Edge) + x + margin] * cosines[u, x];
                }
            }
        }

        var values = new double[Kept * Kept];
        for (var i = 0; i < values.Length; i++)
        {
            for (var y = 0; y < edge; y++)
            {
                values[i] += rows[y, i % Kept] * cosines[i / Kept, y];
            }
        }

        var median = values[1..].Order().ElementAt((values.Length - 1) / 2);
        return values.Select((value, i) => value > median ? 1L << i : 0).Aggregate(0L, (hash, bit) => hash | bit);
    }

    private static double[,] MakeCosines(int edge)
    {
        var made = new double[Kept, edge];
        for (var u = 0; u < Kept; u++)
        {
            for (var x = 0; x < edge; x++)
            {
                made[u, x] = Math.Cos(Math.PI * u * ((2 * x) + 1) / (2 * edge));
            }
        }

        return made;
    }
}
