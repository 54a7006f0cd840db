using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Files that a real clamd looks at before ffmpeg does.</summary>
public sealed class ScannerTests(TestDatabase database, Clamd clamd) : IClassFixture<TestDatabase>, IClassFixture<Clamd>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("inside")]
    [InlineData("end")]
    [InlineData("alone")]
    public async Task Infected_file_is_refused_and_its_signature_told_to_staff_only(string place)
    {
        await using var worker = TestWorker.OnDisk(
            database, settings: new() { ["Scanner:Address"] = place == "end" ? clamd.TcpAddress : clamd.UnixAddress });
        var clean = await File.ReadAllBytesAsync(await Samples.Mp4Async(), Stop);
        byte[] bytes = place switch
        {
            "inside" => [.. clean[..(clean.Length / 2)], .. Clamd.Eicar, .. clean[(clean.Length / 2)..]],
            "end" => [.. clean, .. Clamd.Eicar],
            _ => Clamd.Eicar,
        };

        var video = await worker.WorkAsync(
            (await ReceiveAsync(worker, await Samples.WriteAsync("infected.mp4", bytes))).Id);

        Assert.Equal((VideoStatus.Refused, "media.infected"), (video.Status, Assert.Single(video.Reasons).Code));
        Assert.Equal((null, null), (video.Metadata, MediaFiles.Original(video)));
        Assert.NotNull(video.ObjectKey);
        await using var context = database.NewContext();
        var told = await context.Events.AsNoTracking().Where(e => e.SubjectId == video.Id).ToListAsync(Stop);
        Assert.Equal(
            (EventAudience.Staff, "Test.Eicar.UNOFFICIAL"),
            told.Where(e => e.Act == "media.infected").Select(e => (e.Audience, e.Reason)).Single());
        Assert.DoesNotContain(
            told,
            e => e.Audience is EventAudience.Unit && (e.Data + e.Reason).Contains("Eicar", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(worker.Scratch));
    }

    [Fact]
    public async Task Clean_file_passes_and_without_an_address_nobody_is_asked()
    {
        await using var asking = TestWorker.OnDisk(
            database, settings: new() { ["Scanner:Address"] = clamd.UnixAddress });
        await using var silent = TestWorker.OnDisk(database);

        Assert.Null(await asking.Services.GetRequiredService<Scanner>().FindAsync(await Samples.Mp4Async(), Stop));
        Assert.Null(await silent.Services.GetRequiredService<Scanner>()
            .FindAsync(await Samples.WriteAsync("eicar.txt", Clamd.Eicar), Stop));
    }

    [Theory]
    [InlineData("unix", 8_000_000)]
    [InlineData("tcp", 8_000_000)]
    [InlineData("tcp", 1_960_000)]
    public async Task File_larger_than_the_scanner_takes_or_looks_at_is_told_at_once_to_a_person_who_can_act(
        string kind, int size)
    {
        await using var worker = TestWorker.OnDisk(
            database, settings: new() { ["Scanner:Address"] = kind == "tcp" ? clamd.TcpAddress : clamd.UnixAddress });
        var bytes = await File.ReadAllBytesAsync(await Samples.Mp4Async(), Stop);
        var large = await Samples.WriteAsync("large.mp4", [.. bytes, .. new byte[size - bytes.Length]]);

        var video = await worker.WorkAsync((await ReceiveAsync(worker, large)).Id);

        var job = (await worker.JobAsync(video.Id, VideoJobs.Inspect))!;
        Assert.Equal(
            (VideoStatus.Failed, JobState.Failed, "media.cause-scanner-limit", 1),
            (video.Status, job.State, job.ErrorCode, job.Attempt));
        Assert.Contains("StreamMaxLength", job.ErrorText, StringComparison.Ordinal);
    }

    /// <summary>More than 2 GiB - 1 no setting makes clamd look at; less would call a larger video clean.</summary>
    [Theory]
    [InlineData("StreamMaxLength")]
    [InlineData("MaxFileSize")]
    [InlineData("MaxScanSize")]
    public async Task Limits_that_ship_are_the_most_that_clamd_can_and_above_a_periods_default(string name)
    {
        var lines = await File.ReadAllLinesAsync(Clamd.Shipped, Stop);

        var limit = long.Parse(
            lines.Single(line => line.StartsWith(name + ' ', StringComparison.Ordinal)).Split(' ')[1], null);

        Assert.Equal(int.MaxValue, limit);
        Assert.True(limit > new FileRules().MaximumSizeBytes);
        Assert.Contains("AlertExceedsMax yes", lines);
    }

    [Fact]
    public async Task Scanner_that_is_away_is_asked_again_later_and_shows_in_readiness()
    {
        await using var own = new Clamd();
        await own.InitializeAsync();
        await using var worker = TestWorker.OnDisk(database, settings: new() { ["Scanner:Address"] = own.UnixAddress });
        var health = ActivatorUtilities.CreateInstance<ScannerHealth>(worker.Services);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new(), Stop)).Status);
        await own.StopAsync();

        var video = await worker.WorkAsync((await ReceiveAsync(worker, await Samples.Mp4Async())).Id);

        var job = (await worker.JobAsync(video.Id, VideoJobs.Inspect))!;
        Assert.Equal(
            (VideoStatus.Inspecting, JobState.Queued, "media.cause-scanner"), (video.Status, job.State, job.ErrorCode));
        await Assert.ThrowsAsync<JobFaultException>(() => health.CheckHealthAsync(new(), Stop));
        await own.StartAsync();
        await Eventually.Async(
            async () => (await worker.PlayAsync(video.Id)).Status == VideoStatus.Playable, "checked and playable");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("tcp://clamav:3310", true)]
    [InlineData("unix:///run/clamav/clamd.ctl", true)]
    [InlineData("clamav:3310", false)]
    [InlineData("tcp://clamav", false)]
    [InlineData("http://clamav:3310", false)]
    [InlineData("/run/clamav/clamd.ctl", false)]
    public void Address_is_understood_or_stops_the_program_at_its_start(string address, bool expected) =>
        Assert.Equal(expected, new ScannerOptions { Address = address }.IsUnderstood);

    private async Task<Video> ReceiveAsync(TestWorker worker, string path)
    {
        var entries = new EntryBuilder(database, worker.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        return await worker.ReceiveAsync(
            await entries.AddEntryAsync(
                period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null),
            path);
    }
}
