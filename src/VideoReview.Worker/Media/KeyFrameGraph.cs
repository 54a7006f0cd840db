using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>Sizes of all pictures of a video; none is larger than it.</summary>
internal sealed record PictureSizes(
    (int Width, int Height) Poster, (int Width, int Height) PosterSmall, (int Width, int Height) Cell,
    StoryboardPlan Storyboard)
{
    private const int PosterEdge = 1280, PosterSmallEdge = 480, CellEdge = 320, TileEdge = 160;

    public static PictureSizes Of(VideoMetadata video) =>
        new(
            At(video, PosterEdge), At(video, PosterSmallEdge), At(video, CellEdge),
            StoryboardPlan.Of(TimeSpan.FromMilliseconds(video.DurationMilliseconds), At(video, TileEdge)));

    private static (int Width, int Height) At(VideoMetadata video, int edge) =>
        FrameSize.WithLongEdge(video.WidthPixels, video.HeightPixels, edge);
}

/// <summary>
/// The filter graph of the one pass over a video's key frames: candidates for posters in two sizes, the storyboard, the
/// contact sheet, and a tiny grey print of every frame. Each picture is the first frame of its own stretch of the video
/// and keeps its true time. Files stand in the folder in which ffmpeg runs.
/// </summary>
internal static class KeyFrameGraph
{
    public const int Candidates = 15;
    public const string PosterTimes = "posters.txt", TileTimes = "tiles.txt", Times = "frames.txt",
        Prints = "frames.gray", Storyboard = "storyboard.jpg", ContactSheet = "contact.jpg";

    /// <summary>Only frames that show something.</summary>
    public const string NotBlack =
        "blackframe=amount=0:threshold=32,metadata=select:key=lavfi.blackframe.pblack:value=95:function=less";

    private const int Cells = 9;

    /// <summary>Frames closer together tell nothing more.</summary>
    private static readonly TimeSpan Closest = TimeSpan.FromSeconds(0.95);

    public static IReadOnlyList<string> Jpeg { get; } = ["-map_metadata", "-1", "-f", "image2"];

    public static string Poster(int number) => $"poster-{number:00}.jpg";

    public static string PosterSmall(int number) => $"small-{number:00}.jpg";

    /// <summary>From the input's first real video stream to the outputs' options.</summary>
    public static IReadOnlyList<string> Arguments(VideoMetadata video, PictureSizes sizes)
    {
        var candidates = Filters.Number(Candidates);
        return
        [
            "-filter_complex", Graph(video, sizes),
            "-map", "[large]", "-fps_mode", "vfr", "-frames:v", candidates, "-q:v", "3", .. Jpeg,
            Guard.File("poster-%02d.jpg"), "-map", "[small]", "-fps_mode", "vfr", "-frames:v", candidates, "-q:v", "4",
            .. Jpeg, Guard.File("small-%02d.jpg"), "-map", "[sprite]", "-fps_mode", "vfr", "-frames:v", "1", "-q:v",
            "4", .. Jpeg, "-update", "1", Guard.File(Storyboard), "-map", "[sheet]", "-fps_mode", "vfr", "-frames:v",
            "1", "-q:v", "4", .. Jpeg, "-update", "1", Guard.File(ContactSheet),
            "-map", "[prints]", "-fps_mode", "passthrough", "-f", "rawvideo", Guard.File(Prints),
        ];
    }

    /// <summary>The filter prints only frames about which it knows something.</summary>
    public static string Print(string file) => $"metadata=add:key=k:value=1,metadata=print:file={file}";

    public static string Scale((int Width, int Height) size) =>
        $"scale={Filters.Number(size.Width)}:{Filters.Number(size.Height)}:flags=fast_bilinear";

    private static string Graph(VideoMetadata video, PictureSizes sizes)
    {
        var duration = TimeSpan.FromMilliseconds(Math.Max(1, video.DurationMilliseconds));
        var plan = sizes.Storyboard;
        return string.Join(
            ';',
            "[0:V:0]select='isnan(prev_selected_t)+gte(t-prev_selected_t,"
                + $"{Filters.Seconds(Closest)})',{DecoderErrors.Filter},split[big][all]",
            $"[big]{OneIn(duration / Candidates)},{Print(PosterTimes)},"
                + $"{Filters.Still(video, sizes.Poster)},split[large][l]",
            $"[l]{Scale(sizes.PosterSmall)}[small]",
            $"[all]{Filters.Still(video, sizes.Cell)},split=3[a][b][c]",
            $"[a]{OneIn(plan.Every)},{Print(TileTimes)},{Scale((plan.TileWidth, plan.TileHeight))},tile="
                + $"{Filters.Number(plan.Columns)}x{Filters.Number(plan.Rows)}[sprite]",
            $"[b]{NotBlack},{OneIn(duration / Cells)},tile=3x3[sheet]",
            $"[c]{Print(Times)},scale={Filters.Number(FramePrint.Edge)}:"
                + $"{Filters.Number(FramePrint.Edge)}:flags=area,format=gray[prints]");
    }

    /// <summary>The first frame of each such stretch.</summary>
    private static string OneIn(TimeSpan stretch) =>
        $"select='isnan(prev_selected_t)+gt(floor(t/{Filters.Seconds(stretch)}"
            + $"),floor(prev_selected_t/{Filters.Seconds(stretch)}))'";
}
