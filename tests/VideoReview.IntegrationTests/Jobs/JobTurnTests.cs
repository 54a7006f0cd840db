using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Jobs;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Jobs;

/// <summary>Whose turn it is in a lane, and which lane a job takes.</summary>
public sealed class JobTurnTests : JobBench
{
    [Fact]
    public async Task Unit_with_fifty_files_holds_up_none_with_one()
    {
        var many = await UnitAsync(50);
        var one = await UnitAsync(1);

        var first = (await LeaseAsync(many[0]))!;
        var second = (await LeaseAsync(many[1]))!;
        var third = (await LeaseAsync(many[2]))!;

        Assert.Equal([many[0].Id, one[0].Id, many[1].Id], [first.JobId, second.JobId, third.JobId]);
    }

    [Fact]
    public async Task Units_take_turns_also_when_one_at_a_time_is_done()
    {
        var (a, b, c) = (await UnitAsync(3), await UnitAsync(3), await UnitAsync(3));
        var served = new List<Guid>();

        foreach (var bell in (Job[])[.. a, .. b, .. c])
        {
            var lease = (await LeaseAsync(bell))!;
            served.Add(lease.SubjectId);
            Assert.True(await FinishAsync(lease));
        }

        Assert.Equal(
            [.. Enumerable.Range(0, 3).SelectMany(_ => new[] { a[0].TurnKey, b[0].TurnKey, c[0].TurnKey })],
            served.ConvertAll(id => a.Concat(b).Concat(c).Single(job => job.SubjectId == id).TurnKey));
    }

    [Fact]
    public async Task Many_bells_at_once_take_each_job_once()
    {
        var jobs = (Job[])[.. await UnitAsync(8), .. await UnitAsync(3), .. await UnitAsync(1)];

        var leases = await Task.WhenAll(jobs.Select(job => LeaseAsync(job)));

        Assert.Equal(
            jobs.Select(job => job.Id).Order(), leases.OfType<JobLease>().Select(lease => lease.JobId).Order());
    }

    [Fact]
    public async Task Bell_of_one_queue_takes_no_job_of_another()
    {
        var waiting = await ReceivedAsync();
        var store = await ReceivedAsync();
        await Worker.RingAsync(waiting);
        var inspect = (await Worker.JobAsync(waiting.SubjectId, VideoJobs.Inspect))!;

        Assert.Equal(inspect.Id, (await LeaseAsync(inspect))!.JobId);
        Assert.Null(await LeaseAsync(inspect));
        Assert.Equal(store.Id, (await LeaseAsync(store))!.JobId);
    }

    [Fact]
    public async Task Bell_of_a_job_that_another_act_holds_is_not_lost()
    {
        var job = await ReceivedAsync();
        await using var context = Database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(Stop);
        await context.Database.ExecuteSqlAsync($"SELECT FROM job WHERE id = {job.Id} FOR UPDATE", Stop);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Worker.WithAsync<JobQueue, JobLease?>(queue => queue.LeaseAsync(job.Id, "insists", patience.Token)));
        var leasing = LeaseAsync(job);
        await transaction.CommitAsync(Stop);

        Assert.Equal(job.Id, (await leasing)!.JobId);
    }

    [Theory]
    [InlineData("mkv", JobLane.Fast, "ring-fast")]
    [InlineData("hevc", JobLane.Heavy, "ring-heavy")]
    public async Task Remux_goes_with_the_inspections_and_an_encoding_behind_the_others(
        string kind, JobLane lane, string bell)
    {
        var job = await ReceivedAsync(file: await (kind == "mkv" ? Samples.MkvAsync() : Samples.HevcAsync()));
        await Worker.RingAsync(job);
        await Worker.RingAsync((await Worker.JobAsync(job.SubjectId, VideoJobs.Inspect))!);

        var playable = (await Worker.JobAsync(job.SubjectId, VideoJobs.Playable))!;

        Assert.Equal(lane, playable.Lane);
        Assert.Equal(bell, Assert.Single(await BellsAsync(playable)).MessageType);
    }

    [Fact]
    public async Task Bell_of_a_smaller_copy_takes_first_what_makes_a_video_playable_and_its_failure_fails_no_video()
    {
        var plays = await InspectedAsync(await Samples.Mp4Async());
        var waits = await InspectedAsync(await Samples.HevcAsync());
        var (copies, playable) =
            ((await Worker.JobAsync(plays, VideoJobs.Copies))!, (await Worker.JobAsync(waits, VideoJobs.Playable))!);

        var (first, second) = ((await LeaseAsync(copies))!, (await LeaseAsync(playable))!);
        Assert.True(await Worker.WithAsync<JobDesk, bool>(desk =>
            desk.FailAsync(second, new(JobFault.BadInput, Domain.Sentence.Of("media.cause-copy"), "uji"), Stop)));

        Assert.Equal((playable.Id, copies.Id, JobLane.Heavy), (first.JobId, second.JobId, copies.Lane));
        Assert.Equal("ring-heavy", Assert.Single(await BellsAsync(copies)).MessageType);
        var video = await Worker.ReadAsync(plays);
        Assert.Equal(
            (VideoStatus.Playable, null, JobState.Failed),
            (video.Status, video.Cause, (await Worker.JobAsync(plays, VideoJobs.Copies))!.State));
    }

    [Fact]
    public async Task Job_that_waits_for_no_turn_goes_ahead_of_those_that_do()
    {
        var many = await UnitAsync(3);
        await SetAsync(many[2], "turn_key = NULL");

        var (first, second) = ((await LeaseAsync(many[0]))!, (await LeaseAsync(many[1]))!);

        Assert.Equal([many[2].Id, many[0].Id], [first.JobId, second.JobId]);
    }

    [Fact]
    public async Task Bell_of_a_kind_whose_step_stands_elsewhere_is_left_to_others()
    {
        var job = await ReceivedAsync();
        await SetAsync(job, "kind = 'of-another-version'");

        Assert.Null(await LeaseAsync(job));
        Assert.Equal(1, await RingOverdueAsync());
    }

    private async Task<Guid> InspectedAsync(string file)
    {
        var job = await ReceivedAsync(file: file);
        await Worker.RingAsync(job);
        await Worker.RingAsync((await Worker.JobAsync(job.SubjectId, VideoJobs.Inspect))!);
        return job.SubjectId;
    }

    private async Task<List<Job>> UnitAsync(int files)
    {
        var (entries, unit) = (new EntryBuilder(Database, Worker.Time), await new People(Database).AddUnitAsync());
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var sender = await new People(Database).AddAsync(unit, Role.Submitter);
        var jobs = new List<Job>();
        for (var i = 0; i < files; i++)
        {
            var entry = await entries.AddEntryAsync(period, unit, EntryStatus.Draft, video: null, by: sender);
            var video = await Worker.ReceiveAsync(entry, await Samples.TextAsync());
            jobs.Add((await Worker.JobAsync(video.Id, VideoJobs.Store))!);
        }

        return jobs;
    }
}
