using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Jobs;

/// <summary>Workers that die or stop with a job in hand.</summary>
public sealed class JobLossTests : JobBench
{
    [Fact]
    public async Task Job_of_a_dead_worker_is_finished_by_another()
    {
        var job = await ReceivedAsync();
        await LeaseAsync(job, "killed");
        await ExpireAsync(job);

        await using var other = Worker.Beside();
        await other.Services.GetRequiredService<JobSweeper>().SweepAsync(Stop);
        var video = await other.PlayAsync(job.SubjectId);

        Assert.Equal(VideoStatus.Playable, video.Status);
        var row = (await Worker.JobAsync(job.SubjectId, VideoJobs.Store))!;
        Assert.Equal((JobState.Done, 2, 1), (row.State, row.Attempt, row.Losses));
    }

    [Fact]
    public async Task Lost_job_is_left_to_others_by_the_process_that_lost_it()
    {
        var job = await ReceivedAsync();
        await LeaseAsync(job, "sleeper");
        await ExpireAsync(job);
        await SweepAsync();

        Assert.Null(await LeaseAsync(job, "sleeper"));
        Assert.Null((await Worker.JobAsync(job.SubjectId, job.Kind))!.RungAt);
        Assert.Equal((2, 1), await LeaseAsync(job, "other") is { } lease ? (lease.Attempt, lease.Losses) : default);
    }

    [Fact]
    public async Task Lost_job_that_no_other_takes_comes_back_after_a_minute()
    {
        var job = await ReceivedAsync();
        await LeaseAsync(job, "only one");
        await ExpireAsync(job);
        await SweepAsync();
        await SetAsync(job, "run_after = now() - interval '61 seconds'");

        Assert.NotNull(await LeaseAsync(job, "only one"));
    }

    [Fact]
    public async Task File_that_loses_two_workers_is_poison_until_it_is_sent_again()
    {
        var job = await ReceivedAsync();
        var (submitter, coordinator) =
            (await PersonAsync(job.TurnKey, Role.Submitter), await PersonAsync(null, Role.Coordinator));
        await Worker.RingAsync(job);
        var inspect = (await Worker.JobAsync(job.SubjectId, VideoJobs.Inspect))!;

        for (var loss = 0; loss < 2; loss++)
        {
            Assert.NotNull(await LeaseAsync(inspect));
            await ExpireAsync(inspect);
            await SweepAsync();
        }

        var failed = await Worker.ReadAsync(job.SubjectId);
        Assert.Equal((VideoStatus.Failed, "jobs.cause-poison"), (failed.Status, failed.Cause?.Code));
        Assert.Null(await LeaseAsync(inspect));
        Assert.Equal(["media.notice-failed"], await NoticesAsync(submitter));
        Assert.Equal(["media.notice-failed-coordinator"], await NoticesAsync(coordinator));

        Assert.True((await SendAgainAsync(coordinator, job.SubjectId)).IsDone);
        Assert.Equal(
            (VideoStatus.Inspecting, null),
            ((await Worker.ReadAsync(job.SubjectId)).Status, (await Worker.ReadAsync(job.SubjectId)).Cause));
        Assert.Equal(
            "media.nothing-to-send-again",
            (await SendAgainAsync(coordinator, job.SubjectId)).Refusals[0].Sentence.Code);
        Assert.Equal(VideoStatus.Playable, (await Worker.PlayAsync(job.SubjectId)).Status);
    }

    [Fact]
    public async Task Lost_pictures_leave_the_video_playable_and_can_be_sent_again()
    {
        var job = await ReceivedAsync();
        var coordinator = await PersonAsync(null, Role.Coordinator);
        await Worker.RingAsync(job);
        await Worker.RingAsync((await Worker.JobAsync(job.SubjectId, VideoJobs.Inspect))!);
        var pictures = (await Worker.JobAsync(job.SubjectId, VideoJobs.Pictures))!;
        for (var loss = 0; loss < 2; loss++)
        {
            Assert.NotNull(await LeaseAsync(pictures));
            await ExpireAsync(pictures);
            await SweepAsync();
        }

        Assert.Equal((VideoStatus.Playable, JobState.Failed), ((await Worker.ReadAsync(job.SubjectId)).Status,
            (await Worker.JobAsync(job.SubjectId, VideoJobs.Pictures))!.State));
        Assert.True((await SendAgainAsync(coordinator, job.SubjectId)).IsDone);
        Assert.Equal(VideoStatus.Playable, (await Worker.ReadAsync(job.SubjectId)).Status);
        await Worker.IllustrateAsync(job.SubjectId);
        Assert.Equal(13, (await Worker.PicturesAsync(job.SubjectId)).Count);
    }

    [Fact]
    public async Task Stopping_process_gives_its_job_back_unharmed()
    {
        var job = await ReceivedAsync();
        await using var stopping = Worker.Beside();
        var begun = new TaskCompletionSource();
        var running = stopping.Services.GetRequiredService<JobRunner>().RunAsync(
            job.Id,
            async (_, stop) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
                return new JobResult();
            },
            Stop);
        await begun.Task;

        stopping.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await running;

        var row = (await Worker.JobAsync(job.SubjectId, job.Kind))!;
        Assert.Equal((JobState.Queued, 0, 0, null), (row.State, row.Attempt, row.Losses, row.RungAt));
        Assert.False(await stopping.RingAsync(row));
        Assert.Equal(1, await RingOverdueAsync());
        Assert.Equal(VideoStatus.Playable, (await Worker.PlayAsync(job.SubjectId)).Status);
    }
}
