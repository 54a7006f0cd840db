using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Domain.Media;
using VideoReview.Worker.Media;

namespace VideoReview.Benchmarks;

/// <summary>
/// Processor time of the 720p and the 360p copy of a 1080p video, from its row to its stored files, against the two
/// made apart by hand with the same arguments; and how long they take by the clock against the video's own length.
/// Rounds take turns, so that a slow moment of the machine meets all.
/// </summary>
internal static class CopyBenchmark
{
    public static Task<IReadOnlyList<Figure>> RunAsync() => MeasureAsync(seconds: 60, rounds: 5);

    /// <summary>A shorter video, on which what each command costs at its start weighs more.</summary>
    public static Task<IReadOnlyList<Figure>> RunShortAsync() => MeasureAsync(seconds: 15, rounds: 3);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int seconds, int rounds)
    {
        await using var place = await Place.MakeAsync();
        var path = await MediaBenchmark.MakeVideoAsync(place, seconds);
        var video = await MediaBenchmark.AddVideoAsync(place, path);
        var (together, apart, clock) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round <= rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            together.Add(await CpuMeter.MeasureAsync(() => TogetherAsync(place, video)));
            clock.Add(Stopwatch.GetElapsedTime(begun));
            apart.Add(await CpuMeter.MeasureAsync(() => ApartAsync(place, video, path)));
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"{seconds} s of 1080p, ");
        return
        [
            Figure.Of(title + "CPU of both copies in one decode", Median(together), "the two apart", Median(apart)),
            Figure.Of(
                title + "both copies by the clock", Median(clock), "its own length", TimeSpan.FromSeconds(seconds)),
        ];

        // The first round warms up.
        TimeSpan Median(List<TimeSpan> all) => all.Skip(1).Order().ElementAt(rounds / 2);
    }

    private static async Task TogetherAsync(Place place, Video video)
    {
        await using var scope = place.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CopyMaker>()
            .DoAsync(MediaBenchmark.Underway(video, VideoJobs.Copies), CancellationToken.None);
    }

    private static async Task ApartAsync(Place place, Video video, string path)
    {
        var found = video.Metadata!;
        foreach (var edge in CopyRules.EdgesFor(found, video.Format))
        {
            var target = new CopyTarget(
                edge, FrameSize.WithShortEdge(found.WidthPixels, found.HeightPixels, edge),
                Path.Combine(place.Folder, "apart.mp4"), "mp4");
            await CpuMeter.RunAsync(
                place.Folder, "ffmpeg",
                [.. Guard.Ffmpeg, "-threads", "2", "-i", path, .. CopyArguments.Encoded(found, [target], "2")]);
        }
    }
}
