using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace VideoReview.Web.OneShot.Seeds;

/// <summary>
/// The videos of the demo: real ones where there are some, otherwise made here, so that a clone on any
/// machine has something to show.
/// </summary>
internal sealed class DemoVideos(IOptions<SeedOptions> options) : IDisposable
{
    /// <summary>Below the demo period's shortest.</summary>
    private const int ShortSeconds = 8;

    private const long SmallestTaken = 2_000_000;

    private readonly string folder = Directory.CreateTempSubdirectory("videoreview-seed").FullName;

    /// <summary>Two that are taken and, last, one that is too short.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellation)
    {
        // An MP4 says its length in its first bytes and would be refused on its way already; of this
        // one the inspection finds out.
        var tooShort = await MakeAsync(
            "terlalu-singkat.mkv", "testsrc=size=640x360:rate=10", ShortSeconds, 550, cancellation);
        var real = options.Value.VideosFolder is { Length: > 0 } given && Directory.Exists(given)
            ? Directory.GetFiles(given, "*.mp4").Where(path => new FileInfo(path).Length > SmallestTaken)
                .Order(StringComparer.Ordinal).Take(2).ToList()
            : [];
        return real.Count == 2
            ? [.. real, tooShort]
            :
            [
                await MakeAsync("posyandu.mp4", "testsrc2=size=1280x720:rate=10", 24, 440, cancellation),
                await MakeAsync("perpustakaan.mp4", "smptehdbars=size=1280x720:rate=10", 21, 330, cancellation),
                tooShort,
            ];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>
    /// A moving picture with a tone, in H.264 and AAC; few pictures a second, since a first start waits for all their
    /// work.
    /// </summary>
    private async Task<string> MakeAsync(
        string name, string picture, int seconds, int hertz, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-f", "lavfi", "-i", $"{picture}:duration={seconds}",
            "-f", "lavfi", "-i", $"sine=frequency={hertz}:duration={seconds}", "-c:v", "libx264", "-preset",
            "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", "-movflags", "+faststart", path,
        ];
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? path
            : throw new InvalidOperationException($"ffmpeg could not make {name} (exit {process.ExitCode}).");
    }
}
