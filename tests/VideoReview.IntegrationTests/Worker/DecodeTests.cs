using VideoReview.Application.Media;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>
/// Videos at which a browser stops though ffmpeg goes on: what is found, what is played, what is told.
/// </summary>
public sealed class DecodeTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly TestWorker worker = TestWorker.OnDisk(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Samples { get; } = [.. ForgivenFaults.All.Select(fault => fault.Sample)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Each_fault_that_ffmpeg_forgives_is_heard_where_it_is(string sample)
    {
        var fault = ForgivenFaults.All.Single(known => known.Sample == sample);
        var path = await DamagedSamples.ByNameAsync(sample);
        var metadata = await Probing.OfAsync(worker, path, Path.GetExtension(path)[1..]);
        using var scratch = ScratchFolder.In(Path.GetTempPath());
        var (heard, said) = (new DecodedWhole(metadata), new List<string>());

        await GuardedRunner.RunAsync(
            new(
                TestServices.Tool("ffmpeg"),
                WholeDecode.Arguments(new(path, metadata, scratch, Threads: 1), TimeSpan.FromSeconds(3)),
                ToolLimits.For(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), 1_000_000), scratch.Path)
            {
                ErrorLine = line =>
                {
                    heard.Hear(line);
                    said.Add(line);
                },
            },
            Stop);

        var part = Assert.Single(heard.Damage);
        Assert.Contains(said, line => line.Contains(fault.Says, StringComparison.Ordinal));
        Assert.Equal(
            (fault.Codec is "aac" or "vorbis" ? ShownStream.Sound : ShownStream.Picture, fault.StopsBrowsers),
            (part.Stream, part.StopsBrowsers));
        var (least, most) = sample.StartsWith("h264-lost", StringComparison.Ordinal) ? (500, 1400) : (1300, 1800);
        Assert.InRange(part.FromMilliseconds, least, most);
    }

    [Fact]
    public async Task Light_video_with_damaged_sound_gets_a_copy_that_is_played_in_its_place()
    {
        var video = await DecodeAsync(await DamagedSamples.ByNameAsync("aac-byte"));

        Assert.Equal(
            (ShownStream.Sound, true), video.Damage!.Select(part => (part.Stream, part.StopsBrowsers)).Single());
        var (choices, notes) = await SeenAsync(video);
        Assert.True(choices.StopsBrowsers);
        Assert.Equal([720], choices.Files.Select(file => file.EdgePixels));
        Assert.Equal(["media.note-small", "media.note-damaged-sound"], notes.Select(note => note.Sentence.Code));
        Assert.Equal((video.ObjectKey, VideoStatus.Playable), (video.PlayableKey, video.Status));
    }

    [Fact]
    public async Task Damage_is_heard_while_lighter_copies_are_made_and_the_larger_one_is_made_as_well()
    {
        var video = await DecodeAsync(await DamagedSamples.RichAsync());

        Assert.Null(await worker.JobAsync(video.Id, VideoJobs.Decode));
        Assert.Equal(
            (ShownStream.Picture, true), video.Damage!.Select(part => (part.Stream, part.StopsBrowsers)).Single());
        var (choices, _) = await SeenAsync(video);
        Assert.Equal([720], choices.Files.Select(file => file.EdgePixels));
    }

    [Fact]
    public async Task Good_video_is_decoded_once_without_a_word_and_a_browser_that_stops_all_the_same_gets_a_copy()
    {
        var unit = await new People(database).AddUnitAsync();
        var author = People.ActorOf(await new People(database).AddAsync(unit, Role.Submitter));
        var video = await DecodeAsync(await DamagedSamples.Mp4Async(), unit);

        Assert.Empty(video.Damage!);
        Assert.Equal(JobState.Done, (await worker.JobAsync(video.Id, VideoJobs.Decode))!.State);
        Assert.Null(await worker.JobAsync(video.Id, VideoJobs.Copies));
        var stranger = People.ActorOf(
            await new People(database).AddAsync(await new People(database).AddUnitAsync(), Role.Submitter));

        Assert.Equal(RefusalKind.NotFound, (await TellAsync(stranger, video)).Refusals.Single().Kind);
        Assert.Equal(new StopAnswer(null, TimeSpan.FromMinutes(1)), (await TellAsync(author, video)).Value);
        Assert.Equal(new StopAnswer(null, TimeSpan.FromMinutes(1)), (await TellAsync(author, video)).Value);
        video = await worker.DecodeAsync(video.Id);
        Assert.Equal(new StopAnswer(720, TimeSpan.Zero), (await TellAsync(author, video)).Value);

        // One browser's word makes a copy; it takes nothing away from the others.
        var (choices, _) = await SeenAsync(video);
        Assert.Equal((1500, false), (video.StoppedAtMilliseconds, choices.StopsBrowsers));
        Assert.Equal([null, 720], choices.Files.Select(file => file.EdgePixels));
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private async Task<Video> DecodeAsync(string path, Unit? unit = null)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(2) });
        var entry = await entries.AddEntryAsync(
            period, unit ?? await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        return await worker.DecodeAsync((await worker.ReceiveAsync(entry, path)).Id);
    }

    private Task<Outcome<StopAnswer>> TellAsync(Actor actor, Video video) =>
        worker.WithAsync<StopDesk, Outcome<StopAnswer>>(
            desk => desk.TellAsync(actor, video.Id, TimeSpan.FromSeconds(1.5), Stop));

    private Task<(PlayChoices Choices, IReadOnlyList<VideoNote> Notes)> SeenAsync(Video video) =>
        worker.WithAsync<VideoViews, (PlayChoices, IReadOnlyList<VideoNote>)>(
            async views => (await views.ChoicesAsync(video.Id, Stop), await views.NotesAsync(video.Id, Stop)));
}
