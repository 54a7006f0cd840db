using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;
using VideoReview.Worker.Media;

namespace VideoReview.Benchmarks;

/// <summary>
/// Processor time of all pictures of a 1080p video, from its row to its stored files, against the same ffmpeg command
/// by hand and against what other servers spend on the storyboard alone; then that of the quality notes against one
/// full decode. Rounds take turns, so that a slow moment of the machine meets all.
/// </summary>
internal static class MediaBenchmark
{
    public static Task<IReadOnlyList<Figure>> RunAsync() => MeasureAsync(seconds: 180, rounds: 5);

    /// <summary>A shorter video, on which what each command costs at its start weighs more.</summary>
    public static Task<IReadOnlyList<Figure>> RunShortAsync() => MeasureAsync(seconds: 60, rounds: 3);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int seconds, int rounds)
    {
        await using var place = await Place.MakeAsync();
        var path = await MakeVideoAsync(place, seconds);
        var video = await AddVideoAsync(place, path);
        var by = Directory.CreateDirectory(Path.Combine(place.Folder, "by-hand")).FullName;
        var costs = new Dictionary<string, List<TimeSpan>>(StringComparer.Ordinal);
        for (var round = 0; round <= rounds; round++)
        {
            await TakeAsync("pictures", () => PicturesAsync(place, video));
            await TakeAsync("quality", () => QualityAsync(place, video));
            await TakeAsync("by hand", () => CpuMeter.RunAsync(by, "ffmpeg",
                [
                    .. Guard.Ffmpeg, "-threads", "1", "-skip_frame", "nokey", "-i", path,
                    .. KeyFrameGraph.Arguments(video.Metadata!, PictureSizes.Of(video.Metadata!)),
                ]));
            await TakeAsync("full decode", () => CpuMeter.RunAsync(
                by, "ffmpeg", "-nostdin", "-loglevel", "info", "-threads", "2", "-i", path, "-map", "0:v:0", "-vf",
                "scale=320:180:flags=fast_bilinear,blackdetect=d=2:pix_th=0.10,freezedetect=n=-60dB:d=5", "-map",
                "0:a:0", "-af", "ebur128=peak=true,silencedetect=n=-50dB:d=3", "-f", "null", "-"));
            foreach (var (name, makeAsync) in PeerStoryboards.All)
            {
                await TakeAsync(name, () => makeAsync(path, by, seconds));
            }
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"{seconds} s of 1080p, CPU of ");
        return
        [
            Figure.Of(title + "all pictures", Median("pictures"), "the same command by hand", Median("by hand")),
            .. PeerStoryboards.All.Select(peer => Figure.Of(
                title + "all pictures", Median("pictures"), "storyboard alone by " + peer.Name, Median(peer.Name))),
            Figure.Of(title + "quality notes", Median("quality"), "one full decode", Median("full decode")),
        ];

        async Task TakeAsync(string name, Func<Task> work)
        {
            var cost = await CpuMeter.MeasureAsync(work);
            (costs.TryGetValue(name, out var all) ? all : costs[name] = []).Add(cost);
        }

        // The first round warms up.
        TimeSpan Median(string name) => costs[name].Skip(1).Order().ElementAt(rounds / 2);
    }

    private static async Task PicturesAsync(Place place, Video video)
    {
        await using var scope = place.Services.CreateAsyncScope();
        var made = (VideoResult)await scope.ServiceProvider.GetRequiredService<Illustrator>()
            .DoAsync(Underway(video, VideoJobs.Pictures), CancellationToken.None);
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        await database.VideoFrames.ExecuteDeleteAsync();
        database.VideoFrames.AddRange(made.Pictures!.Frames);
        await database.SaveChangesAsync();
    }

    private static async Task QualityAsync(Place place, Video video)
    {
        await using var scope = place.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<QualityCheck>()
            .DoAsync(Underway(video, VideoJobs.Quality), CancellationToken.None);
    }

    internal static JobUnderway Underway(Video video, string kind) =>
        new(new JobLease(Guid.NewGuid(), video.Id, kind, 1, 1, 0));

    /// <summary>8 Mbit/s, as phones and cameras write: moving, grainy, a key frame in 250, with a tone.</summary>
    internal static async Task<string> MakeVideoAsync(Place place, int seconds)
    {
        var length = seconds.ToString(CultureInfo.InvariantCulture);
        await CpuMeter.RunAsync(
            place.Folder, "ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i",
            $"testsrc2=s=1920x1080:r=30:d={length},noise=alls=10:allf=t", "-f", "lavfi", "-i",
            $"sine=f=440:d={length}", "-c:v", "libx264", "-preset", "veryfast", "-b:v", "8M", "-maxrate", "8M",
            "-bufsize", "16M", "-g", "250", "-pix_fmt", "yuv420p", "-c:a", "aac", "video.mp4");
        return Path.Combine(place.Folder, "video.mp4");
    }

    internal static async Task<Video> AddVideoAsync(Place place, string path)
    {
        await using var scope = place.Services.CreateAsyncScope();
        var (services, entry) = (scope.ServiceProvider, (await UploadSender.AddEntriesAsync(place, 1))[0]);
        var database = services.GetRequiredService<ReviewDbContext>();
        var row = await database.Entries.AsNoTracking().SingleAsync(s => s.Id == entry);
        var (id, sha256) = (Guid.CreateVersion7(), new string('0', 64));
        var key = ObjectKey.Original(id, sha256, "mp4");
        await services.GetRequiredService<IObjectStorage>()
            .PutAsync(key, path, sha256, "video/mp4", mayMove: false, CancellationToken.None);
        var video = new Video
        {
            Id = id, EntryId = entry, PeriodId = row.PeriodId, UnitId = row.UnitId, UploadId = Guid.CreateVersion7(),
            FileName = "video.mp4", SizeBytes = new FileInfo(path).Length, Sha256 = sha256, Format = "mp4",
            ObjectKey = key.Value, ReceivedAt = DateTimeOffset.UtcNow,
            Metadata = await services.GetRequiredService<VideoProbe>()
                .ProbeAsync(path, "mp4", place.Folder, CancellationToken.None),
        };
        database.Videos.Add(video);
        await database.SaveChangesAsync();
        return video;
    }
}
