using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Jobs;

/// <summary>The sweeper survives what it cannot mend.</summary>
public sealed class JobSweeperTests : JobBench
{
    [Fact]
    public async Task Loss_that_cannot_be_written_holds_up_no_other()
    {
        var (broken, other) = (await ReceivedAsync(), await ReceivedAsync());
        await LeaseAsync(broken);
        await LeaseAsync(other);
        await SetAsync(broken, "lease_until = now() - interval '1 hour', losses = 1");
        await SetAsync(other, "lease_until = now() - interval '1 minute'");
        await RefuseAsync(broken.SubjectId);

        await SweepAsync();

        Assert.Equal(JobState.Running, (await Worker.JobAsync(broken.SubjectId, broken.Kind))!.State);
        Assert.Equal((JobState.Queued, 1), ((await Worker.JobAsync(other.SubjectId, other.Kind))!.State,
            (await Worker.JobAsync(other.SubjectId, other.Kind))!.Losses));
    }

    [Fact]
    public async Task Round_that_fails_in_the_database_does_not_end_the_sweeper()
    {
        var ear = new Ear();
        using var sweeper = new JobSweeper(
            Worker.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, ear);
        await RunAsOwnerAsync("ALTER TABLE job RENAME TO job_away");

        await sweeper.StartAsync(Stop);
        await Eventually.Async(() => Task.FromResult(!ear.Heard.IsEmpty), "the failed round is told");

        Assert.Equal("42P01", Assert.IsType<PostgresException>(ear.Heard.First()?.GetBaseException()).SqlState);
        Assert.False(sweeper.ExecuteTask!.IsCompleted);
        await sweeper.StopAsync(Stop);
    }

    [Fact]
    public async Task Holders_may_give_a_sign_first_after_a_time_in_which_nobody_looked()
    {
        var job = await ReceivedAsync();
        var lease = (await LeaseAsync(job))!;
        var time = new FakeTimeProvider();
        using var sweeper = new JobSweeper(
            Worker.Services.GetRequiredService<IServiceScopeFactory>(), time, NullLogger<JobSweeper>.Instance);
        await sweeper.SweepAsync(Stop);
        await ExpireAsync(job);

        time.Advance(TimeSpan.FromSeconds(75));
        await sweeper.SweepAsync(Stop);
        Assert.Equal(JobState.Running, (await Worker.JobAsync(job.SubjectId, job.Kind))!.State);
        Assert.True(await Worker.WithAsync<JobQueue, bool>(queue => queue.HeartbeatAsync(lease, 10, Stop)));

        await ExpireAsync(job);
        for (var round = 0; round < 4; round++)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            await sweeper.SweepAsync(Stop);
        }

        Assert.Equal((JobState.Queued, 1), ((await Worker.JobAsync(job.SubjectId, job.Kind))!.State,
            (await Worker.JobAsync(job.SubjectId, job.Kind))!.Losses));
    }

    /// <summary>A video of which no loss can make a failed one.</summary>
    private async Task RefuseAsync(Guid videoId)
    {
        await using var context = Database.NewContext();
        var video = await context.Videos.SingleAsync(v => v.Id == videoId, Stop);
        (video.Status, video.Reasons) = (VideoStatus.Refused, [Sentence.Of("media.audio-only")]);
        await context.SaveChangesAsync(Stop);
    }

    private async Task RunAsOwnerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private sealed class Ear : ILogger<JobSweeper>
    {
        public ConcurrentQueue<Exception?> Heard { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Heard.Enqueue(exception);
    }
}
