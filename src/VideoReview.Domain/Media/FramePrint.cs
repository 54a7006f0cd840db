namespace VideoReview.Domain.Media;

/// <summary>A frame at its true time, as its print.</summary>
public sealed record SeenFrame(TimeSpan At, FramePrint Print);

/// <summary>What can be told of one frame from 32 x 32 grey pixels: how bright, how busy, how black, and a hash that survives another encoding.</summary>
/// <param name="Hash">64 bits; two frames that look alike differ in few of them.</param>
/// <param name="Luma">Mean, 0 (black) to 255.</param>
/// <param name="Contrast">Standard deviation of the luma, 0 (one colour) to 127.</param>
/// <param name="DarkPercent">Share of black pixels, 0-100.</param>
public sealed record FramePrint(long Hash, int Luma, int Contrast, int DarkPercent)
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

    private static readonly double[,] Cosines = MakeCosines();

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
        return new(HashOf(grey), (int)Math.Round(mean), (int)Math.Round(deviation), (int)Math.Round(100.0 * dark / Length));
    }

    /// <summary>Signs of the 64 lowest frequencies against their median ("pHash": discrete cosine transform, https://www.phash.org); the mean brightness is left out of the median.</summary>
    private static long HashOf(ReadOnlySpan<byte> grey)
    {
        var rows = new double[Edge, Kept];
        for (var y = 0; y < Edge; y++)
        {
            for (var u = 0; u < Kept; u++)
            {
                for (var x = 0; x < Edge; x++)
                {
                    rows[y, u] += grey[(y * Edge) + x] * Cosines[u, x];
                }
            }
        }

        var values = new double[Kept * Kept];
        for (var i = 0; i < values.Length; i++)
        {
            for (var y = 0; y < Edge; y++)
            {
                values[i] += rows[y, i % Kept] * Cosines[i / Kept, y];
            }
        }

        var median = values[1..].Order().ElementAt((values.Length - 1) / 2);
        return values.Select((value, i) => value > median ? 1L << i : 0).Aggregate(0L, (hash, bit) => hash | bit);
    }

    private static double[,] MakeCosines()
    {
        var made = new double[Kept, Edge];
        for (var u = 0; u < Kept; u++)
        {
            for (var x = 0; x < Edge; x++)
            {
                made[u, x] = Math.Cos(Math.PI * u * ((2 * x) + 1) / (2 * Edge));
            }
        }

        return made;
    }
}
