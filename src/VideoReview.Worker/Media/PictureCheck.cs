using System.Globalization;
using Microsoft.Extensions.Options;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>Decodes parts of a video and tells exactly where they are black, still or damaged.</summary>
internal sealed class PictureCheck(IOptions<MediaOptions> options)
{
    private const int SmallEdge = 320;

    public async Task<PictureMeasure> MeasureAsync(
        FrameSource source, IReadOnlyList<Stretch> parts, CancellationToken cancellation)
    {
        var found = PictureMeasure.Nothing;
        foreach (var part in parts)
        {
            var seen = await LookAsync(source, part, cancellation);
            found = new(
                [.. found.Black, .. seen.Black], [.. found.Still, .. seen.Still], [.. found.Damaged, .. seen.Damaged]);
        }

        return found;
    }

    private async Task<PictureMeasure> LookAsync(FrameSource source, Stretch part, CancellationToken cancellation)
    {
        var (seen, errors) = (new SeenPart(part), DecoderErrors.OfPicture(source.Video));
        var size = FrameSize.WithLongEdge(source.Video.WidthPixels, source.Video.HeightPixels, SmallEdge);
        string[] arguments =
        [
            .. Guard.Ffmpeg, .. DecoderErrors.Talking, "-threads", Filters.Number(source.Threads), .. Guard.Input,
            .. Filters.OneGraph, "-ss", Filters.Seconds(part.From), "-t", Filters.Seconds(part.Length),
            "-i", Guard.File(source.Path), "-map", "0:V:0", "-vf",
            $"{DecoderErrors.Filter},{Filters.Still(source.Video, size)},blackdetect=d="
                + $"{Filters.Seconds(QualityRules.ShortestBlack)}:pix_th=0.10,freezedetect=n=-60dB:d="
                + Filters.Seconds(QualityRules.ShortestStill),
            "-f", "null", "-",
        ];
        var limits = ToolLimits.For(
            TimeSpan.FromSeconds(10) + part.Length, TimeSpan.FromSeconds(60) + (3 * part.Length), 1_000_000);
        await GuardedRunner.RunAsync(
            new(options.Value.FfmpegPath, arguments, limits, source.Scratch.Path) { ErrorLine = Hear }, cancellation);
        return new(seen.Black, seen.Still, [.. errors.Times.Select(at => part.From + at)]);

        void Hear(string line)
        {
            errors.Hear(line);
            seen.Hear(line);
        }
    }

    /// <summary>
    /// What the filters print: "black_start:1 black_end:5.04 ...", "lavfi.freezedetect.freeze_start: 9.96" and, unless
    /// it lasts, "...freeze_end: 15".
    /// </summary>
    private sealed class SeenPart(Stretch part)
    {
        private readonly List<Stretch> still = [];
        private TimeSpan? stillSince;

        public List<Stretch> Black { get; } = [];

        public IReadOnlyList<Stretch> Still =>
            stillSince is { } since && part.To > since ? [.. still, new(since, part.To)] : still;

        public void Hear(string line)
        {
            if (Number(line, "black_start:") is { } blackFrom && Number(line, "black_end:") is { } blackTo)
            {
                Black.Add(new(blackFrom, blackTo));
            }
            else if (Number(line, "freeze_start: ") is { } start)
            {
                stillSince = start;
            }
            else if (stillSince is { } since && Number(line, "freeze_end: ") is { } end)
            {
                still.Add(new(since, end));
                stillSince = null;
            }
        }

        /// <summary>Counted from the part's beginning.</summary>
        private TimeSpan? Number(string line, string name)
        {
            var at = line.IndexOf(name, StringComparison.Ordinal);
            var word = at < 0 ? "" : line[(at + name.Length)..].Split(' ', 2)[0];
            return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                ? part.From + FrameTimes.At(seconds)
                : null;
        }
    }
}
