using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class FramePrintTests
{
    [Fact]
    public void Print_of_black_is_black_and_flat()
    {
        var print = FramePrint.Of(Filled((_, _) => 0));

        Assert.Equal(
            (0, 0, 100, true, true), (print.Luma, print.Contrast, print.DarkPercent, print.IsBlack, print.IsFlat));
    }

    [Fact]
    public void Print_of_halves_counts_light_and_dark()
    {
        var print = FramePrint.Of(Filled((x, _) => x < 16 ? 0 : 200));

        Assert.Equal(
            (100, 100, 50, false, false), (print.Luma, print.Contrast, print.DarkPercent, print.IsBlack, print.IsFlat));
    }

    [Fact]
    public void Hash_survives_another_brightness_and_a_little_noise_and_tells_pictures_apart()
    {
        var random = new Random(7);
        var picture = Filled((x, y) => 60 + (3 * x) + (y > 12 && x > 9 ? 50 : 0));
        var again = picture.Select(pixel => (byte)Math.Clamp((pixel * 0.9) + 10 + random.Next(-3, 4), 0, 255))
            .ToArray();
        var other = Filled((x, y) => 60 + (3 * y) + (x > 20 && y < 9 ? 50 : 0));

        Assert.InRange(FramePrint.Distance(FramePrint.Of(picture).Hash, FramePrint.Of(again).Hash), 0, 10);
        Assert.InRange(FramePrint.Distance(FramePrint.Of(picture).Hash, FramePrint.Of(other).Hash), 16, 64);
    }

    [Fact]
    public void Hash_of_the_centre_does_not_see_a_logo_in_the_corner_and_is_none_where_the_centre_is_flat()
    {
        var picture = Filled((x, y) => 60 + (3 * x) + (y > 12 && x > 9 ? 50 : 0));
        var branded = Filled((x, y) => x > 25 && y < 6 ? 255 : 60 + (3 * x) + (y > 12 && x > 9 ? 50 : 0));
        var framed = Filled((x, y) => x is < 3 or > 28 ? 0 : 200);

        Assert.Equal(FramePrint.Of(picture).CentreHash, FramePrint.Of(branded).CentreHash);
        Assert.NotEqual(FramePrint.Of(picture).Hash, FramePrint.Of(branded).Hash);
        Assert.Equal((false, null), (FramePrint.Of(framed).IsFlat, FramePrint.Of(framed).CentreHash));
    }

    [Fact]
    public void Print_of_another_number_of_pixels_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => FramePrint.Of(new byte[10]));

    private static byte[] Filled(Func<int, int, int> pixel) =>
    [
        .. Enumerable.Range(0, FramePrint.Length)
            .Select(i => (byte)Math.Clamp(pixel(i % FramePrint.Edge, i / FramePrint.Edge), 0, 255)),
    ];
}
