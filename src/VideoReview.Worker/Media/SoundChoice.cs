using System.Globalization;
using Microsoft.Extensions.Options;

namespace VideoReview.Worker.Media;

/// <summary>
/// Of several sounds that can be decoded the first in which something is heard: recorders write one for the microphone
/// and one for the screen, of which one may be silent.
/// </summary>
internal sealed class SoundChoice(IOptions<MediaOptions> options)
{
    /// <summary>So many are listened to, and the first minute of each.</summary>
    private const int MostHeard = 4;

    private const string Listened = "60", Name = "max_volume: ";

    /// <summary>As where a stretch counts as silent (<see cref="SoundCheck"/>).</summary>
    private const double SilentDecibels = -50;

    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), 1_000_000);

    /// <param name="places">Among the audio streams; at least one. Where all are silent, the first.</param>
    /// <param name="folder">The job's scratch folder.</param>
    public async Task<int> FirstHeardAsync(
        string path, IReadOnlyList<int> places, string folder, CancellationToken cancellation)
    {
        foreach (var place in places.Take(MostHeard))
        {
            string[] arguments =
            [
                .. Guard.Ffmpeg, "-nostats", "-loglevel", "info", .. Guard.Input, "-vn", "-sn", "-dn", "-t", Listened,
                "-i", Guard.File(path), "-map", Filters.SoundAt(place), "-af", "volumedetect", "-f", "null", "-",
            ];
            var result = await GuardedRunner.RunAsync(
                new(options.Value.FfmpegPath, arguments, Limits, folder), cancellation);
            if (IsHeard(result.Errors))
            {
                return place;
            }
        }

        return places[0];
    }

    private static bool IsHeard(string said)
    {
        var at = said.LastIndexOf(Name, StringComparison.Ordinal);
        return at >= 0
            && double.TryParse(
                said[(at + Name.Length)..].Split(' ', 2)[0], NumberStyles.Float, CultureInfo.InvariantCulture,
                out var loudest)
            && loudest > SilentDecibels;
    }
}
