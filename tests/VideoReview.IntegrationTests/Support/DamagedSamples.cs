using System.Diagnostics;
using System.Globalization;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// Three seconds of small videos with one packet spoilt at half their length, by the names of Domain's ForgivenFaults.
/// </summary>
public static class DamagedSamples
{
    private const string Picture = "testsrc2=s=320x180:r=15:d=3", Sound = "sine=f=440:d=3";

    private static readonly string[] H264 =
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "30", "-movflags", "+faststart"];

    /// <summary>A block of Matroska begins with track, time and flags.</summary>
    private const int BlockHead = 4;

    public static async Task<string> ByNameAsync(string name) => name switch
    {
        "h264-byte" => await SpoilAsync(name, await Mp4Async(), "v:0", Byte(0.1)),
        "h264-zeros" => await SpoilAsync(name, await Mp4Async(), "v:0", Zeros),
        "h264-lost" => await LostAsync(name, packet: 11),
        "h264-lost-reference" => await LostAsync(name, packet: 13),
        "aac-byte" => await SpoilAsync(name, await Mp4Async(), "a:0", Byte(0.1)),
        "aac-zeros" => await SpoilAsync(name, await Mp4Async(), "a:0", Zeros),
        "vp8-zeros" => await SpoilAsync(name, await Vp8Async(), "v:0", Zeros, BlockHead),
        "vp9-byte" => await SpoilAsync(name, await Vp9Async(), "v:0", Byte(0.5), BlockHead),
        "vorbis-byte" => await SpoilAsync(name, await Vp9Async(), "a:0", Byte(0.5), BlockHead),
        "av1-byte" => await SpoilAsync(name, await Av1Async(), "v:0", LengthOfUnit, BlockHead),
        "av1-zeros" => await SpoilAsync(name, await Av1Async(), "v:0", Zeros, BlockHead),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>So many bits that a thin line wants a smaller copy; one byte of one picture is another.</summary>
    public static async Task<string> RichAsync() => await SpoilAsync(
        "rich-byte",
        await Samples.MakeAsync(
            "damage-none-rich.mp4",
            ["-f", "lavfi", "-i", "testsrc2=s=480x270:r=25:d=3,noise=alls=20:allf=t", .. H264, "-b:v", "2M"]),
        "v:0", Byte(0.1));

    /// <summary>The same without damage; its sound is AAC.</summary>
    public static Task<string> Mp4Async() => Samples.MakeAsync(
        "damage-none.mp4", ["-f", "lavfi", "-i", Picture, "-f", "lavfi", "-i", Sound, .. H264, "-c:a", "aac"]);

    private static Task<string> Vp8Async() => Samples.MakeAsync(
        "damage-none-vp8.webm", "-f", "lavfi", "-i", Picture, "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used",
        "8", "-g", "30");

    private static Task<string> Vp9Async() => Samples.MakeAsync(
        "damage-none-vp9.webm", "-f", "lavfi", "-i", Picture, "-f", "lavfi", "-i", Sound, "-c:v", "libvpx-vp9",
        "-deadline", "realtime", "-cpu-used", "8", "-g", "30", "-c:a", "libvorbis");

    private static Task<string> Av1Async() => Samples.MakeAsync(
        "damage-none-av1.webm", "-f", "lavfi", "-i", Picture, "-c:v", "libsvtav1", "-preset", "12", "-g", "30");

    /// <summary>A picture to which others refer is missing, as where somebody cut without encoding anew.</summary>
    private static Task<string> LostAsync(string name, int packet) => Samples.MakeAsync(
        name + ".mp4", "-f", "lavfi", "-i", Picture, "-c:v", "libx264", "-preset", "medium", "-x264-params",
        "keyint=45:bframes=3:b-pyramid=normal:ref=3", "-pix_fmt", "yuv420p", "-bsf:v",
        string.Create(CultureInfo.InvariantCulture, $"noise=drop='eq(n,{packet})'"), "-movflags", "+faststart");

    private static Action<Memory<byte>> Byte(double share) =>
        packet => packet.Span[(int)(packet.Length * share)] ^= 0xFF;

    /// <summary>The second byte of an OBU's length (AV1, section 5.3.1).</summary>
    private static void LengthOfUnit(Memory<byte> packet) => packet.Span[2] ^= 0xFF;

    private static void Zeros(Memory<byte> packet) => packet.Span.Clear();

    private static async Task<string> SpoilAsync(
        string name, string whole, string stream, Action<Memory<byte>> spoil, int head = 0)
    {
        var bytes = await File.ReadAllBytesAsync(whole);
        var (position, size) = await PacketAsync(whole, stream);
        spoil(bytes.AsMemory(position + head, size));
        return await Samples.WriteAsync(name + Path.GetExtension(whole), bytes);
    }

    /// <summary>The first at 1.5 s or later.</summary>
    private static async Task<(int Position, int Size)> PacketAsync(string path, string stream)
    {
        using var probe = Process.Start(new ProcessStartInfo(TestServices.Tool("ffprobe"),
        [
            "-v", "error", "-select_streams", stream, "-show_entries", "packet=pts_time,size,pos", "-of", "csv=p=0",
            path,
        ])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        var lines = (await probe.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var packet = lines.Select(line => line.Split(','))
            .First(fields => double.Parse(fields[0], CultureInfo.InvariantCulture) >= 1.5);
        return (int.Parse(packet[2], CultureInfo.InvariantCulture), int.Parse(packet[1], CultureInfo.InvariantCulture));
    }
}
