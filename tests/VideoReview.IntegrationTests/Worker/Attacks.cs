using System.Text;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Files made to do harm (media.md section 4), each made once per run.</summary>
internal static class Attacks
{
    private static readonly string[] Small = ["-f", "lavfi", "-i", "testsrc2=s=320x240:r=10:d=2"];
    private static readonly string[] H264 =
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5"];

    /// <summary>A few hundred kilobytes that want 200 MB.</summary>
    public static Task<string> HugePngAsync() =>
        Samples.MakeAsync(
            "huge-png.mov", "-f", "lavfi", "-i", "color=s=8192x8192:d=1:r=1", "-frames:v", "1", "-c:v", "png", "-pred",
            "none", "-compression_level", "1");

    /// <summary>A megabyte that wants 200 MB.</summary>
    public static Task<string> HugeJpegAsync() =>
        Samples.MakeAsync(
            "huge-jpeg.mov", "-f", "lavfi", "-i", "color=s=12000x12000:d=1:r=1", "-frames:v", "1", "-pix_fmt",
            "yuvj420p", "-c:v", "mjpeg", "-q:v", "31");

    public static Task<string> ManyTracksAsync() => Samples.MakeAsync(
        "many-tracks.mkv", [.. Small, "-f", "lavfi", "-i", "sine=d=0.1", "-map", "0:v",
            .. Enumerable.Repeat<string[]>(["-map", "1:a"], 200).SelectMany(map => map), .. H264, "-c:a", "mp2"]);

    /// <summary>A decoder that nobody needs is a hole that nobody watches.</summary>
    public static Task<string> RareCodecAsync(string encoder, string ending) =>
        Samples.MakeAsync($"{encoder}.{ending}", [.. Small, "-c:v", encoder]);

    /// <summary>
    /// Two seconds, 30 hours of nothing, two seconds: 10,800 pictures to whoever takes one in ten seconds.
    /// </summary>
    public static Task<string> HoleAsync() => Samples.MakeAsync(
        "hole.mp4",
        [
            "-f", "lavfi", "-i", "testsrc2=s=320x240:r=5:d=4", "-vf", "setpts='if(gte(N,10),PTS+108000/TB,PTS)'",
            "-fps_mode", "passthrough", .. H264, "-video_track_timescale", "1000",
        ]);

    /// <summary>Markup and a line break where players show a title.</summary>
    public static Task<string> TitleAsync() => Samples.MakeAsync(
        "title.mkv", [.. Small, .. H264, "-metadata", "title=<script>alert(1)</script>\n\"'", "-metadata:s:v",
            "title=<img src=x onerror=alert(2)>", "-metadata", "comment=" + new string('x', 100_000)]);

    /// <summary>A title so long that ffprobe's answer about it does not end.</summary>
    public static async Task<string> EndlessTitleAsync() => await Samples.MakeAsync(
        "endless-title.mkv", ["-i",
            await Samples.WriteAsync(
                "meta.txt", Encoding.ASCII.GetBytes(";FFMETADATA1\ntitle=" + new string('x', 6_000_000) + "\n")),
            .. Small, "-map_metadata", "0", "-map", "1:v", .. H264]);

    public static async Task<string> MutatedAsync(string kind)
    {
        var bytes = await File.ReadAllBytesAsync(await Samples.Mp4Async());
        var middle = bytes.Length / 2;
        return await Samples.WriteAsync(kind + ".mp4", kind switch
        {
            "one-byte" => [0],
            "random" => Random(100_000),
            "cut" => bytes[..middle],
            "no-index" =>
                [
                    .. bytes[..bytes.AsSpan().IndexOf("moov"u8)], .. "skip"u8,
                    .. bytes[(bytes.AsSpan().IndexOf("moov"u8) + 4)..],
                ],
            "beyond" => Beyond(bytes),
            "zeros" => [.. bytes[..middle], .. new byte[40_000], .. bytes[(middle + 40_000)..]],
            "flips" => Flipped(bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        });
    }

    /// <summary>A good index and container, and nothing in it that the decoder takes.</summary>
    public static async Task<string> InvalidFramesAsync() => await Samples.MakeAsync(
        "invalid-frames.webm", "-i", await Samples.WebmAsync(), "-c", "copy", "-bsf:v", "noise=amount=1");

    /// <summary>A place in the index that lies behind the end.</summary>
    private static byte[] Beyond(byte[] whole)
    {
        var (bytes, at) = ((byte[])whole.Clone(), whole.AsSpan().IndexOf("stco"u8));
        var chunks = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 8));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(
            bytes.AsSpan(at + 12 + (4 * (chunks - 1))), bytes.Length + 100);
        return bytes;
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>One bit in 2,000 bytes, the index included.</summary>
    private static byte[] Flipped(byte[] bytes)
    {
        var (random, flipped) = (new Random(1), (byte[])bytes.Clone());
        for (var i = 0; i < bytes.Length / 2000; i++)
        {
            flipped[random.Next(64, bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }
}
