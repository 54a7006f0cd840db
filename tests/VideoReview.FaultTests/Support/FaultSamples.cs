using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.FaultTests.Support;

/// <summary>Small videos: a job on one takes a second or few, long enough to be killed in the middle.</summary>
internal static class FaultSamples
{
    private const string Picture = "testsrc2=s=320x240:r=25:d=4", Sound = "sine=f=440:d=4";

    private static readonly string[] H264 =
    [
        "-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline", "-pix_fmt", "yuv420p", "-g",
        "25", "-c:a", "aac",
    ];

    /// <summary>Plays as it is; 3 jobs or more: store, inspect, pictures, quality.</summary>
    public static Task<string> PlainAsync() =>
        Samples.MakeAsync("fault-plain.mp4", [.. Both, .. H264, "-movflags", "+faststart"]);

    /// <summary>Plays once its streams stand in another container.</summary>
    public static Task<string> RemuxAsync() => Samples.MakeAsync("fault-remux.mkv", [.. Both, .. H264]);

    /// <summary>Must be encoded anew, which takes several seconds.</summary>
    /// <param name="seconds">Of video, 640x480.</param>
    public static Task<string> HeavyAsync(int seconds = 8) => Samples.MakeAsync(
        $"fault-heavy-{seconds}.mp4",
        "-f", "lavfi", "-i", $"testsrc2=s=640x480:r=25:d={seconds}", "-f", "lavfi", "-i", $"sine=f=440:d={seconds}",
        "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1", "-c:a", "aac",
        "-movflags", "+faststart");

    /// <summary>Plays as it is, with so many bits that a thin line wants a smaller copy.</summary>
    public static Task<string> RichAsync() => Samples.MakeAsync(
        "fault-rich.mp4",
        [
            "-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=6,noise=alls=30:allf=t", "-f", "lavfi", "-i",
            "sine=f=440:d=6", .. H264, "-b:v", "2500k", "-movflags", "+faststart",
        ]);

    /// <summary>Names of videos of which the pipeline makes a job of this kind, each by another way.</summary>
    public static IReadOnlyList<string> Needing(string kind) => kind switch
    {
        VideoJobs.Playable => ["remux", "heavy"],
        VideoJobs.Copies => ["rich"],
        _ => ["plain"],
    };

    public static Task<string> ByNameAsync(string name) => name switch
    {
        "plain" => PlainAsync(),
        "remux" => RemuxAsync(),
        "heavy" => HeavyAsync(),
        "rich" => RichAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static string[] Both => ["-f", "lavfi", "-i", Picture, "-f", "lavfi", "-i", Sound];
}
