using System.Globalization;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>What is to be seen in a copy, by its decoded pixels and its packets.</summary>
internal static class CopyLooks
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The frame at one second, as RGB.</summary>
    public static async Task<byte[]> FrameAsync(string path, VideoCopy copy)
    {
        var bytes = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(
                NewName("rgb"), "-ss", "1", "-i", path, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24"),
            Stop);
        Assert.Equal(3 * copy.WidthPixels * copy.HeightPixels, bytes.Length);
        return bytes;
    }

    public static (int Red, int Green, int Blue) Pixel(byte[] picture, VideoCopy copy, int x, int y)
    {
        var at = 3 * ((y * copy.WidthPixels) + x);
        return (picture[at], picture[at + 1], picture[at + 2]);
    }

    public static string Name(byte[] picture, VideoCopy copy, int x, int y) => Pixel(picture, copy, x, y) switch
    {
        ( > 180, > 180, > 180) => "white",
        ( > 180, < 90, < 90) => "red",
        ( < 90, > 180, < 90) => "lime",
        ( < 90, < 90, > 180) => "blue",
        var other => other.ToString(),
    };

    /// <summary>Pixels of a few frames that are unlike those above and below, which are alike.</summary>
    public static async Task<int> CombedAsync(string path, int width, int height)
    {
        var grey = await File.ReadAllBytesAsync(
            await Samples.MakeAsync(
                NewName("gray"), "-ss", "1", "-i", path, "-frames:v", "5", "-f", "rawvideo", "-pix_fmt", "gray"),
            Stop);
        Assert.Equal(5 * width * height, grey.Length);
        return Enumerable.Range(0, 5).Sum(frame => Enumerable.Range(width, (height - 2) * width)
            .Count(at => IsCombed((frame * width * height) + at)));

        bool IsCombed(int at) =>
            Math.Abs(grey[at - width] - grey[at + width]) < 32 && Math.Abs(grey[at] - grey[at - width]) > 96;
    }

    /// <summary>Seconds at which its pictures stand, rising.</summary>
    public static async Task<List<double>> TimesAsync(string path)
    {
        var lines = await File.ReadAllLinesAsync(
            await Samples.MakeAsync(NewName("txt"), "-i", path, "-map", "0:v:0", "-c", "copy", "-f", "framecrc"), Stop);
        int[] clock = [.. lines.Single(line => line.StartsWith("#tb 0:", StringComparison.Ordinal))["#tb 0:".Length..]
            .Split('/').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        return [.. lines.Where(line => !line.StartsWith('#'))
            .Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture) * clock[0] / clock[1])
            .Order()];
    }

    public static string NewName(string extension) => $"look-{Guid.NewGuid():N}.{extension}";
}
