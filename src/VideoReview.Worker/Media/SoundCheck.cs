using System.Globalization;
using Microsoft.Extensions.Options;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// Hears a video's sound once: EBU R128 with true peak, where it is silent, and where its decoder complains.
/// </summary>
internal sealed class SoundCheck(IOptions<MediaOptions> options)
{
    /// <summary>Far below what a microphone hears in an empty room.</summary>
    private const string Filters = "ebur128=framelog=verbose:peak=true,silencedetect=n=-50dB:d=3";

    /// <summary>Of each of two channels, whether it is heard at all.</summary>
    private const string Channels = "astats=measure_overall=none:measure_perchannel=RMS_level,";

    /// <summary>A silent file's peak is "-inf".</summary>
    private const decimal NoPeakDbtp = -99;

    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120), 1_000_000);

    /// <summary>Null = the sound cannot be decoded at all; that it plays is another step's matter.</summary>
    public async Task<SoundMeasure?> MeasureAsync(FrameSource source, CancellationToken cancellation)
    {
        var duration = TimeSpan.FromMilliseconds(source.Video.DurationMilliseconds);
        var (heard, errors) = (new HeardSound(duration), DecoderErrors.OfSound(source.Video));
        string[] arguments =
        [
            .. Guard.Ffmpeg, .. DecoderErrors.Talking, .. Guard.Input, "-vn", "-sn", "-dn", "-i",
            Guard.File(source.Path), "-map", Media.Filters.SoundOf(source.Video), "-af",
            DecoderErrors.SoundFilter + "," + (source.Video.AudioChannels == 2 ? Channels : "") + Filters,
            "-t", Media.Filters.Seconds(duration + TimeSpan.FromSeconds(2)), "-f", "null", "-",
        ];
        var result = await GuardedRunner.RunAsync(
            new(options.Value.FfmpegPath, arguments, Limits, source.Scratch.Path) { ErrorLine = Hear },
            cancellation);
        return result.ExitCode == 0 && heard.Measure is { } measure ? measure with { Damaged = errors.Times } : null;

        void Hear(string line)
        {
            heard.Hear(line);
            errors.Hear(line);
        }
    }

    /// <summary>
    /// What the filters print: "silence_start: 12.3", "silence_end: 17 | ...", and at the end "I: -23.0
    /// LUFS" and "Peak: -1.2 dBFS".
    /// </summary>
    private sealed class HeardSound(TimeSpan duration)
    {
        private readonly List<Stretch> silences = [];
        private readonly List<decimal> channels = [];
        private TimeSpan? silentSince;
        private TimeSpan heardUntil;
        private decimal? loudness, peak;

        /// <summary>What ends before the video does is silent from there on.</summary>
        public SoundMeasure? Measure => loudness is { } lufs
            ? new(
                new(lufs, peak ?? NoPeakDbtp),
                [
                    .. silences,
                    .. silentSince is { } since && duration > since ? [new(since, duration)] : (Stretch[])[],
                    .. Missing(duration),
                ])
            {
                ChannelsDb = channels,
            }
            : null;

        public void Hear(string line)
        {
            if (line.StartsWith("[Parsed_ashowinfo", StringComparison.Ordinal))
            {
                HearPiece(line);
            }
            else if (line.Contains(" RMS level dB: ", StringComparison.Ordinal))
            {
                channels.Add(Number(line, " RMS level dB: ") ?? NoPeakDbtp);
            }
            else if (Number(line, "silence_start: ") is { } start)
            {
                silentSince = FrameTimes.At((double)start);
            }
            else if (silentSince is { } since && Number(line, "silence_end: ") is { } end)
            {
                silences.Add(new(since, FrameTimes.At((double)end)));
                silentSince = null;
            }

            loudness = Number(line, " I: ") ?? loudness;
            peak = Number(line, " Peak: ") ?? peak;
        }

        private void HearPiece(string line)
        {
            if (FrameTimes.Of(line) is { } at && Number(line, " nb_samples:") is { } samples
                && Number(line, " rate:") is > 0 and { } rate)
            {
                silences.AddRange(Missing(at));
                heardUntil = at + TimeSpan.FromSeconds((double)(samples / rate));
            }
        }

        /// <summary>Where no sound is at all, as long as a silence that is told.</summary>
        private Stretch[] Missing(TimeSpan until) =>
            until - heardUntil >= QualityRules.ShortestSilence ? [new(heardUntil, until)] : [];

        private static decimal? Number(string line, string name)
        {
            var at = line.IndexOf(name, StringComparison.Ordinal);
            var word = at < 0 ? "" : line[(at + name.Length)..].TrimStart().Split(' ', 2)[0];
            return decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        }
    }
}
