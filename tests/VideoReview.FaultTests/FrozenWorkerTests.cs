using System.Diagnostics;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>
/// A process that stands still (a paused machine, a disk that hangs) and wakes when its work is long another's.
/// </summary>
public sealed class FrozenWorkerTests
{
    /// <summary>Longer than a lease lasts.</summary>
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Worker_that_wakes_after_ninety_seconds_writes_nothing_and_works_on()
    {
        await using var site = await FaultSite.OpenAsync();
        await site.StartWebAsync();
        var sleeper = await site.StartWorkerAsync();
        var video = await site.ReceiveAsync(await FaultSamples.HeavyAsync(40));
        await Eventually.Async(
            async () => await site.JobAsync(video.Id, VideoJobs.Playable) is { State: JobState.Running }
                && Tools.Of(sleeper.Id).Count > 0,
            "the copy begun", FaultSite.Patience);
        var old = (await site.JobAsync(video.Id, VideoJobs.Playable))!;

        await sleeper.SignalAsync("STOP");
        var begun = Stopwatch.GetTimestamp();
        var rescuer = await site.StartWorkerAsync();
        var other = await site.ReceiveAsync(await FaultSamples.PlainAsync());
        await Eventually.Async(
            async () => await site.JobAsync(video.Id, VideoJobs.Playable) is { State: JobState.Running } job
                && job.LeaseToken > old.LeaseToken,
            "taken over", FaultSite.Patience);
        var takenOver = Stopwatch.GetElapsedTime(begun);
        await Task.Delay(Frozen > takenOver ? Frozen - takenOver : TimeSpan.Zero);
        await sleeper.SignalAsync("CONT");

        await Eventually.Async(
            () => FaultSite.EndedBy(sleeper).Contains((old.Id, "lease lost")),
            "the sleeper has seen that its lease is gone", FaultSite.Patience);
        await site.RestAsync();
        var job = (await site.JobAsync(video.Id, VideoJobs.Playable))!;
        Assert.Equal((JobState.Done, 2, 1, old.LeaseToken + 1), (job.State, job.Attempt, job.Losses, job.LeaseToken));
        Assert.Contains((old.Id, "done"), FaultSite.EndedBy(rescuer));
        Assert.DoesNotContain((old.Id, "done"), FaultSite.EndedBy(sleeper));
        var whole = await Wholeness.CheckAsync(site);
        Wholeness.EachJobOnce(await site.JobsAsync());

        // What was woken is as good as new.
        Assert.Equal(0, await rescuer.EndAsync());
        await site.ReceiveAsync(await FaultSamples.PlainAsync());
        await site.RestAsync();
        await Wholeness.CheckAsync(site);
        Figures.Tell(
            "worker frozen 90 s",
            $"taken over after {Figures.Seconds(takenOver)} (lease 60 s, sweep 15 s), {whole.Losses} losses, "
                + $"{whole.Orphans} orphans; another video of that time playable after "
                + Figures.Seconds((await site.ReadAsync(other.Id)).PlayableAt!.Value - other.ReceivedAt));
    }
}
