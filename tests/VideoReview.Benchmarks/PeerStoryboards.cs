using System.Globalization;

namespace VideoReview.Benchmarks;

/// <summary>
/// How other video servers make the preview pictures of a seek bar by default, as their published argument lists say
/// (PeerTube's ffmpeg package, MediaCMS's tasks and helpers, Jellyfin's media encoder); what they do with ImageMagick
/// or Skia afterwards is done by ffmpeg here.
/// </summary>
internal static class PeerStoryboards
{
    private const string Ffmpeg = "ffmpeg";

    private static readonly string[] Quiet = ["-loglevel", "error", "-nostdin", "-y"];

    public static IReadOnlyList<(string Name, Func<string, string, int, Task> MakeAsync)> All { get; } =
        [("PeerTube", PeerTubeAsync), ("MediaCMS", MediaCmsAsync), ("Jellyfin", JellyfinAsync)];

    /// <summary>
    /// Every frame is decoded; at most 11 x 11 pictures of 192 pixels, in the smallest grid that holds them.
    /// </summary>
    private static Task PeerTubeAsync(string video, string folder, int seconds)
    {
        var most = Math.Min(seconds, 121);
        var every = (seconds + most - 1) / most;
        var pictures = (seconds + every - 1) / every;
        var (rows, columns) = (from i in Enumerable.Range(1, 11) from j in Enumerable.Range(i, 12 - i) where pictures
            <= i * j select (i, j)).First();
        var filter = $"setpts='N/FRAME_RATE/TB',select='isnan(prev_selected_t)+gte(t-prev_selected_t,{Text(every)}"
            + $")',scale=192:108,tile=layout={Text(columns)}x{Text(rows)}";
        return CpuMeter.RunAsync(folder, Ffmpeg, [.. Quiet, "-i", video, "-threads", "1", "-filter_complex", filter,
            "-frames:v", "1", "-q:v", "2", "peertube.jpg"]);
    }

    /// <summary>Every frame is decoded; one picture in 10 s, joined in one column.</summary>
    private static async Task MediaCmsAsync(string video, string folder, int seconds)
    {
        await CpuMeter.RunAsync(
            folder, Ffmpeg,
            [.. Quiet, "-i", video, "-f", "image2", "-vf", "fps=1/10, scale=160:90", "mediacms%03d.jpg"]);
        await CpuMeter.RunAsync(folder, Ffmpeg, [.. Quiet, "-i", "mediacms%03d.jpg", "-vf",
            $"tile=1x{Text(seconds / 10)}", "-frames:v", "1", "mediacms.jpg"]);
    }

    /// <summary>Every frame is decoded on one thread; one picture of 320 pixels in 10 s, then 10 x 10 in one.</summary>
    private static async Task JellyfinAsync(string video, string folder, int seconds)
    {
        const string Filter =
            @"setpts=N/30/TB,fps=0.1,setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709,"
                + @"scale=trunc(min(max(iw\,ih*(a*sar))\,320)/2)*2:trunc(ow/(a*sar)/2)*2,format=yuv420p";
        string[] frames =
        [
            "-threads", "1", "-noautorotate", "-i", video, "-an", "-sn", "-vf", Filter, "-threads", "1", "-c:v",
            "mjpeg", "-qscale:v", "4", "-fps_mode", "passthrough", "-f", "image2",
        ];
        await CpuMeter.RunAsync(folder, Ffmpeg, [.. Quiet, .. frames, "jellyfin%08d.jpg"]);
        await CpuMeter.RunAsync(
            folder, Ffmpeg,
            [.. Quiet, "-i", "jellyfin%08d.jpg", "-vf", "tile=10x10", "-q:v", "3", "jellyfin-tile%d.jpg"]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
