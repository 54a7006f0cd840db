using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>What is told of real files whose faults are known.</summary>
public sealed class QualityTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Picture = "testsrc2=s=640x360:r=10:d=30", Tone = "sine=f=440:d=30,volume=6dB";

    private static readonly string[] H264 =
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"];

    private readonly TestWorker worker = TestWorker.OnDisk(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Black_still_and_silent_parts_are_told_with_their_times(int keyEvery)
    {
        // Black from 3 to 7, still from 14 to 22, silent from 5 to 11.
        var path = await MakeAsync($"faults-{keyEvery}.mp4", Picture
            + ",drawbox=enable='between(t,3,6.99)':t=fill:c=black,drawbox=enable='between(t,14,21.99)':t=fill:c=teal",
                Tone + ",volume='if(between(t,5,11),0,1)':eval=frame", "-g", $"{keyEvery}");

        var (video, notes) = await CheckAsync(path);

        Assert.Equal(
            ["media.note-silence", "media.note-black", "media.note-still"], notes.Select(note => note.Sentence.Code));
        (int From, int To)[] expected = [(5000, 11_000), (3000, 7000), (14_000, 22_000)];
        Assert.All(notes.Zip(expected), pair =>
        {
            Assert.InRange(pair.First.FromMilliseconds!.Value, pair.Second.From - 150, pair.Second.From + 150);
            Assert.InRange(pair.First.ToMilliseconds!.Value, pair.Second.To - 150, pair.Second.To + 150);
        });
        Assert.InRange(video.Sound!.LoudnessLufs, -25, -10);
        Assert.Equal(VideoStatus.Playable, video.Status);
    }

    [Theory]
    [InlineData("-40dB", "media.note-quiet")]
    [InlineData("-12dB", "")]
    [InlineData("24dB", "media.note-loud media.note-clipped")]
    [InlineData("-120dB", "media.note-nothing-heard")]
    public async Task Level_of_the_sound_is_told(string volume, string codes)
    {
        // AAC keeps what is over full scale.
        var path = await MakeAsync(
            $"level{volume}.mp4", "testsrc2=s=640x360:r=10:d=8",
            $"sine=f=440:d=8,aformat=sample_fmts=fltp,volume=12dB,volume={volume}");

        var (_, notes) = await CheckAsync(path);

        Assert.Equal(codes, string.Join(' ', notes.Select(note => note.Sentence.Code)));
    }

    /// <summary>Both ended at 5 s of 12 without a word; the sound came from the left alone.</summary>
    [Fact]
    public async Task Sound_and_picture_that_end_before_the_video_are_told_to_its_end()
    {
        var quiet = await MakeAsync(
            "short-sound.mp4", "testsrc2=s=320x180:r=10:d=12",
            "sine=f=440:d=5,volume=6dB,aformat=channel_layouts=stereo,pan=stereo|c0=c0");
        var (_, notes) = await CheckAsync(quiet);
        Assert.Equal(["media.note-left-only", "media.note-silence"], notes.Select(note => note.Sentence.Code));
        Assert.InRange(notes[1].FromMilliseconds!.Value, 4900, 5200);
        Assert.InRange(notes[1].ToMilliseconds!.Value, 11_900, 12_100);

        var video = await worker.DecodeAsync((await CheckAsync(
            await MakeAsync(
                "short-picture.mp4", "testsrc2=s=320x180:r=10:d=5", "sine=f=440:d=12,volume=6dB"))).Video.Id);
        var gap = Assert.Single(video.Damage!);
        Assert.Equal((ShownStream.Picture, true, false), (gap.Stream, gap.IsGap, gap.StopsBrowsers));
        Assert.InRange(gap.FromMilliseconds, 4800, 5000);
        Assert.InRange(gap.ToMilliseconds, 11_900, 12_100);
    }

    [Fact]
    public async Task Hole_in_the_file_is_told_as_damage_at_its_time()
    {
        var bytes = await File.ReadAllBytesAsync(
            await MakeAsync("whole.mp4", Picture + ",noise=alls=12:allf=t", Tone, "-g", "20"), Stop);
        bytes.AsSpan(bytes.Length / 2, 40_000).Clear();

        var (video, notes) = await CheckAsync(await Samples.WriteAsync("holed.mp4", bytes));

        Assert.Equal(("media.note-damaged", VideoStatus.Playable), (notes[0].Sentence.Code, video.Status));
        Assert.All(notes, note =>
        {
            Assert.True(DamageRules.IsNote(note.Sentence));
            Assert.InRange(note.FromMilliseconds!.Value, 12_000, 18_000);
        });
    }

    [Fact]
    public async Task Foreign_bytes_that_only_the_decoder_sees_are_told_as_damage()
    {
        var path = await Samples.MakeAsync(
            "intra.mkv", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=5:d=20,noise=alls=30:allf=t", "-c:v", "libx264",
            "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "1");
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        bytes.AsSpan(bytes.Length / 2, 3000).Fill(0xAA);

        var (_, notes) = await CheckAsync(await Samples.WriteAsync("foreign.mkv", bytes));

        var note = Assert.Single(notes);
        Assert.Equal("media.note-damaged", note.Sentence.Code);
        Assert.InRange(note.FromMilliseconds!.Value, 8_000, 12_000);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("webm")]
    [InlineData("silent")]
    public async Task Good_video_has_no_notes(string kind)
    {
        var path = kind switch
        {
            "webm" => await Samples.MakeAsync(
                "good.webm", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=10:d=8", "-f", "lavfi", "-i",
                "sine=f=440:d=8,volume=12dB", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8",
                "-c:a", "libopus"),
            "silent" => await Samples.MakeAsync(
                "good-silent.mp4", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=10:d=8", "-c:v", "libx264", "-preset",
                "ultrafast", "-pix_fmt", "yuv420p"),
            _ => await MakeAsync("good.mp4", Picture, Tone),
        };

        var (video, notes) = await CheckAsync(path);

        Assert.Empty(notes);
        Assert.Equal(kind == "silent", video.Sound is null);
    }

    [Fact]
    public async Task Pictures_made_again_are_checked_again_and_take_the_place_of_the_first()
    {
        var path = await MakeAsync("again.mp4", "testsrc2=s=640x360:r=10:d=8", "sine=f=440:d=8,volume=-40dB");
        var (video, first) = await CheckAsync(path);
        await using (var context = database.NewContext())
        {
            await context.Jobs.Where(job => job.SubjectId == video.Id && job.Kind == VideoJobs.Pictures)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(job => job.State, JobState.Queued).SetProperty(job => job.Attempt, 0), Stop);
        }

        await worker.CheckAsync(video.Id);

        Assert.Equal(first.Select(note => note.Sentence), (await NotesAsync(video)).Select(note => note.Sentence));
        foreach (var kind in (string[])[VideoJobs.Pictures, VideoJobs.Quality])
        {
            var job = (await worker.JobAsync(video.Id, kind))!;
            Assert.Equal((kind, JobState.Done, 2), (kind, job.State, job.LeaseToken));
        }
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private static Task<string> MakeAsync(string name, string picture, string sound, params string[] more) =>
        Samples.MakeAsync(name, ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, .. H264, .. more]);

    private async Task<(Video Video, List<VideoNote> Notes)> CheckAsync(string path)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(
            period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        var video = await worker.CheckAsync((await worker.ReceiveAsync(entry, path)).Id);
        Assert.Equal(JobState.Done, (await worker.JobAsync(video.Id, VideoJobs.Quality))?.State);
        return (video, await NotesAsync(video));
    }

    private async Task<List<VideoNote>> NotesAsync(Video video)
    {
        await using var context = database.NewContext();
        return await context.VideoNotes.AsNoTracking().Where(note => note.VideoId == video.Id)
            .OrderBy(note => note.Position).ToListAsync(Stop);
    }
}
