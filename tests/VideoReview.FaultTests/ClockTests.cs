using System.Diagnostics;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>
/// Workers whose clocks are an hour off, one ahead and one behind: leases live by the database's clock alone.
/// </summary>
public sealed class ClockTests
{
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(75);

    [Fact]
    public async Task Workers_an_hour_off_lose_no_lease_and_take_over_as_soon_as_any()
    {
        await using var site = await FaultSite.OpenAsync(isOnDisk: true);
        await site.StartWebAsync();
        var workers = await Task.WhenAll(site.StartWorkerAsync(Clock("+1h")), site.StartWorkerAsync(Clock("-1h")));
        var videos = new[]
        {
            await site.ReceiveAsync(await FaultSamples.HeavyAsync(40)),
            await site.ReceiveAsync(await FaultSamples.HeavyAsync(40)),
        };
        await Eventually.Async(
            async () => await AreCopyingAsync(site, videos)
                && workers.All(worker => Tools.Encoding(worker.Id).Count > 0),
            "each at a copy", FaultSite.Patience);

        // Their tools stand still for longer than a lease: only signs of life keep it.
        var tools = workers.SelectMany(worker => Tools.Encoding(worker.Id)).ToList();
        await Tools.SignalAsync("STOP", tools);
        await Task.Delay(LongerThanALease);
        await Tools.SignalAsync("CONT", tools);
        await site.RestAsync();
        Assert.All(
            await site.JobsAsync(), job => Assert.Equal((JobState.Done, 1, 0), (job.State, job.Attempt, job.Losses)));

        var orphan = await site.ReceiveAsync(await FaultSamples.HeavyAsync(40));
        await Eventually.Async(
            async () => await AreCopyingAsync(site, [orphan])
                && workers.Any(worker => Tools.Encoding(worker.Id).Count > 0),
            "a copy begun", FaultSite.Patience);
        await workers.Single(worker => Tools.Encoding(worker.Id).Count > 0).KillAsync();
        var begun = Stopwatch.GetTimestamp();
        await Eventually.Async(
            async () => await site.JobAsync(orphan.Id, VideoJobs.Playable) is { State: JobState.Running, Losses: 1 },
            "taken over", FaultSite.Patience);
        var takenOver = Stopwatch.GetElapsedTime(begun);
        await site.RestAsync();

        var whole = await Wholeness.CheckAsync(site);
        Wholeness.EachJobOnce(await site.JobsAsync());
        Figures.Tell(
            "clocks an hour ahead and behind",
            $"{whole.Jobs} jobs, leases held through 75 s of silence of the tool, a killed one's "
                + $"job taken over after {Figures.Seconds(takenOver)}");
    }

    private static Action<Dictionary<string, string>> Clock(string off) => settings =>
    {
        var library = "/usr/lib/"
            + (System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
                is System.Runtime.InteropServices.Architecture.Arm64
                ? "aarch64"
                : "x86_64")
            + "-linux-gnu/faketime/libfaketimeMT.so.1";
        Assert.True(File.Exists(library), "faketime is not installed; `infra/dev test faults` installs it.");
        (settings["LD_PRELOAD"], settings["FAKETIME"], settings["DONT_FAKE_MONOTONIC"]) = (library, off, "1");
    };

    private static async Task<bool> AreCopyingAsync(FaultSite site, IEnumerable<Video> videos)
    {
        var jobs = await site.JobsAsync();
        return videos.All(video => jobs.Exists(
            job => job is { Kind: VideoJobs.Playable, State: JobState.Running } && job.SubjectId == video.Id));
    }
}
