using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Jobs;

/// <summary>What follows a fault: tried again, told to a person, or the end.</summary>
public sealed class JobFaultTests : JobBench
{
    [Fact]
    public async Task Transient_fault_waits_keeps_its_cause_and_is_rung_when_it_is_due()
    {
        var job = await ReceivedAsync();

        await RunAsync(job, (_, _) => throw new IOException("the disk is full"));

        var row = (await Worker.JobAsync(job.SubjectId, job.Kind))!;
        Assert.Equal(
            (JobState.Queued, 1, "jobs.cause-transient", row.RunAfter),
            (row.State, row.Attempt, row.ErrorCode, row.RungAt));
        Assert.Equal(row.RunAfter, (await BellsAsync(job)).Max(bell => bell.AvailableAt));
        Assert.Equal(VideoStatus.Received, (await Worker.ReadAsync(job.SubjectId)).Status);
        await SetAsync(job, "run_after = now() + interval '1 hour'");
        Assert.Null(await LeaseAsync(job));
        await SetAsync(job, "run_after = now() - interval '1 second'");
        Assert.Equal(0, await RingOverdueAsync());
        Assert.Equal(VideoStatus.Playable, (await Worker.PlayAsync(job.SubjectId)).Status);
    }

    [Fact]
    public async Task Page_in_place_of_the_stores_answer_is_not_our_bug()
    {
        var job = await ReceivedAsync();

        await RunAsync(job, (_, _) => throw new InvalidOperationException(
            "There is an error in XML document (1, 1).",
            new System.Xml.XmlException("Data at the root level is invalid.")));

        Assert.Equal(
            (JobState.Queued, "jobs.cause-transient"),
            ((await Worker.JobAsync(job.SubjectId, job.Kind))!.State,
                (await Worker.JobAsync(job.SubjectId, job.Kind))!.ErrorCode));
    }

    [Fact]
    public async Task Own_bug_is_tried_once_more_then_told()
    {
        var job = await ReceivedAsync();

        await RunAsync(job, (_, _) => throw new InvalidOperationException("nobody foresaw it"));
        await SetAsync(job, "run_after = now()");
        await RunAsync(job, (_, _) => throw new InvalidOperationException("nobody foresaw it"));

        var row = (await Worker.JobAsync(job.SubjectId, job.Kind))!;
        Assert.Equal((JobState.Failed, 2, "jobs.cause-bug"), (row.State, row.Attempt, row.ErrorCode));
        Assert.Contains("nobody foresaw it", row.ErrorText, StringComparison.Ordinal);
        Assert.Equal(
            (VideoStatus.Failed, "jobs.cause-bug"),
            ((await Worker.ReadAsync(job.SubjectId)).Status, (await Worker.ReadAsync(job.SubjectId)).Cause?.Code));
    }

    [Fact]
    public async Task Lost_file_fails_at_once_with_a_cause()
    {
        var job = await ReceivedAsync(path => File.Delete(path));

        var video = await Worker.WorkAsync(job.SubjectId);

        Assert.Equal(
            (VideoStatus.Failed, "media.cause-lost", 1),
            (video.Status, video.Cause?.Code, (await Worker.JobAsync(job.SubjectId, job.Kind))!.Attempt));
    }

    [Fact]
    public async Task Sending_again_is_the_coordinators_alone_and_not_of_the_own_unit()
    {
        var job = await ReceivedAsync(File.Delete);
        await Worker.WorkAsync(job.SubjectId);

        Assert.Equal(
            [Refusal.Forbidden],
            (await SendAgainAsync(await PersonAsync(job.TurnKey, Role.Submitter), job.SubjectId)).Refusals);
        Assert.Equal("entries.own-units-entry", (await SendAgainAsync(
            await PersonAsync(job.TurnKey, Role.Coordinator), job.SubjectId)).Refusals[0].Sentence.Code);
        Assert.Equal(
            [Refusal.NotFound],
            (await SendAgainAsync(await PersonAsync(null, Role.Coordinator), Guid.NewGuid())).Refusals);
    }

    [Fact]
    public async Task Result_outlives_a_database_that_goes_away()
    {
        var job = await ReceivedAsync();
        var key = Application.Storage.ObjectKey.Original(job.SubjectId, new string('0', 64), "mp4");

        Assert.NotNull(await RunAsync(job, async (_, stop) =>
        {
            await Database.CutConnectionsAsync(stop);
            return new VideoResult { Original = key };
        }));

        Assert.Equal((JobState.Done, key.Value), ((await Worker.JobAsync(job.SubjectId, job.Kind))!.State,
            (await Worker.ReadAsync(job.SubjectId)).ObjectKey));
    }
}
