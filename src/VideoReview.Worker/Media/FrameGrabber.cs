using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>One frame as JPEG files.</summary>
/// <param name="At">The frame's true time.</param>
/// <param name="DarkPercent">How much of it is black.</param>
internal sealed record Frame(TimeSpan At, double DarkPercent, IReadOnlyList<string> Files);

/// <summary>What frames are taken from.</summary>
/// <param name="Threads">Of the decoder.</param>
internal sealed record FrameSource(string Path, VideoMetadata Video, ScratchFolder Scratch, int Threads)
{
    /// <summary>What ffmpeg said when it last gave no frame.</summary>
    public string Complaint { get; set; } = "";
}

/// <summary>Takes single frames out of a video, in one or more sizes at once, and says how black they are.</summary>
internal sealed class FrameGrabber(IOptions<MediaOptions> options)
{
    /// <summary>So much black, and another frame is tried.</summary>
    private const double TooDarkPercent = 95;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.-");

    private static readonly ToolLimits Limits = ToolLimits.For(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(120), 20_000_000);

    /// <summary>The first frame among these places that is not black, otherwise the least black one; null = there is no frame at any of them.</summary>
    /// <param name="name">Of the files, to tell frames apart.</param>
    public async Task<Frame?> GrabAsync(FrameSource source, string name, IEnumerable<TimeSpan> places, IReadOnlyList<(int Width, int Height)> sizes, CancellationToken cancellation)
    {
        Frame? best = null;
        var number = 0;
        foreach (var place in places)
        {
            var frame = await GrabAsync(source, $"{name}-{Filters.Number(number++)}", place, sizes, cancellation);
            best = frame is not null && (best is null || frame.DarkPercent < best.DarkPercent) ? frame : best;
            if (best?.DarkPercent < TooDarkPercent)
            {
                break;
            }
        }

        return best;
    }

    private async Task<Frame?> GrabAsync(FrameSource source, string name, TimeSpan place, IReadOnlyList<(int Width, int Height)> sizes, CancellationToken cancellation)
    {
        var (facts, files) = (name + ".txt", sizes.Select((_, i) => source.Scratch.File($"{name}-{Filters.Number(i)}.jpg")).ToList());
        string[] arguments =
        [
            .. Guard.Ffmpeg, "-threads", Filters.Number(source.Threads), .. Guard.Input, "-ss", Filters.Seconds(place), "-i", Guard.File(source.Path),
            "-filter_complex", Graph(source.Video, facts, sizes), .. files.SelectMany((file, i) => Output(i, file)),
        ];
        var result = await GuardedRunner.RunAsync(new(options.Value.FfmpegPath, arguments, Limits, source.Scratch.Path), cancellation);
        if (!files.TrueForAll(IsJpeg))
        {
            source.Complaint = result.Errors;
            return null;
        }

        return Read(source.Scratch.File(facts), place, files);
    }

    /// <summary>The largest size first; its blackness and time are written beside it, the smaller ones are made from it.</summary>
    private static string Graph(VideoMetadata video, string facts, IReadOnlyList<(int Width, int Height)> sizes)
    {
        var first = $"[0:V:0]{Filters.Shown(video, sizes[0], "bicubic")},blackframe=amount=0:threshold=32,metadata=print:file={facts}";
        if (sizes.Count == 1)
        {
            return first + "[o0]";
        }

        var copies = string.Concat(sizes.Select((_, i) => $"[c{Filters.Number(i)}]"));
        var scaled = sizes.Select((size, i) => $"[c{Filters.Number(i)}]scale={Filters.Number(size.Width)}:{Filters.Number(size.Height)}:flags=bicubic[o{Filters.Number(i)}]");
        return $"{first},split={Filters.Number(sizes.Count)}{copies};{string.Join(';', scaled)}";
    }

    private static string[] Output(int number, string file) =>
        ["-map", $"[o{Filters.Number(number)}]", "-frames:v", "1", "-q:v", "3", "-map_metadata", "-1", "-f", "image2", "-update", "1", Guard.File(file)];

    /// <summary>Whole: begins and ends as JPEG does (ITU-T T.81, SOI and EOI).</summary>
    private static bool IsJpeg(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var bytes = File.ReadAllBytes(path);
        return bytes is [0xFF, 0xD8, .., 0xFF, 0xD9];
    }

    /// <summary>The filter's lines: "frame:0 pts:.. pts_time:1.2" (counted from the place sought) and "lavfi.blackframe.pblack=3".</summary>
    private static Frame Read(string facts, TimeSpan place, IReadOnlyList<string> files)
    {
        var text = File.ReadAllText(facts);
        return new(place + TimeSpan.FromSeconds(Value(text, "pts_time:")), Value(text, "pblack="), files);
    }

    private static double Value(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        var rest = at < 0 ? "" : text[(at + name.Length)..];
        var length = rest.AsSpan().IndexOfAnyExcept(Digits);
        return double.TryParse(length < 0 ? rest : rest[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
