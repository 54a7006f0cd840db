using System.Diagnostics;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Support;

/// <summary>Videos made by ffmpeg, once per run each: a moving picture with a tone.</summary>
public static class SampleVideo
{
    private static readonly string Folder = MakeFolder();
    private static readonly Lazy<Task<string>> Good = new(() => MakeAsync("inovasi.mp4", seconds: 24));
    private static readonly Lazy<Task<string>> Short = new(() => MakeAsync("singkat.mp4", seconds: 4));

    /// <summary>24 s and about 6 MB, 1280x720, H.264 and AAC.</summary>
    public static Task<string> GoodAsync() => Good.Value;

    /// <summary>4 s: below every period's minimum.</summary>
    public static Task<string> ShortAsync() => Short.Value;

    private static async Task<string> MakeAsync(string name, int seconds)
    {
        var path = Path.Combine(Folder, name);
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-f", "lavfi", "-i", $"testsrc2=size=1280x720:rate=25:duration={seconds}",
            "-f", "lavfi", "-i", $"sine=frequency=440:duration={seconds}",
            "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "2M", "-minrate", "2M", "-maxrate", "2M", "-bufsize", "2M", "-x264-params", "nal-hrd=cbr", "-pix_fmt", "yuv420p",
            "-c:a", "aac", "-shortest", path,
        ];
        using var process = Process.Start(new ProcessStartInfo(TestServices.Tool("ffmpeg"), arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return path;
    }

    private static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("samples").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
