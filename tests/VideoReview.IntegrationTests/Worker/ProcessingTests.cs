using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Real files through the real steps, ffmpeg included: what becomes of each kind of video.</summary>
public sealed class ProcessingTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly TestWorker worker = TestWorker.OnDisk(database);

    [Fact]
    public async Task Mp4_plays_as_it_is_with_all_its_pictures()
    {
        var video = await worker.WorkAsync((await ReceiveAsync(worker, await Samples.Mp4Async())).Id);

        Assert.Equal(VideoStatus.Playable, video.Status);
        Assert.Equal(
            (video.ObjectKey, video.SizeBytes, "video/mp4"),
            (video.PlayableKey, video.PlayableSizeBytes, video.PlayableType));
        var found = video.Metadata!;
        Assert.Equal(("h264", "yuv420p", 640, 360, 0, 25m, "aac", false), (found.VideoCodec, found.PixelFormat,
            found.WidthPixels, found.HeightPixels, found.RotationDegrees, found.FrameRate, found.AudioCodec,
            found.StartsLate));
        Assert.InRange(found.DurationMilliseconds, 6_900, 7_100);
        Assert.Equal(["media.note-small"], video.Notes.Select(n => n.Code));
        Assert.Null(await worker.JobAsync(video.Id, VideoJobs.Playable));
        var pictures = await worker.PicturesAsync(video.Id);
        Assert.Equal(
            [
                .. Enumerable.Range(1, 5).Select(i => (PictureKind.Poster, i, 640, 360)),
                .. Enumerable.Range(1, 5).Select(i => (PictureKind.PosterSmall, i, 480, 270)),
                (PictureKind.Storyboard, 1, 480, 90), (PictureKind.StoryboardCues, 1, 480, 90),
                (PictureKind.ContactSheet, 1, 960, 540),
            ],
            pictures.Select(p => (p.Kind, p.Position, p.WidthPixels, p.HeightPixels)));
        Assert.Equal(
            pictures.Select(p => p.AtMilliseconds).Take(5), pictures.Select(p => p.AtMilliseconds).Take(5).Order());
        Assert.True(pictures.Take(10).All(p => p.AtMilliseconds >= 960), "The first second is black.");
        Assert.Empty(Directory.GetFileSystemEntries(worker.Scratch));
    }

    [Fact]
    public async Task Mp4_with_its_index_behind_plays_at_once_and_gets_a_copy_that_starts_early()
    {
        var video = await PlayAsync(await Samples.LateMp4Async());

        Assert.Equal(VideoStatus.Playable, video.Status);
        Assert.True(video.Metadata!.StartsLate);
        Assert.StartsWith("playable/", video.PlayableKey, StringComparison.Ordinal);
        Assert.False((await ProbeAsync(video)).StartsLate);
    }

    [Theory]
    [InlineData("mkv")]
    [InlineData("mov")]
    [InlineData("hevc")]
    public async Task Other_video_becomes_playable_by_a_copy(string kind)
    {
        var video = await ProcessAsync(
            await (kind switch { "mkv" => Samples.MkvAsync(), "mov" => Samples.MovAsync(), _ => Samples.HevcAsync() }));

        Assert.Equal(VideoStatus.Playable, video.Status);
        var copy = await ProbeAsync(video);
        Assert.Equal(("h264", "aac", 640, 360, Playability.PlaysAsIs, false), (copy.VideoCodec, copy.AudioCodec,
            copy.WidthPixels, copy.HeightPixels, PlayabilityRule.Of(copy, "mp4"), copy.StartsLate));
        Assert.InRange(
            copy.DurationMilliseconds, video.Metadata!.DurationMilliseconds - 200,
            video.Metadata.DurationMilliseconds + 200);
        Assert.Equal(13, (await worker.PicturesAsync(video.Id)).Count);
    }

    [Fact]
    public async Task Webm_plays_as_it_is()
    {
        var video = await ProcessAsync(await Samples.WebmAsync());

        Assert.Equal(
            (VideoStatus.Playable, video.ObjectKey, "video/webm"),
            (video.Status, video.PlayableKey, video.PlayableType));
        Assert.Equal(13, (await worker.PicturesAsync(video.Id)).Count);
    }

    [Theory]
    [InlineData("audio", "media.audio-only")]
    [InlineData("cut", "media.cut")]
    [InlineData("text", "media.cut")]
    public async Task Unfit_file_is_refused_with_the_reason_and_the_next_one_passes(string kind, string reason)
    {
        var refused = await PlayAsync(
            await (kind switch { "audio" => Samples.AudioOnlyAsync(), "cut" => Samples.CutAsync(), _ =>
                Samples.TextAsync() }));
        var next = await PlayAsync(await Samples.Mp4Async());

        Assert.Equal((VideoStatus.Refused, reason), (refused.Status, Assert.Single(refused.Reasons).Code));
        Assert.Null(refused.PlayableKey);
        Assert.Null(await worker.JobAsync(refused.Id, VideoJobs.Pictures));
        Assert.Equal(VideoStatus.Playable, next.Status);
    }

    [Fact]
    public async Task Text_in_a_format_without_boxes_is_refused_as_no_video()
    {
        var video = await PlayAsync(await Samples.TextAsync(), "mpeg", rules => rules with { Formats = ["mpeg"] });

        Assert.Equal((VideoStatus.Refused, "media.not-a-video"), (video.Status, Assert.Single(video.Reasons).Code));
    }

    [Fact]
    public async Task Real_short_film_is_refused_with_both_lengths()
    {
        var video = await PlayAsync(
            Samples.Real("rabbit-240p-8s.mp4"),
            change: rules => rules with { MinimumDuration = TimeSpan.FromSeconds(20) });

        Assert.Equal((VideoStatus.Refused, "media.too-short"), (video.Status, Assert.Single(video.Reasons).Code));
        Assert.Equal(TimeSpan.FromSeconds(7), video.Reasons[0].Values["duration"]);
    }

    [Theory]
    [InlineData("big-buck-bunny-480p-30s.mp4", "")]
    [InlineData("person-detection-432p-139s-silent.mp4", "media.note-silent")]
    public async Task Real_film_is_taken(string name, string note)
    {
        var video = await ProcessAsync(
            Samples.Real(name), change: rules => rules with { MinimumDuration = TimeSpan.FromSeconds(20) });

        Assert.Equal(VideoStatus.Playable, video.Status);
        Assert.Equal(note, string.Join(' ', video.Notes.Select(n => n.Code).Where(code => code != "media.note-small")));
        Assert.Equal(13, (await worker.PicturesAsync(video.Id)).Count);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("mkv")]
    public async Task Far_store_holds_original_pictures_and_copy(string kind)
    {
        await using var far = await TestWorker.OnS3Async(database);
        var video = await ProcessAsync(await (kind == "mkv" ? Samples.MkvAsync() : Samples.Mp4Async()), on: far);

        Assert.Equal(VideoStatus.Playable, video.Status);
        Assert.Equal(13, (await far.PicturesAsync(video.Id)).Count);
        Assert.Equal(Playability.PlaysAsIs, PlayabilityRule.Of(
            await Probing.OfAsync(far, await far.FetchAsync(video.PlayableKey!, video.PlayableSizeBytes!.Value), "mp4"),
            "mp4"));
        Assert.False(File.Exists(far.Services.GetRequiredService<StagingArea>().PathOf(video.UploadId)));
        Assert.Empty(Directory.GetFileSystemEntries(far.Scratch));
    }

    [Fact]
    public async Task Steps_tell_the_unit_what_happened()
    {
        var video = await PlayAsync(await Samples.MkvAsync());

        await using var context = database.NewContext();
        var told = await context.Events.Where(e => e.SubjectId == video.Id).OrderBy(e => e.Seq).Select(e => e.Act)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["media.received", "media.needs-copy", "media.playable"], told);
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    /// <summary>Until it plays or is refused.</summary>
    private async Task<Video> PlayAsync(
        string path, string? format = null, Func<FileRules, FileRules>? change = null) =>
        await worker.PlayAsync((await ReceiveAsync(worker, path, format, change)).Id);

    /// <summary>Until it has its pictures as well.</summary>
    private async Task<Video> ProcessAsync(
        string path, Func<FileRules, FileRules>? change = null, TestWorker? on = null)
    {
        on ??= worker;
        return await on.IllustrateAsync((await ReceiveAsync(on, path, change: change)).Id);
    }

    private async Task<Video> ReceiveAsync(
        TestWorker on, string path, string? format = null, Func<FileRules, FileRules>? change = null)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var rules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) };
        var period = await entries.AddPeriodAsync(change: p => p.FileRules = change?.Invoke(rules) ?? rules);
        var unit = await new People(database).AddUnitAsync();
        return await on.ReceiveAsync(
            await entries.AddEntryAsync(period, unit, EntryStatus.Draft, video: null), path, format);
    }

    private async Task<VideoMetadata> ProbeAsync(Video video) => await Probing.OfAsync(
        worker, await worker.FetchAsync(video.PlayableKey!, video.PlayableSizeBytes!.Value), "mp4");
}
