using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Jobs;
using VideoReview.Application.Operations;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Jobs;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>What a person does with jobs: stop one at work, send again what failed alike, set aside.</summary>
public sealed class ProcessingDeskTests : JobBench
{
    private static readonly FailureKey Lost = new(VideoJobs.Store, "media.cause-lost");

    [Fact]
    public async Task Job_that_is_cancelled_ends_its_tool_and_fails_its_video_until_sent_again()
    {
        var job = await ReceivedAsync();
        var coordinator = await PersonAsync(null, Role.Coordinator);
        var folder = Directory.CreateDirectory(Path.Combine(Worker.Scratch, "cancel")).FullName;
        var running = RunAsync(job, async (_, stop) =>
        {
            var limits = new ToolLimits(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), 1_610_612_736, 1_000_000);
            await GuardedRunner.RunAsync(new("sh", ["-c", "echo $$ > pid; exec sleep 300"], limits, folder), stop);
            return new JobResult();
        });
        await Eventually.Async(
            () => Task.FromResult(
                File.Exists(Path.Combine(folder, "pid")) && new FileInfo(Path.Combine(folder, "pid")).Length > 0),
            "the tool runs");

        Assert.Equal("periods.reason-missing", (await CancelAsync(coordinator, job, " ")).Refusals[0].Sentence.Code);
        Assert.True((await CancelAsync(coordinator, job, "salah berkas")).IsDone);
        await running;

        Assert.False(
            Directory.Exists("/proc/" + (await File.ReadAllTextAsync(Path.Combine(folder, "pid"), Stop)).Trim()));
        var row = (await Worker.JobAsync(job.SubjectId, job.Kind))!;
        Assert.Equal(
            (JobState.Failed, "jobs.cause-cancelled", "salah berkas"), (row.State, row.ErrorCode, row.ErrorText));
        Assert.Equal(
            (VideoStatus.Failed, "jobs.cause-cancelled"),
            ((await Worker.ReadAsync(job.SubjectId)).Status, (await Worker.ReadAsync(job.SubjectId)).Cause?.Code));
        Assert.Equal(
            ("media.job-cancelled", "salah berkas", coordinator.Id),
            await LastActAsync(job.SubjectId, "media.job-cancelled"));
        Assert.Equal(
            "jobs.nothing-to-cancel", (await CancelAsync(coordinator, job, "sekali lagi")).Refusals[0].Sentence.Code);
        Assert.True((await WithAsync(desk => desk.SendAgainAsync(People.ActorOf(coordinator), job.Id, Stop))).IsDone);
        Assert.Equal(VideoStatus.Playable, (await Worker.PlayAsync(job.SubjectId)).Status);
    }

    [Fact]
    public async Task Waiting_job_that_is_cancelled_is_never_begun()
    {
        var job = await ReceivedAsync();

        Assert.True((await CancelAsync(await PersonAsync(null, Role.Admin), job, "penyimpanan dipindah")).IsDone);

        Assert.Null(await LeaseAsync(job));
    }

    [Fact]
    public async Task Failures_alike_are_sent_again_together_but_not_those_of_the_own_unit()
    {
        var (first, second, own) = (await LostAsync(), await LostAsync(), await LostAsync());
        var coordinator = await PersonAsync(own.TurnKey, Role.Coordinator);

        var sent = await WithAsync(desk => desk.SendAllAgainAsync(People.ActorOf(coordinator), Lost, Stop));

        Assert.Equal(2, sent.Value);
        Assert.Equal(
            [JobState.Queued, JobState.Queued, JobState.Failed],
            [
                (await Worker.JobAsync(first.SubjectId, first.Kind))!.State,
                (await Worker.JobAsync(second.SubjectId, second.Kind))!.State,
                (await Worker.JobAsync(own.SubjectId, own.Kind))!.State,
            ]);
        Assert.Equal("media.nothing-to-send-again", (await WithAsync(desk =>
            desk.SendAllAgainAsync(People.ActorOf(coordinator), Lost, Stop))).Refusals[0].Sentence.Code);
    }

    [Fact]
    public async Task Failure_that_is_set_aside_leaves_the_video_as_it_is_and_comes_back_when_sent_again()
    {
        var (first, second) = (await LostAsync(), await LostAsync());
        var admin = await PersonAsync(null, Role.Admin);

        Assert.True((await WithAsync(desk =>
            desk.DiscardAsync(People.ActorOf(admin), first.Id, "SKPD sudah mengirim ulang", Stop))).IsDone);
        Assert.Equal("jobs.nothing-to-discard", (await WithAsync(desk =>
            desk.DiscardAsync(People.ActorOf(admin), first.Id, "lagi", Stop))).Refusals[0].Sentence.Code);
        Assert.Equal(
            1, (await WithAsync(desk => desk.DiscardAllAsync(People.ActorOf(admin), Lost, "sama", Stop))).Value);

        Assert.Equal(VideoStatus.Failed, (await Worker.ReadAsync(first.SubjectId)).Status);
        Assert.Equal(
            ("media.job-discarded", "SKPD sudah mengirim ulang", admin.Id),
            await LastActAsync(first.SubjectId, "media.job-discarded"));
        Assert.True((await WithAsync(desk => desk.SendAgainAsync(People.ActorOf(admin), second.Id, Stop))).IsDone);
        Assert.Null((await Worker.JobAsync(second.SubjectId, second.Kind))!.DiscardedAt);
    }

    [Fact]
    public async Task Others_than_coordinator_and_admin_do_nothing()
    {
        var job = await LostAsync();
        var reviewer = await PersonAsync(null, Role.Reviewer);

        Assert.Equal([Refusal.Forbidden], (await CancelAsync(reviewer, job, "x")).Refusals);
        Assert.Equal(
            [Refusal.Forbidden],
            (await WithAsync(desk => desk.DiscardAsync(People.ActorOf(reviewer), job.Id, "x", Stop))).Refusals);
        Assert.Equal(
            [Refusal.Forbidden],
            (await WithAsync(desk => desk.SendAgainAsync(People.ActorOf(reviewer), job.Id, Stop))).Refusals);
        Assert.Equal(
            [Refusal.Forbidden],
            (await WithAsync(desk => desk.SendAllAgainAsync(People.ActorOf(reviewer), Lost, Stop))).Refusals);
        Assert.Equal(
            [Refusal.Forbidden],
            (await WithAsync(desk => desk.DiscardAllAsync(People.ActorOf(reviewer), Lost, "x", Stop))).Refusals);
    }

    [Fact]
    public async Task Tool_that_failed_stands_on_its_job()
    {
        var job = await ReceivedAsync();

        await RunAsync(job, (_, _) => throw new JobFaultException(
            JobFault.BadInput, Sentence.Of("media.cause-copy"), "moov atom \0 not found",
            new("ffmpeg -i file:/x", 187)));

        var row = (await Worker.JobAsync(job.SubjectId, job.Kind))!;
        Assert.Equal(
            ("moov atom  not found", "ffmpeg -i file:/x", 187), (row.ErrorText, row.ErrorCommand, row.ErrorExitStatus));
    }

    private async Task<Job> LostAsync()
    {
        var job = await ReceivedAsync(File.Delete);
        await Worker.WorkAsync(job.SubjectId);
        return job;
    }

    private Task<T> WithAsync<T>(Func<ProcessingDesk, Task<T>> act) => Worker.WithAsync(act);

    private Task<Outcome> CancelAsync(Application.Accounts.Account account, Job job, string reason) =>
        WithAsync(desk => desk.CancelAsync(People.ActorOf(account), job.Id, reason, Stop));

    private async Task<(string, string?, Guid?)> LastActAsync(Guid videoId, string act)
    {
        await using var context = Database.NewContext();
        var told = await context.Events.Where(e => e.SubjectId == videoId && e.Act == act).OrderByDescending(e => e.Seq)
            .FirstAsync(Stop);
        return (told.Act, told.Reason, told.ActorId);
    }
}
