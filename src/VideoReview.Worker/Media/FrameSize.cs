namespace VideoReview.Worker.Media;

/// <summary>Even sizes in the shape of the video as shown, never larger than it.</summary>
internal static class FrameSize
{
    /// <summary>At most so many pixels on the longer edge.</summary>
    public static (int Width, int Height) WithLongEdge(int width, int height, int most) =>
        Scaled(width, height, (double)most / Math.Max(width, height));

    /// <summary>At most so many pixels on the shorter edge.</summary>
    public static (int Width, int Height) WithShortEdge(int width, int height, int most) =>
        Scaled(width, height, (double)most / Math.Min(width, height));

    private static (int Width, int Height) Scaled(int width, int height, double factor) =>
        (Even(width * Math.Min(factor, 1)), Even(height * Math.Min(factor, 1)));

    /// <summary>Rounded down, so that an odd edge does not grow.</summary>
    private static int Even(double length) => Math.Max(2, (int)(length / 2) * 2);
}
