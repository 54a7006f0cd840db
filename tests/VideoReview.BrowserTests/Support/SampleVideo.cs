using VideoReview.IntegrationTests.Support;

namespace VideoReview.BrowserTests.Support;

/// <summary>Videos as an author brings them: a moving picture with a tone.</summary>
public static class SampleVideo
{
    /// <summary>24 s and about 6 MB, 1280x720 at ten frames a second, H.264 and AAC.</summary>
    public static Task<string> GoodAsync() => MakeAsync("inovasi.mp4", seconds: 24);

    /// <summary>The same on its head: another film to whoever compares.</summary>
    public static Task<string> OtherAsync() => MakeAsync("lain.mp4", seconds: 24, ",vflip,negate");

    /// <summary>4 s: below every period's minimum.</summary>
    public static Task<string> ShortAsync() => MakeAsync("singkat.mp4", seconds: 4);

    private static Task<string> MakeAsync(string name, int seconds, string change = "") => Samples.MakeAsync(
        name,
        "-f", "lavfi", "-i", $"testsrc2=size=1280x720:rate=10:duration={seconds}{change}", "-f", "lavfi", "-i",
        $"sine=frequency=440:duration={seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "2M", "-minrate",
        "2M", "-maxrate", "2M", "-bufsize", "2M", "-x264-params", "nal-hrd=cbr", "-pix_fmt", "yuv420p", "-g", "20",
        "-c:a", "aac", "-shortest");
}
