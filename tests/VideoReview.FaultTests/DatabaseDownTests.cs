using System.Diagnostics;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>The database is away for a minute: as long as a lease lasts.</summary>
public sealed class DatabaseDownTests
{
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Database_away_for_a_minute_costs_no_job_its_worker()
    {
        await using var postgres = await OwnService.StartAsync("postgres");
        await using var front = await StoreFront.OpenAsync(TestServices.S3.Endpoint);
        await using var site = await FaultSite.OpenAsync(server: postgres.Address);
        await site.StartWebAsync();
        await site.StartWorkerAsync(settings => settings["Storage:S3Endpoint"] = front.Address.ToString());
        var (heavy, waiting) = (await site.ReceiveAsync(await FaultSamples.HeavyAsync()),
            await site.ReceiveAsync(await FaultSamples.RemuxAsync()));
        front.IsMeant = async () => await site.JobAsync(heavy.Id, VideoJobs.Playable) is { State: JobState.Running };
        front.Hold = HoldAt.AnswerToPut;
        await Eventually.Async(() => front.Held > 0, "a copy is at its last step", FaultSite.Patience);

        await postgres.StopAsync();
        await Task.Delay(Away);
        await postgres.StartAsync();
        var up = Stopwatch.GetTimestamp();
        await Eventually.Async(
            async () =>
                (await site.JobAsync(heavy.Id, VideoJobs.Playable))!.LeaseUntil > DateTimeOffset.UtcNow + (Away / 2),
            "the copy's worker beats again", FaultSite.Patience);
        front.LetGo();
        await site.RestAsync();
        var recovered = Stopwatch.GetElapsedTime(up);

        var whole = await Wholeness.CheckAsync(site);
        Assert.Equal((2, 0), (whole.Videos, whole.Losses));
        // A step that asked for its rows meanwhile is tried again.
        Assert.All(await site.JobsAsync(), job => Assert.True(
            job is { State: JobState.Done, Attempt: <= 3 }, $"{job.Kind} {job.State}, attempt {job.Attempt}"));
        Assert.Equal(JobState.Done, (await site.JobAsync(waiting.Id, VideoJobs.Quality))!.State);
        Figures.Tell(
            "database down 1 min",
            $"{whole.Jobs} jobs done {Figures.Seconds(recovered)} after it was back, {whole.Losses} losses");
    }
}
