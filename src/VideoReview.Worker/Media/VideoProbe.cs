using System.Globalization;
using System.Text.RegularExpressions;
using FFMpegCore;
using Microsoft.Extensions.Options;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// Asks ffprobe what a file holds. A file that it cannot read is a fault of the file, with a sentence for its author.
/// </summary>
internal sealed partial class VideoProbe(IOptions<MediaOptions> options)
{
    /// <summary>Longest share of the clock: 90000/1 is the tick of MPEG, not a frame rate.</summary>
    private const double HighestFrameRate = 1000;

    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), 1_000_000);

    /// <param name="format">Code of the container.</param>
    /// <param name="folder">The job's scratch folder.</param>
    public async Task<VideoMetadata> ProbeAsync(
        string path, string format, string folder, CancellationToken cancellation)
    {
        var boxes = WalkBoxes(path, format);
        if (boxes.IsCut)
        {
            throw Unreadable(Sentence.Of("media.cut"), "The file ends before its boxes do.");
        }

        string[] arguments =
        [
            .. Guard.Ffprobe, .. Guard.Input, "-print_format", "json", "-sexagesimal", "-show_format", "-show_streams",
            Guard.File(path),
        ];
        var result = await GuardedRunner.RunAsync(
            new(options.Value.FfprobePath, arguments, Limits, folder), cancellation);
        if (result.ExitCode != 0 || TooLarge().IsMatch(result.Errors))
        {
            throw Unreadable(WhyOf(result.Errors), result.Errors);
        }

        return MetadataOf(FFProbe.FromJson(result.Output), new FileInfo(path).Length, boxes);
    }

    private static Boxes WalkBoxes(string path, string format)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return BoxWalk.Walk(new(file.Length, Read), format);

        byte[]? Read(long position, int count)
        {
            var bytes = new byte[count];
            file.Seek(position, SeekOrigin.Begin);
            return file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : null;
        }
    }

    internal static VideoMetadata MetadataOf(IMediaAnalysis analysis, long sizeBytes, Boxes boxes)
    {
        var picture = analysis.VideoStreams.FirstOrDefault(
            stream => stream.Disposition?.GetValueOrDefault("attached_pic") != true);
        var sound = analysis.AudioStreams is [var first, ..] ? first : null;
        var duration = analysis.Duration > TimeSpan.Zero ? analysis.Duration : picture?.Duration ?? TimeSpan.Zero;
        var rotation = picture is null ? 0 : ((-picture.Rotation % 360) + 360) % 360;
        var (width, height) = picture is null ? (0, 0) : ShownSize(picture, rotation);
        return new()
        {
            Container = analysis.Format.FormatName ?? "",
            DurationMilliseconds = (long)duration.TotalMilliseconds,
            SizeBytes = sizeBytes,
            BitRateBitsPerSecond = duration > TimeSpan.Zero ? (long)(sizeBytes * 8 / duration.TotalSeconds) : 0,
            VideoCodec = picture is null ? null : Known(picture.CodecName) ?? "unknown",
            VideoProfile = Known(picture?.Profile),
            VideoLevel = Math.Max(picture?.Level ?? 0, 0),
            PixelFormat = Known(picture?.PixelFormat),
            WidthPixels = width,
            HeightPixels = height,
            RotationDegrees = rotation,
            FrameRate = FrameRateOf(picture),
            IsInterlaced = picture?.FieldOrder is "tt" or "bb" or "tb" or "bt",
            ColorTransfer = Known(picture?.ColorTransfer),
            StartsLate = boxes.StartsLate,
            AudioCodec = sound is null ? null : Known(sound.CodecName) ?? "unknown",
            AudioProfile = Known(sound?.Profile),
            AudioChannels = sound?.Channels ?? 0,
            AudioSampleRateHertz = sound?.SampleRateHz ?? 0,
        };
    }

    /// <summary>ffprobe's rotation and pixel shape applied.</summary>
    private static (int Width, int Height) ShownSize(VideoStream picture, int rotation)
    {
        var (across, down) = picture.SampleAspectRatio is { Item1: > 0, Item2: > 0 } shape ? shape : (1, 1);
        var width = (int)Math.Round((double)(picture.Width ?? 0) * across / down);
        return rotation is 90 or 270 ? (picture.Height ?? 0, width) : (width, picture.Height ?? 0);
    }

    private static decimal? FrameRateOf(VideoStream? picture)
    {
        double?[] rates = [picture?.AverageFrameRate, picture?.RealFrameRate];
        return rates.FirstOrDefault(rate => rate is > 0 and < HighestFrameRate) is { } rate
            ? Math.Round((decimal)rate, 3)
            : null;
    }

    /// <summary>ffprobe writes "unknown" where it does not know.</summary>
    private static string? Known(string? value) => string.IsNullOrEmpty(value) || value == "unknown" ? null : value;

    private static Sentence WhyOf(string errors)
    {
        if (TooLarge().Match(errors) is { Success: true } large)
        {
            return Sentence.Of(
                "media.too-many-pixels", ("width", large.Groups["width"].Value),
                ("height", large.Groups["height"].Value));
        }

        if (errors.Contains("exceeds max_streams parameter", StringComparison.Ordinal))
        {
            return Sentence.Of("media.too-many-tracks");
        }

        // "Codec (NAME) not on whitelist 'LIST'", libavcodec/avcodec.c.
        const string Missed = "Codec (";
        var at = errors.IndexOf(Missed, StringComparison.Ordinal);
        return at >= 0 && errors.IndexOf(") not on whitelist", at, StringComparison.Ordinal) is var end and > 0
            ? Sentence.Of(
                "media.codec-unknown",
                ("codec", errors[(at + Missed.Length)..end].ToLower(CultureInfo.InvariantCulture)))
            : Sentence.Of("media.not-a-video");
    }

    /// <summary>
    /// libavutil/imgutils.c: no decoder is asked, and the size is not told; only the complaint names it.
    /// </summary>
    [GeneratedRegex(
        "Picture size (?<width>[0-9]+)x(?<height>[0-9]+) exceeds specified max pixel count",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TooLarge();

    private static JobFaultException Unreadable(Sentence reason, string detail) =>
        new(JobFault.BadInput, reason, detail);
}
