using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Copies that are found by their pictures, from the file to the row.</summary>
public sealed class MatchSearchTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    /// <summary>Five scenes of two seconds.</summary>
    private static readonly string Scenes = string.Join(';', Enumerable.Range(0, 5).Select(scene =>
        $"mandelbrot=s=320x240:r=10:start_x={Number(-0.75 + (0.13 * scene))}:start_y=0.1:start_scale="
            + $"{Number(0.2 + (0.3 * scene))},trim=duration=2,setpts=PTS-STARTPTS,format=yuv420p[s{scene}]"))
        + ";[s0][s1][s2][s3][s4]concat=n=5[v]";

    private readonly TestWorker worker = TestWorker.OnDisk(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_encoded_anew_cut_and_branded_is_found_in_an_earlier_period_and_another_video_is_not()
    {
        var original = await Samples.MakeAsync(
            "scenes.mp4", "-filter_complex", Scenes, "-map", "[v]", "-c:v", "libx264", "-preset",
            "superfast", "-g", "20");
        var copy = await Samples.MakeAsync(
            "branded.mp4", "-ss", "1", "-i", original, "-vf", "scale=240:180,drawbox=x=190:y=8:w=40:h=26:c=red:t=fill",
            "-c:v", "libx264", "-preset", "superfast", "-crf", "30", "-g", "30");
        var other = await Samples.MakeAsync(
            "another.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=10:d=10", "-c:v", "libx264", "-preset",
            "superfast", "-g", "20");

        var (first, again, stranger) = (await WorkAsync(original), await WorkAsync(copy), await WorkAsync(other));

        var match = Assert.Single(await MatchesAsync());
        Assert.Equal((again.Id, first.Id, MatchKind.Frames), (match.VideoId, match.OtherVideoId, match.Kind));
        Assert.InRange(match.ConfidencePercent, FrameMatching.LeastConfidence, 99);
        Assert.InRange(match.OtherFromMilliseconds - match.FromMilliseconds, 500, 1500);
        foreach (var video in new[] { first, again, stranger })
        {
            Assert.Equal(
                (VideoStatus.Playable, JobState.Done),
                (video.Status, (await worker.JobAsync(video.Id, VideoJobs.Match))?.State));
        }

        await PicturesAgainAsync(again, match);
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private static string Number(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What a person set aside stays so when the search runs again; what is not found any more goes.</summary>
    private async Task PicturesAgainAsync(Video video, VideoMatch match)
    {
        var by = await new People(database).AddAsync(Role.Coordinator);
        await using (var context = database.NewContext())
        {
            await context.VideoMatches.ExecuteUpdateAsync(
                row => row.SetProperty(m => m.SetAsideAt, worker.Time.GetUtcNow()).SetProperty(m => m.SetAsideBy, by.Id)
                    .SetProperty(m => m.SetAsideReason, "sama"),
                Stop);
            var stale = await context.Videos.Where(v => v.Id != match.VideoId && v.Id != match.OtherVideoId)
                .Select(v => v.Id).SingleAsync(Stop);
            context.VideoMatches.Add(new()
            {
                Id = Guid.CreateVersion7(), VideoId = stale, OtherVideoId = match.VideoId, Kind = MatchKind.Frames,
                ConfidencePercent = 70, SharePercent = 70, FoundAt = worker.Time.GetUtcNow(),
            });
            await context.SaveChangesAsync(Stop);
            await context.Jobs.Where(job => job.SubjectId == video.Id && job.Kind == VideoJobs.Pictures)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(job => job.State, JobState.Queued).SetProperty(job => job.Attempt, 0), Stop);
        }

        await worker.WorkAsync(video.Id);

        var left = Assert.Single(await MatchesAsync());
        Assert.Equal((match.Id, "sama"), (left.Id, left.SetAsideReason));
    }

    private async Task<Video> WorkAsync(string path)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(
            period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        return await worker.WorkAsync((await worker.ReceiveAsync(entry, path)).Id);
    }

    private async Task<List<VideoMatch>> MatchesAsync()
    {
        await using var context = database.NewContext();
        return await context.VideoMatches.AsNoTracking().ToListAsync(Stop);
    }
}
