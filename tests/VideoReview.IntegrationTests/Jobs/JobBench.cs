using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using VideoReview.Web.Notices;
using Xunit;

namespace VideoReview.IntegrationTests.Jobs;

/// <summary>
/// What every test of jobs begins with: a database and a worker of its own, and what it does to
/// jobs behind the product's back.
/// </summary>
public abstract class JobBench : IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected TestDatabase Database { get; } = new();

    protected TestWorker Worker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Worker = TestWorker.OnDisk(Database);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Worker.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected async Task<Job> ReceivedAsync(Action<string>? spoil = null, string? file = null)
    {
        var entries = new EntryBuilder(Database, Worker.Time);
        var period = await entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) });
        var entry = await entries.AddEntryAsync(
            period, await new People(Database).AddUnitAsync(), EntryStatus.Draft, video: null);
        var video = await Worker.ReceiveAsync(entry, file ?? await Samples.Mp4Async());
        spoil?.Invoke(Worker.Services.GetRequiredService<Application.Storage.StagingArea>().PathOf(video.UploadId));
        return (await Worker.JobAsync(video.Id, VideoJobs.Store))!;
    }

    /// <param name="owner">Null = a process that nobody has seen before.</param>
    protected Task<JobLease?> LeaseAsync(Job job, string? owner = null) => Worker.WithAsync<JobQueue, JobLease?>(
        queue => queue.LeaseAsync(job.Id, owner ?? Guid.NewGuid().ToString("N"), Stop));

    protected Task<bool> FinishAsync(JobLease lease) => Worker.WithAsync<JobDesk, bool>(desk => desk.FinishAsync(
        lease,
        new VideoResult
        {
            Original = Application.Storage.ObjectKey.Original(lease.SubjectId, new string('0', 64), "mp4"),
        },
        Stop));

    protected Task<JobLease?> RunAsync(Job job, Func<JobUnderway, CancellationToken, Task<JobResult>> work) =>
        Worker.Services.GetRequiredService<JobRunner>().RunAsync(job.Id, work, Stop);

    protected Task SweepAsync() => Worker.Services.GetRequiredService<JobSweeper>().SweepAsync(Stop);

    protected Task<int> RingOverdueAsync() => Worker.WithAsync<JobQueue, int>(queue => queue.RingOverdueAsync(Stop));

    protected Task<Outcome> SendAgainAsync(Application.Accounts.Account account, Guid videoId) =>
        Worker.WithAsync<VideoDesk, Outcome>(desk => desk.SendAgainAsync(People.ActorOf(account), videoId, Stop));

    protected async Task<Application.Accounts.Account> PersonAsync(Guid? unitId, Role role)
    {
        await using var context = Database.NewContext();
        return await new People(Database).AddAsync(
            unitId is { } id ? await context.Units.SingleAsync(u => u.Id == id, Stop) : null, role);
    }

    protected async Task<List<string>> NoticesAsync(Application.Accounts.Account account)
    {
        await using var context = Database.NewContext();
        return await context.Notices.Where(n => n.AccountId == account.Id).Select(n => n.Code).ToListAsync(Stop);
    }

    /// <summary>The messages that ring for the job, in the order of writing.</summary>
    protected async Task<List<OutboxMessage>> BellsAsync(Job job)
    {
        await using var context = Database.NewContext();
        return (await context.OutboxMessages.AsNoTracking().OrderBy(m => m.Seq).ToListAsync(Stop))
            .FindAll(m => m.Body.Contains(job.Id.ToString(), StringComparison.Ordinal));
    }

    protected Task ExpireAsync(Job job) => SetAsync(job, "lease_until = now() - interval '1 second'");

    protected async Task SetAsync(Job job, string assignment)
    {
        await using var command = Database.DataSource.CreateCommand($"UPDATE job SET {assignment} WHERE id = $1");
        command.Parameters.Add(new() { Value = job.Id });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
    }

    protected async Task<(int Events, int Notices, int Bells, int Pictures)> CountAsync()
    {
        await using var context = Database.NewContext();
        return (await context.Events.CountAsync(Stop), await context.Notices.CountAsync(Stop),
            await context.OutboxMessages.CountAsync(Stop), await context.VideoPictures.CountAsync(Stop));
    }
}
