using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Jobs;

/// <summary>Leases and bells: what keeps a job from being lost or done twice.</summary>
public sealed class JobLeaseTests : JobBench
{
    [Fact]
    public async Task Lease_asked_for_by_many_at_once_goes_to_one()
    {
        var job = await ReceivedAsync();

        var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => LeaseAsync(job, "process " + i)));

        Assert.Equal(
            (1, 1L), (Assert.Single(leases.OfType<JobLease>()).Attempt, leases.OfType<JobLease>().Single().Token));
    }

    [Fact]
    public async Task Old_token_writes_nothing()
    {
        var job = await ReceivedAsync();
        var old = (await LeaseAsync(job))!;
        await ExpireAsync(job);
        await SweepAsync();
        var young = (await LeaseAsync(job))!;

        Assert.False(await Worker.WithAsync<JobQueue, bool>(queue => queue.HeartbeatAsync(old, 50, Stop)));
        Assert.False(await FinishAsync(old));
        Assert.False(await Worker.WithAsync<JobDesk, bool>(
            desk => desk.FailAsync(old, new(JobFault.OurBug, Sentence.Of("jobs.cause-bug"), "late"), Stop)));
        Assert.False(await Worker.WithAsync<JobDesk, bool>(desk => desk.LoseAsync(old, Stop)));
        await Worker.WithAsync<JobQueue, int>(queue => queue.GiveBackAsync(old, Stop));

        var row = (await Worker.JobAsync(job.SubjectId, job.Kind))!;
        Assert.Equal(
            (JobState.Running, young.Token, 0, null), (row.State, row.LeaseToken, row.ProgressPercent, row.ErrorCode));
        Assert.Equal(VideoStatus.Received, (await Worker.ReadAsync(job.SubjectId)).Status);
        Assert.True(await FinishAsync(young));
    }

    [Fact]
    public async Task Repeated_bell_changes_nothing()
    {
        var job = await ReceivedAsync();
        var done = await Worker.WorkAsync(job.SubjectId);
        var before = await CountAsync();

        foreach (var kind in new[] { VideoJobs.Store, VideoJobs.Inspect, VideoJobs.Pictures })
        {
            Assert.False(await Worker.RingAsync((await Worker.JobAsync(job.SubjectId, kind))!));
        }

        Assert.Equal(before, await CountAsync());
        Assert.Equal(done.RowVersion, (await Worker.ReadAsync(job.SubjectId)).RowVersion);
    }

    [Fact]
    public async Task Living_lease_is_left_alone_by_the_sweeper()
    {
        var job = await ReceivedAsync();
        var lease = (await LeaseAsync(job))!;

        await SweepAsync();

        Assert.True(await Worker.WithAsync<JobQueue, bool>(queue => queue.HeartbeatAsync(lease, 10, Stop)));
    }

    [Fact]
    public async Task Work_ends_when_its_lease_is_lost()
    {
        var job = await ReceivedAsync();
        var begun = new TaskCompletionSource();
        var running = RunAsync(job, async (_, stop) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return new JobResult();
        });
        await begun.Task;

        await ExpireAsync(job);
        await SweepAsync();
        var young = (await LeaseAsync(job))!;
        await running;

        var row = (await Worker.JobAsync(job.SubjectId, job.Kind))!;
        Assert.Equal((JobState.Running, young.Token), (row.State, row.LeaseToken));
    }

    [Fact]
    public async Task Bell_that_nobody_heard_is_rung_again_after_two_minutes()
    {
        var job = await ReceivedAsync();

        Assert.Equal(0, await RingOverdueAsync());
        await SetAsync(job, "run_after = now() - interval '1 hour', rung_at = now() - interval '121 seconds'");

        Assert.Equal(1, await RingOverdueAsync());
    }

    [Fact]
    public async Task Bell_rung_by_a_clock_that_is_ahead_is_rung_again_at_once()
    {
        var job = await ReceivedAsync();

        await SetAsync(job, "run_after = now() + interval '1 hour', rung_at = now() + interval '1 hour'");

        Assert.Equal(1, await RingOverdueAsync());
        Assert.Equal(0, await RingOverdueAsync());
    }

    [Fact]
    public async Task Job_that_waits_its_turn_is_not_rung_again_meanwhile()
    {
        var (working, waiting) = (await ReceivedAsync(), await ReceivedAsync());
        await LeaseAsync(working);

        await SetAsync(waiting, "run_after = now() - interval '1 hour', rung_at = now() - interval '10 minutes'");
        Assert.Equal(0, await RingOverdueAsync());
        await SetAsync(waiting, "run_after = now() - interval '1 hour', rung_at = now() - interval '31 minutes'");

        Assert.Equal(1, await RingOverdueAsync());
    }
}
