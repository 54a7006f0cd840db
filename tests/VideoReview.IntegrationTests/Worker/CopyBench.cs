using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>A worker that makes copies of the videos that a test receives, and looks at them.</summary>
internal sealed class CopyBench(TestDatabase database) : IAsyncDisposable
{
    /// <summary>Three seconds to be heard.</summary>
    public const string Tone = "sine=f=440:d=3";

    public static readonly string[] Hevc = ["-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1"];

    public TestWorker Worker { get; } = TestWorker.OnDisk(database);

    public async Task<(Video Video, List<VideoCopy> Copies)> CopyAsync(string path, string? format = null)
    {
        var entries = new EntryBuilder(database, Worker.Time);
        var period = await entries.AddPeriodAsync(change: p => p.FileRules =
            new FileRules
            {
                MinimumDuration = TimeSpan.FromSeconds(2), Formats = ["mp4", "mov", "webm", "mkv", "wmv", "mpeg"],
            });
        var entry = await entries.AddEntryAsync(
            period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        return await Worker.CopyAsync((await Worker.ReceiveAsync(entry, path, format)).Id);
    }

    /// <summary>What every copy must be, whatever it was made of.</summary>
    public async Task<(string Path, VideoMetadata Found)> LookAsync(Video video, VideoCopy copy)
    {
        var path = await Worker.FetchAsync(copy.ObjectKey, copy.SizeBytes);
        var found = await Probing.OfAsync(Worker, path, "mp4");
        Assert.Equal(
            ("h264", "High", "yuv420p", copy.WidthPixels, copy.HeightPixels, 0, false, false, Playability.PlaysAsIs),
            (found.VideoCodec, found.VideoProfile, found.PixelFormat, found.WidthPixels, found.HeightPixels,
                found.RotationDegrees, found.IsInterlaced, found.StartsLate, PlayabilityRule.Of(found, "mp4")));
        Assert.InRange(found.DurationMilliseconds - video.Metadata!.DurationMilliseconds, -200, 200);
        return (path, found);
    }

    public ValueTask DisposeAsync() => Worker.DisposeAsync();
}
