using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// Video files made by ffmpeg, kept for the next run; and the real ones beside the project, where there are any.
/// </summary>
public static class Samples
{
    /// <summary>As if taken by a phone: H.264 and AAC, seven seconds, black for the first.</summary>
    private const string Picture = "testsrc2=s=640x360:r=25:d=7,drawbox=enable='lt(t,1)':t=fill:c=black",
        Sound = "sine=f=440:d=7";

    /// <summary>Encoding them anew would be a good part of every run; git ignores the folder.</summary>
    private static readonly string Kept = Path.Combine(Root(), ".dev", "samples");

    private static readonly string Folder = Directory.CreateTempSubdirectory("videoreview-samples-").FullName;
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new(StringComparer.Ordinal);

    private static readonly string[] H264 =
        ["-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline", "-pix_fmt", "yuv420p", "-g", "50"];

    static Samples() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>Plays as it is, its index in front.</summary>
    public static Task<string> Mp4Async() =>
        MakeAsync("plain.mp4", [.. Both, .. H264, "-c:a", "aac", "-movflags", "+faststart"]);

    /// <summary>Plays as it is, its index behind.</summary>
    public static Task<string> LateMp4Async() => MakeAsync("late.mp4", [.. Both, .. H264, "-c:a", "aac"]);

    public static Task<string> MkvAsync() => MakeAsync("plain.mkv", [.. Both, .. H264, "-c:a", "aac"]);

    /// <summary>As some cameras do: H.264 with uncompressed sound.</summary>
    public static Task<string> MovAsync() => MakeAsync("plain.mov", [.. Both, .. H264, "-c:a", "pcm_s16le"]);

    public static Task<string> WebmAsync() => MakeAsync(
        "plain.webm",
        [.. Both, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k", "-c:a", "libopus"]);

    public static Task<string> HevcAsync() => MakeAsync("hevc.mp4", [.. Both, "-c:v", "libx265", "-preset", "ultrafast",
        "-x265-params", "log-level=none", "-tag:v", "hvc1", "-c:a", "aac"]);

    public static Task<string> SilentAsync() =>
        MakeAsync("silent.mp4", ["-f", "lavfi", "-i", Picture, .. H264, "-movflags", "+faststart"]);

    public static Task<string> AudioOnlyAsync() =>
        MakeAsync("sound.mp4", ["-f", "lavfi", "-i", Sound, "-c:a", "aac", "-movflags", "+faststart"]);

    /// <summary>Held upright: stored wide, shown high.</summary>
    public static async Task<string> RotatedAsync() => await MakeAsync(
        "rotated.mp4", ["-i", await Mp4Async(), "-c", "copy", "-metadata:s:v", "rotate=90", "-movflags", "+faststart"]);

    /// <summary>The index is there, the last third of the pictures is not.</summary>
    public static async Task<string> CutAsync() =>
        await WriteAsync("cut.mp4", (await File.ReadAllBytesAsync(await Mp4Async()))[..^100_000]);

    public static Task<string> TextAsync() => WriteAsync("text.mp4", "Ini bukan video."u8.ToArray());

    /// <summary>A real file of another origin; skipped where the folder beside the project is absent.</summary>
    public static string Real(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root(), "..", "shared", "videos", name));
        path = File.Exists(path) ? path : Path.GetFullPath(Path.Combine(Root(), "..", "..", "shared", "videos", name));
        Assert.SkipUnless(File.Exists(path), $"{path} is not here: a clone without the shared videos.");
        return path;
    }

    /// <summary>Any other file by ffmpeg's arguments, without the output's name.</summary>
    public static Task<string> MakeAsync(string name, params string[] arguments) =>
        Made.GetOrAdd(name, _ => new(() => arguments.Any(a => a.Contains(Path.GetTempPath(), StringComparison.Ordinal))
            ? RunAsync(Path.Combine(Folder, name), arguments)
            : KeepAsync(name, arguments))).Value;

    public static async Task<string> WriteAsync(string name, byte[] content)
    {
        var path = Path.Combine(
            Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName, name);
        await File.WriteAllBytesAsync(path, content);
        return path;
    }

    private static string[] Both => ["-f", "lavfi", "-i", Picture, "-f", "lavfi", "-i", Sound];

    /// <summary>
    /// By all that it is made of. Other test programs may be making it at this moment, so it
    /// gets its name when it is whole.
    /// </summary>
    private static async Task<string> KeepAsync(string name, string[] arguments)
    {
        var tool = File.GetLastWriteTimeUtc(TestServices.Tool("ffmpeg")).Ticks.ToString(CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [tool, name, .. arguments]))));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Kept, hash)).FullName, name);
        if (!File.Exists(path))
        {
            File.Move(
                await RunAsync(Path.Combine(Folder, hash + Path.GetExtension(name)), arguments), path, overwrite: true);
        }

        return path;
    }

    private static async Task<string> RunAsync(string path, string[] arguments)
    {
        var start = new ProcessStartInfo(
            TestServices.Tool("ffmpeg"), ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", .. arguments, path])
        {
            UseShellExecute = false, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
        return path;
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
