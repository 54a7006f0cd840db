using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submissions;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Media;

/// <summary>Leases, fences, losses and faults: what keeps a job from being lost or done twice.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private TestWorker worker = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        worker = TestWorker.OnDisk(database);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Lease_asked_for_by_many_at_once_goes_to_one()
    {
        var job = await ReceivedAsync();

        var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => LeaseAsync(job, "process " + i)));

        Assert.Equal((1, 1L), (Assert.Single(leases.OfType<JobLease>()).Attempt, leases.OfType<JobLease>().Single().Token));
    }

    [Fact]
    public async Task Old_token_writes_nothing()
    {
        var job = await ReceivedAsync();
        var old = (await LeaseAsync(job))!;
        await ExpireAsync(job);
        await SweepAsync();
        var young = (await LeaseAsync(job))!;

        Assert.False(await worker.WithAsync<JobQueue, bool>(queue => queue.HeartbeatAsync(old, 50, Stop)));
        Assert.False(await FinishAsync(old));
        Assert.False(await worker.WithAsync<JobDesk, bool>(desk => desk.FailAsync(old, new(JobFault.OurBug, Sentence.Of("media.cause-bug"), "late"), Stop)));
        Assert.False(await worker.WithAsync<JobDesk, bool>(desk => desk.LoseAsync(old, Stop)));
        await worker.WithAsync<JobQueue, int>(queue => queue.GiveBackAsync(old, Stop));

        var row = (await worker.JobAsync(job.VideoId, job.Kind))!;
        Assert.Equal((MediaJobState.Running, young.Token, 0, null), (row.State, row.LeaseToken, row.ProgressPercent, row.ErrorCode));
        Assert.Equal(VideoStatus.Received, (await worker.ReadAsync(job.VideoId)).Status);
        Assert.True(await FinishAsync(young));
    }

    [Fact]
    public async Task Repeated_bell_changes_nothing()
    {
        var job = await ReceivedAsync();
        var done = await worker.WorkAsync(job.VideoId);
        var before = await CountAsync();

        foreach (var kind in new[] { MediaJobKind.Store, MediaJobKind.Inspect, MediaJobKind.Pictures })
        {
            Assert.False(await worker.RingAsync((await worker.JobAsync(job.VideoId, kind))!));
        }

        Assert.Equal(before, await CountAsync());
        Assert.Equal(done.RowVersion, (await worker.ReadAsync(job.VideoId)).RowVersion);
    }

    [Fact]
    public async Task Job_of_a_dead_worker_is_finished_by_another()
    {
        var job = await ReceivedAsync();
        await LeaseAsync(job, "killed");
        await ExpireAsync(job);

        await using var other = worker.Beside();
        await other.Services.GetRequiredService<JobSweeper>().SweepAsync(Stop);
        var video = await other.WorkAsync(job.VideoId);

        Assert.Equal(VideoStatus.Playable, video.Status);
        var row = (await worker.JobAsync(job.VideoId, MediaJobKind.Store))!;
        Assert.Equal((MediaJobState.Done, 2, 1), (row.State, row.Attempt, row.Losses));
    }

    [Fact]
    public async Task Living_lease_is_left_alone_by_the_sweeper()
    {
        var job = await ReceivedAsync();
        var lease = (await LeaseAsync(job))!;

        await SweepAsync();

        Assert.True(await worker.WithAsync<JobQueue, bool>(queue => queue.HeartbeatAsync(lease, 10, Stop)));
    }

    [Fact]
    public async Task File_that_loses_two_workers_is_poison_until_it_is_sent_again()
    {
        var job = await ReceivedAsync();
        var (submitter, coordinator) = (await PersonAsync(job.UnitId, Role.Submitter), await PersonAsync(null, Role.Coordinator));
        await worker.RingAsync(job);
        var inspect = (await worker.JobAsync(job.VideoId, MediaJobKind.Inspect))!;

        for (var loss = 0; loss < 2; loss++)
        {
            Assert.NotNull(await LeaseAsync(inspect));
            await ExpireAsync(inspect);
            await SweepAsync();
        }

        var failed = await worker.ReadAsync(job.VideoId);
        Assert.Equal((VideoStatus.Failed, "media.cause-poison"), (failed.Status, failed.Cause?.Code));
        Assert.Null(await LeaseAsync(inspect));
        Assert.Equal(["media.notice-failed"], await NoticesAsync(submitter));
        Assert.Equal(["media.notice-failed-coordinator"], await NoticesAsync(coordinator));

        Assert.True((await SendAgainAsync(coordinator, job.VideoId)).IsDone);
        Assert.Equal((VideoStatus.Inspecting, null), ((await worker.ReadAsync(job.VideoId)).Status, (await worker.ReadAsync(job.VideoId)).Cause));
        Assert.Equal("media.nothing-to-send-again", (await SendAgainAsync(coordinator, job.VideoId)).Refusals[0].Sentence.Code);
        Assert.Equal(VideoStatus.Playable, (await worker.WorkAsync(job.VideoId)).Status);
    }

    [Fact]
    public async Task Lost_pictures_leave_the_video_playable_and_can_be_sent_again()
    {
        var job = await ReceivedAsync();
        var coordinator = await PersonAsync(null, Role.Coordinator);
        await worker.RingAsync(job);
        await worker.RingAsync((await worker.JobAsync(job.VideoId, MediaJobKind.Inspect))!);
        var pictures = (await worker.JobAsync(job.VideoId, MediaJobKind.Pictures))!;
        for (var loss = 0; loss < 2; loss++)
        {
            Assert.NotNull(await LeaseAsync(pictures));
            await ExpireAsync(pictures);
            await SweepAsync();
        }

        Assert.Equal((VideoStatus.Playable, MediaJobState.Failed), ((await worker.ReadAsync(job.VideoId)).Status, (await worker.JobAsync(job.VideoId, MediaJobKind.Pictures))!.State));
        Assert.True((await SendAgainAsync(coordinator, job.VideoId)).IsDone);
        Assert.Equal(VideoStatus.Playable, (await worker.ReadAsync(job.VideoId)).Status);
        await worker.WorkAsync(job.VideoId);
        Assert.Equal(8, (await worker.PicturesAsync(job.VideoId)).Count);
    }

    [Fact]
    public async Task Transient_fault_waits_and_keeps_its_cause()
    {
        var job = await ReceivedAsync();

        await RunAsync(job, (_, _) => throw new IOException("the disk is full"));

        var row = (await worker.JobAsync(job.VideoId, job.Kind))!;
        Assert.Equal((MediaJobState.Queued, 1, "media.cause-transient", null), (row.State, row.Attempt, row.ErrorCode, row.RungAt));
        Assert.Equal(VideoStatus.Received, (await worker.ReadAsync(job.VideoId)).Status);
        await SetAsync(job, "run_after = now() + interval '1 hour'");
        Assert.Null(await LeaseAsync(job));
        await SetAsync(job, "run_after = now() - interval '1 second'");
        Assert.Equal(1, await RingOverdueAsync());
        Assert.Equal(0, await RingOverdueAsync());
        Assert.Equal(VideoStatus.Playable, (await worker.WorkAsync(job.VideoId)).Status);
    }

    [Fact]
    public async Task Own_bug_is_tried_once_more_then_told()
    {
        var job = await ReceivedAsync();

        await RunAsync(job, (_, _) => throw new InvalidOperationException("nobody foresaw it"));
        await SetAsync(job, "run_after = now()");
        await RunAsync(job, (_, _) => throw new InvalidOperationException("nobody foresaw it"));

        var row = (await worker.JobAsync(job.VideoId, job.Kind))!;
        Assert.Equal((MediaJobState.Failed, 2, "media.cause-bug"), (row.State, row.Attempt, row.ErrorCode));
        Assert.Contains("nobody foresaw it", row.ErrorText, StringComparison.Ordinal);
        Assert.Equal((VideoStatus.Failed, "media.cause-bug"), ((await worker.ReadAsync(job.VideoId)).Status, (await worker.ReadAsync(job.VideoId)).Cause?.Code));
    }

    [Fact]
    public async Task Lost_file_fails_at_once_with_a_cause()
    {
        var job = await ReceivedAsync(path => File.Delete(path));

        var video = await worker.WorkAsync(job.VideoId);

        Assert.Equal((VideoStatus.Failed, "media.cause-lost", 1), (video.Status, video.Cause?.Code, (await worker.JobAsync(job.VideoId, job.Kind))!.Attempt));
    }

    [Fact]
    public async Task Stopping_process_gives_its_job_back_unharmed()
    {
        var job = await ReceivedAsync();
        await using var stopping = worker.Beside();
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

        var row = (await worker.JobAsync(job.VideoId, job.Kind))!;
        Assert.Equal((MediaJobState.Queued, 0, 0, null), (row.State, row.Attempt, row.Losses, row.RungAt));
        Assert.False(await stopping.RingAsync(row));
        Assert.Equal(1, await RingOverdueAsync());
        Assert.Equal(VideoStatus.Playable, (await worker.WorkAsync(job.VideoId)).Status);
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

        var row = (await worker.JobAsync(job.VideoId, job.Kind))!;
        Assert.Equal((MediaJobState.Running, young.Token), (row.State, row.LeaseToken));
    }

    [Fact]
    public async Task Result_outlives_a_database_that_goes_away()
    {
        var job = await ReceivedAsync();
        var key = Application.Storage.ObjectKey.Original(job.VideoId, new string('0', 64), "mp4");

        Assert.True(await RunAsync(job, async (_, stop) =>
        {
            await database.CutConnectionsAsync(stop);
            return new JobResult { Original = key };
        }));

        Assert.Equal((MediaJobState.Done, key.Value), ((await worker.JobAsync(job.VideoId, job.Kind))!.State, (await worker.ReadAsync(job.VideoId)).ObjectKey));
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
    public async Task Job_that_waits_its_turn_is_not_rung_again_meanwhile()
    {
        var (working, waiting) = (await ReceivedAsync(), await ReceivedAsync());
        await LeaseAsync(working);

        await SetAsync(waiting, "run_after = now() - interval '1 hour', rung_at = now() - interval '10 minutes'");
        Assert.Equal(0, await RingOverdueAsync());
        await SetAsync(waiting, "run_after = now() - interval '1 hour', rung_at = now() - interval '31 minutes'");

        Assert.Equal(1, await RingOverdueAsync());
    }

    [Fact]
    public async Task Sending_again_is_the_coordinators_alone_and_not_of_the_own_unit()
    {
        var job = await ReceivedAsync(File.Delete);
        await worker.WorkAsync(job.VideoId);

        Assert.Equal([Refusal.Forbidden], (await SendAgainAsync(await PersonAsync(job.UnitId, Role.Submitter), job.VideoId)).Refusals);
        Assert.Equal("submissions.own-units-entry", (await SendAgainAsync(await PersonAsync(job.UnitId, Role.Coordinator), job.VideoId)).Refusals[0].Sentence.Code);
        Assert.Equal([Refusal.NotFound], (await SendAgainAsync(await PersonAsync(null, Role.Coordinator), Guid.NewGuid())).Refusals);
    }

    private async Task<MediaJob> ReceivedAsync(Action<string>? spoil = null)
    {
        var entries = new Entries(database, worker.Time);
        var period = await entries.AddPeriodAsync(change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(period, await new People(database).AddUnitAsync(), SubmissionStatus.Draft, video: null);
        var video = await worker.ReceiveAsync(entry, await Samples.Mp4Async());
        spoil?.Invoke(worker.Services.GetRequiredService<Application.Storage.StagingArea>().PathOf(video.UploadId));
        return (await worker.JobAsync(video.Id, MediaJobKind.Store))!;
    }

    private Task<JobLease?> LeaseAsync(MediaJob job, string owner = "test") => worker.WithAsync<JobQueue, JobLease?>(queue => queue.LeaseAsync(job.Id, owner, Stop));

    private Task<bool> FinishAsync(JobLease lease) => worker.WithAsync<JobDesk, bool>(desk => desk.FinishAsync(
        lease, new JobResult { Original = Application.Storage.ObjectKey.Original(lease.VideoId, new string('0', 64), "mp4") }, Stop));

    private Task<bool> RunAsync(MediaJob job, Func<JobUnderway, CancellationToken, Task<JobResult>> work) => worker.Services.GetRequiredService<JobRunner>().RunAsync(job.Id, work, Stop);

    private Task SweepAsync() => worker.Services.GetRequiredService<JobSweeper>().SweepAsync(Stop);

    private Task<int> RingOverdueAsync() => worker.WithAsync<JobQueue, int>(queue => queue.RingOverdueAsync(Stop));

    private Task<Outcome> SendAgainAsync(Application.Accounts.Account account, Guid videoId) => worker.WithAsync<VideoDesk, Outcome>(desk => desk.SendAgainAsync(People.ActorOf(account), videoId, Stop));

    private async Task<Application.Accounts.Account> PersonAsync(Guid? unitId, Role role)
    {
        await using var context = database.NewContext();
        return await new People(database).AddAsync(unitId is { } id ? await context.Units.SingleAsync(u => u.Id == id, Stop) : null, role);
    }

    private async Task<List<string>> NoticesAsync(Application.Accounts.Account account)
    {
        await using var context = database.NewContext();
        return await context.Notices.Where(n => n.AccountId == account.Id).Select(n => n.Code).ToListAsync(Stop);
    }

    private Task ExpireAsync(MediaJob job) => SetAsync(job, "lease_until = now() - interval '1 second'");

    private async Task SetAsync(MediaJob job, string assignment)
    {
        await using var command = database.DataSource.CreateCommand($"UPDATE media_job SET {assignment} WHERE id = $1");
        command.Parameters.Add(new() { Value = job.Id });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
    }

    private async Task<(int Events, int Notices, int Bells, int Pictures)> CountAsync()
    {
        await using var context = database.NewContext();
        return (await context.Events.CountAsync(Stop), await context.Notices.CountAsync(Stop), await context.OutboxMessages.CountAsync(Stop), await context.VideoPictures.CountAsync(Stop));
    }
}
