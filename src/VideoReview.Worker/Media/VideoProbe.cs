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
internal sealed class VideoProbe(IOptions<MediaOptions> options, PacketClock clock, SoundChoice sounds)
{
    /// <summary>Longest share of the clock: 90000/1 is the tick of MPEG, not a frame rate.</summary>
    private const double HighestFrameRate = 1000;

    /// <summary>Headers round, and leave out how long the last picture stands.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), 1_000_000);

    /// <param name="format">Code of the container.</param>
    /// <param name="folder">The job's scratch folder.</param>
    /// <param name="isDoubtful">Asked whether what the header says would matter so much that it is measured.</param>
    public async Task<VideoMetadata> ProbeAsync(
        string path, string format, string folder, CancellationToken cancellation,
        Func<VideoMetadata, bool>? isDoubtful = null)
    {
        var boxes = WalkBoxes(path, format);
        if (boxes.IsCut)
        {
            throw Unreadable(Sentence.Of("media.cut"), "The file ends before its boxes do.");
        }

        if (boxes.IsLocked)
        {
            throw Unreadable(Sentence.Of("media.locked"), "Its samples are encrypted.");
        }

        string[] arguments =
        [
            .. Guard.Ffprobe, .. Guard.AllStreams, "-print_format", "json", "-sexagesimal", "-show_format",
            "-show_streams", Guard.File(path),
        ];
        var result = await GuardedRunner.RunAsync(
            new(options.Value.FfprobePath, arguments, Limits, folder), cancellation);
        if (result.ExitCode != 0)
        {
            throw Unreadable(ProbeComplaint.WhyOf(result.Errors), result.Errors);
        }

        var analysis = FFProbe.FromJson(result.Output);
        if (ProbeComplaint.IsOfSize(result.Errors) && IsTooLarge(PictureOf(analysis)))
        {
            throw Unreadable(ProbeComplaint.WhyOf(result.Errors), result.Errors);
        }

        var sound = await ChooseAsync(path, analysis, folder, cancellation);
        var found = MetadataOf(analysis, sound, new FileInfo(path).Length, boxes);
        return boxes.IsLive || isDoubtful?.Invoke(found) == true
            ? await MeasureAsync(path, [PictureOf(analysis), sound], found, folder, cancellation)
            : found;
    }

    /// <summary>
    /// The first that can be decoded, and that is heard where there are several; where none can, the first, whose fault
    /// is told.
    /// </summary>
    private async Task<AudioStream?> ChooseAsync(
        string path, IMediaAnalysis analysis, string folder, CancellationToken cancellation)
    {
        var all = analysis.AudioStreams;
        int[] places = [.. Enumerable.Range(0, all.Count).Where(place => IsDecodable(all[place]))];
        return places.Length > 1
            ? all[await sounds.FirstHeardAsync(path, places, folder, cancellation)]
            : SoundOf(analysis);
    }

    /// <summary>Whatever the header says, a file lasts as long as its packets.</summary>
    private async Task<VideoMetadata> MeasureAsync(
        string path, MediaStream?[] streams, VideoMetadata found, string folder, CancellationToken cancellation)
    {
        int[] shown = [.. streams.OfType<MediaStream>().Select(stream => stream.Index)];
        var measured = await clock.MeasureAsync(path, shown, folder, cancellation);
        var said = TimeSpan.FromMilliseconds(found.DurationMilliseconds);
        return measured == TimeSpan.Zero || (measured - said).Duration() <= Slack ? found : found with
        {
            DurationMilliseconds = (long)measured.TotalMilliseconds,
            BitRateBitsPerSecond = (long)(found.SizeBytes * 8 / measured.TotalSeconds),
            IsLive = true,
        };
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

    /// <param name="sound">The one that is heard.</param>
    internal static VideoMetadata MetadataOf(
        IMediaAnalysis analysis, AudioStream? sound, long sizeBytes, Boxes boxes)
    {
        var picture = PictureOf(analysis);
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
            IsLive = boxes.IsLive,
            SoundPlace = sound is null ? 0 : analysis.AudioStreams.ToList().IndexOf(sound),
            SoundCount = analysis.AudioStreams.Count(IsDecodable),
            AudioCodec = sound is null ? null : Known(sound.CodecName) ?? "unknown",
            AudioProfile = Known(sound?.Profile),
            AudioChannels = sound?.Channels ?? 0,
            AudioSampleRateHertz = sound?.SampleRateHz ?? 0,
        };
    }

    /// <summary>Covers are no pictures of the video.</summary>
    private static VideoStream? PictureOf(IMediaAnalysis analysis) =>
        analysis.VideoStreams.FirstOrDefault(
            stream => stream.Disposition?.GetValueOrDefault("attached_pic") != true);

    /// <summary>A cover may be as large as it likes.</summary>
    private static bool IsTooLarge(VideoStream? picture) =>
        picture is not { Width: > 0 and var width, Height: > 0 and var height }
            || (long)width * height > Guard.MostPixels;

    /// <summary>Where there is not more than one to choose from.</summary>
    internal static AudioStream? SoundOf(IMediaAnalysis analysis) =>
        analysis.AudioStreams.FirstOrDefault(IsDecodable)
            ?? (analysis.AudioStreams is [var first, ..] ? first : null);

    private static bool IsDecodable(AudioStream sound) => Codecs.Audio.Contains(sound.CodecName ?? "");

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

    private static JobFaultException Unreadable(Sentence reason, string detail) =>
        new(JobFault.BadInput, reason, detail);
}
