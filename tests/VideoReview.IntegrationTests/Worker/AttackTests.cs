using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Words;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>
/// Harmful and broken files through the worker's real steps: each is refused or taken with a sentence, none
/// takes more than it is granted.
/// </summary>
public sealed class AttackTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly TestWorker worker = TestWorker.OnDisk(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("huge-png", "media.too-many-pixels")]
    [InlineData("huge-jpeg", "media.too-many-pixels")]
    [InlineData("many-tracks", "media.too-many-tracks")]
    [InlineData("ffv1", "media.codec-unknown")]
    [InlineData("qtrle", "media.codec-unknown")]
    [InlineData("endless-title", "media.cause-limit")]
    [InlineData("hole", "media.too-long")]
    [InlineData("one-byte", "media.cut")]
    [InlineData("random", "media.cut")]
    [InlineData("cut", "media.cut")]
    [InlineData("no-index", "media.cut")]
    [InlineData("beyond", "media.cut")]
    [InlineData("invalid-frames", "media.broken")]
    public async Task Attack_is_refused_by_the_inspection_with_its_sentence(string attack, string code)
    {
        var video = await ProcessAsync(await MakeAsync(attack));

        var reason = Assert.Single(video.Reasons);
        Assert.Equal((VideoStatus.Refused, code), (video.Status, reason.Code));
        Assert.All(
            [Language.Id, Language.En],
            language => Assert.DoesNotContain("{", new Words(language).Say(reason), StringComparison.Ordinal));
        Assert.Null(await worker.JobAsync(video.Id, VideoJobs.Pictures));
        Assert.Empty(Directory.GetFileSystemEntries(worker.Scratch));
    }

    [Theory]
    [InlineData("zeros")]
    [InlineData("flips")]
    public async Task Damaged_file_ends_with_a_note_or_a_sentence_and_leaves_no_job_open(string damage)
    {
        var (video, _) = await worker.CopyAsync((await ProcessAsync(await Attacks.MutatedAsync(damage))).Id);

        Assert.True(
            video.Status is VideoStatus.Playable || video.Reasons.Count > 0 || video.Cause is not null,
            $"{video.Status}");
        foreach (var kind in VideoJobs.All.Select(known => known.Name))
        {
            var job = await worker.JobAsync(video.Id, kind);
            Assert.True(
                job is null or { State: JobState.Done or JobState.Failed }, $"{kind} {job?.State} {job?.ErrorText}");
        }
    }

    [Fact]
    public async Task Hole_of_thirty_hours_makes_no_more_pictures_than_any_video()
    {
        var video = await ProcessAsync(
            await Attacks.HoleAsync(), rules => rules with { MaximumDuration = TimeSpan.FromHours(40) });

        var pictures = await worker.PicturesAsync(video.Id);
        Assert.Equal(VideoStatus.Playable, video.Status);
        Assert.InRange(pictures.Count, 4, 13);
        Assert.InRange(pictures.Sum(p => p.SizeBytes), 1, 500_000);
        Assert.Equal(JobState.Done, (await worker.JobAsync(video.Id, VideoJobs.Quality))!.State);
    }

    [Fact]
    public async Task Markup_in_a_title_is_in_no_copy_and_on_no_row()
    {
        var video = await ProcessAsync(await Attacks.TitleAsync());

        Assert.Equal(VideoStatus.Playable, video.Status);
        var copy = await File.ReadAllBytesAsync(
            await worker.FetchAsync(video.PlayableKey!, video.PlayableSizeBytes!.Value), Stop);
        Assert.Equal((-1, -1), (copy.AsSpan().IndexOf("<script>"u8), copy.AsSpan().IndexOf("onerror"u8)));
        Assert.DoesNotContain("script", video.Metadata!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("huge-png")]
    [InlineData("huge-jpeg")]
    public async Task Picture_that_wants_much_memory_gets_little(string attack)
    {
        var path = await MakeAsync(attack);
        string[] decode = ["-threads", "1", "-i", Guard.File(path), "-f", "null", "-"];

        var (without, with) = (await PeakBytesAsync([.. Guard.Ffmpeg, .. decode]),
            await PeakBytesAsync([.. Guard.Ffmpeg, .. Guard.Input, .. decode]));

        Assert.InRange(without, 180_000_000, long.MaxValue);
        Assert.InRange(with, 1, 100_000_000);
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private static Task<string> MakeAsync(string attack) => attack switch
    {
        "huge-png" => Attacks.HugePngAsync(),
        "huge-jpeg" => Attacks.HugeJpegAsync(),
        "many-tracks" => Attacks.ManyTracksAsync(),
        "ffv1" => Attacks.RareCodecAsync("ffv1", "mkv"),
        "qtrle" => Attacks.RareCodecAsync("qtrle", "mov"),
        "endless-title" => Attacks.EndlessTitleAsync(),
        "hole" => Attacks.HoleAsync(),
        "invalid-frames" => Attacks.InvalidFramesAsync(),
        _ => Attacks.MutatedAsync(attack),
    };

    private async Task<Video> ProcessAsync(string path, Func<FileRules, FileRules>? change = null)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var rules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(1), DurationTolerance = TimeSpan.Zero };
        var period = await entries.AddPeriodAsync(change: p => p.FileRules = change?.Invoke(rules) ?? rules);
        return await worker.WorkAsync((await worker.ReceiveAsync(await entries.AddEntryAsync(
            period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null), path)).Id);
    }

    /// <summary>The last look before the end tells it.</summary>
    private static async Task<long> PeakBytesAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(TestServices.Tool("ffmpeg"), arguments)
        {
            UseShellExecute = false, RedirectStandardError = true,
        })!;
        var (errors, peak) = (process.StandardError.ReadToEndAsync(Stop), 0L);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!process.HasExited && await timer.WaitForNextTickAsync(Stop))
        {
            peak = Math.Max(peak, Tools.PeakBytes(process.Id));
        }

        await errors;
        return peak;
    }
}
