using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Operations;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Jobs;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Jobs;

/// <summary>A job of a word that knows no video: the same lease, turn, retries, screen and acts.</summary>
public sealed class OwnSubjectTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly People people;
    private TestWorker worker = null!;

    public OwnSubjectTests() => people = new(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Counting Counts => worker.Services.GetRequiredService<Counting>();

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        worker = TestWorker.OnDisk(database, add: services => services
            .AddJobKinds([Counting.Kind]).AddScoped<IJobOwner, CountOwner>().AddSingleton<Counting>()
            .AddJobSteps(typeof(OwnSubjectTests).Assembly));
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Job_on_any_row_is_done_by_its_step_and_written_by_its_owner()
    {
        var job = await AddAsync();

        var lease = await worker.Services.GetRequiredService<JobRunner>().HearAsync(job.Id, Stop);

        Assert.Equal((job.Id, job.SubjectId, Counting.Kind.Name), (lease!.JobId, lease.SubjectId, lease.Kind));
        Assert.Equal(["worked", "locked " + job.SubjectId, "wrote 42", "committed", "afterwards"], Counts.Said);
        Assert.Equal((JobState.Done, JobLane.Plain, null), ((await ReadAsync(job)).State, job.Lane, job.TurnKey));
        await using var context = database.NewContext();
        Assert.Equal("ring-plain", (await context.OutboxMessages.SingleAsync(Stop)).MessageType);
    }

    [Fact]
    public async Task Failed_job_stands_on_the_board_by_the_name_its_owner_gives_and_is_sent_again_alone()
    {
        var job = await AddAsync();
        Counts.Fault = new(JobFault.BadInput, Sentence.Of("jobs.cause-bug"), "nothing to count");
        await worker.Services.GetRequiredService<JobRunner>().HearAsync(job.Id, Stop);
        var coordinator = People.ActorOf(await people.AddAsync(await people.AddUnitAsync(), Role.Coordinator));

        var page = await worker.WithAsync<JobBoard, FailurePage>(
            board => board.FailuresAsync(new(Counting.Kind.Name, "jobs.cause-bug"), 1, Stop));
        var sent = await worker.WithAsync<ProcessingDesk, Outcome>(
            desk => desk.SendAgainAsync(coordinator, job.Id, Stop));

        var failed = Assert.Single(page.Jobs);
        Assert.Equal(("count of " + job.SubjectId, "nothing to count"), (failed.Job.Of.Title, failed.Detail));
        Assert.True(sent.IsDone);
        Assert.Equal((JobState.Queued, 0), ((await ReadAsync(job)).State, (await ReadAsync(job)).Attempt));
        Assert.Equal("jobs.nothing-to-send-again", (await worker.WithAsync<ProcessingDesk, Outcome>(desk =>
            desk.SendAgainAsync(coordinator, job.Id, Stop))).Refusals[0].Sentence.Code);
    }

    private async Task<Job> AddAsync()
    {
        await using var scope = worker.Services.CreateAsyncScope();
        var job = scope.ServiceProvider.GetRequiredService<JobQueue>()
            .Add(new JobOrder(Counting.Kind.Name, Guid.CreateVersion7(), null));
        await scope.ServiceProvider.GetRequiredService<ReviewDbContext>().SaveChangesAsync(Stop);
        return job;
    }

    private async Task<Job> ReadAsync(Job job)
    {
        await using var context = database.NewContext();
        return (await context.Jobs.FindAsync([job.Id], Stop))!;
    }

    /// <summary>What the word did, in order.</summary>
    private sealed class Counting
    {
        public static JobKind Kind { get; } = new()
        {
            Name = "count", SubjectKind = "list", Lane = JobLane.Plain, Retry = RetryClass.Days, IsEssential = false,
            IsSpare = false, NeedsWayOut = false,
        };

        public List<string> Said { get; } = [];

        public JobFaultException? Fault { get; set; }
    }

    private sealed record Count(int Number) : JobResult;

    [StepOf("count")]
    private sealed class CountStep(Counting counting) : IJobStep
    {
        public Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
        {
            counting.Said.Add("worked");
            return counting.Fault is { } fault
                ? throw fault
                : Task.FromResult<JobResult>(new Count(42) { Afterwards = () => counting.Said.Add("afterwards") });
        }
    }

    private sealed class CountOwner(Counting counting) : IJobOwner
    {
        public string SubjectKind => Counting.Kind.SubjectKind;

        public Task LockAsync(Guid subjectId, CancellationToken cancellation) => SayAsync("locked " + subjectId);

        public Task DoneAsync(Job job, JobResult result, CancellationToken cancellation) =>
            SayAsync("wrote " + ((Count)result).Number);

        public Task FailedAsync(Job job, Sentence cause, CancellationToken cancellation) =>
            SayAsync("failed " + cause.Code);

        public Task CommittedAsync(CancellationToken cancellation) => SayAsync("committed");

        public Task<IReadOnlyDictionary<Guid, JobSubject>> NameAsync(
            IReadOnlyCollection<Guid> subjectIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, JobSubject>>(
                subjectIds.ToDictionary(
                    id => id,
                    id => new JobSubject { Id = id, Title = "count of " + id, Event = new(SubjectKind, id) }));

        private Task SayAsync(string what)
        {
            counting.Said.Add(what);
            return Task.CompletedTask;
        }
    }
}
