using System.Diagnostics;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.FaultTests.Support;

/// <summary>One site on which processes of one role are killed, each while it does a job of one kind.</summary>
internal sealed partial class KillLine : IAsyncDisposable
{
    /// <summary>Kinds without a file of their own; whoever adds one that puts nothing says so here.</summary>
    private static readonly string[] PutNothing =
        [VideoJobs.Inspect, VideoJobs.Quality, VideoJobs.Match, VideoJobs.Decode];

    /// <summary>Works on rows alone: there is no store to hold it at, only the table into which it writes.</summary>
    private const string OfRows = VideoJobs.Match;

    /// <summary>Other jobs of the video may be under way beside the one that is meant.</summary>
    private const string AtWorkAndNotWaiting = """
        SELECT greatest(0, (SELECT count(*) FROM job WHERE state = 'running') - (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'))
        """;

    private readonly string kind;
    private readonly string sample;
    private readonly StoreFront front;
    private readonly Wire wire;
    private readonly List<string> said = [];
    private Func<Task> unlock = () => Task.CompletedTask;
    private RunningProgram victim = null!;
    private Guid video;

    private KillLine(string kind, string sample, FaultSite site, StoreFront front, Wire wire) =>
        (this.kind, this.sample, Site, this.front, this.wire) = (kind, sample, site, front, wire);

    public FaultSite Site { get; }

    public int Kills { get; private set; }

    public string Said => string.Join(", ", said);

    private bool IsWebs => kind == VideoJobs.Store;

    public static async Task<KillLine> OpenAsync(string kind, string sample)
    {
        var line = new KillLine(
            kind, sample, await FaultSite.OpenAsync(), await StoreFront.OpenAsync(TestServices.S3.Endpoint),
            new Wire(TestServices.RabbitMq));
        line.front.IsMeant = async () => await line.JobAsync() is { State: JobState.Running };
        await (line.IsWebs ? line.Site.StartWorkerAsync() : line.Site.StartWebAsync());
        await line.StartVictimAsync();
        return line;
    }

    /// <summary>How long the job takes when nobody dies.</summary>
    public async Task<TimeSpan> MeasureAsync()
    {
        await ReceiveAsync();
        await Site.RestAsync();
        var job = await JobAsync();
        Assert.True(
            job is not null, $"No job of kind {kind} comes of {sample}: name in FaultSamples a video that needs one.");
        return job.FinishedAt!.Value - job.StartedAt!.Value;
    }

    public async Task KillAtAsync(KillStage stage)
    {
        if ((stage == KillStage.ObjectPut && PutNothing.Contains(kind))
            || (stage is KillStage.Leased or KillStage.AtWork && kind == OfRows))
        {
            return;
        }

        // A tool may come and go between two looks: then another video is tried.
        for (var tries = 1; !await TryKillAtAsync(stage); tries++)
        {
            Assert.True(tries < 5, $"{kind}: never caught at {stage}.");
        }
    }

    /// <summary>At whatever stage the job is so long after its lease.</summary>
    public async Task KillAfterAsync(TimeSpan delay)
    {
        await ReceiveAsync();
        await IsRunningAsync();
        await Task.Delay(delay);
        await KillAsync();
        var state = (await JobAsync())!.State;
        await RescueAsync();
        said.Add(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"after {delay.TotalMilliseconds:0} ms {state}"));
    }

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        await Site.DisposeAsync();
        await wire.DisposeAsync();
    }

    private async Task<bool> TryKillAtAsync(KillStage stage)
    {
        front.Hold = stage switch
        {
            // Nothing of it is at the store, but other jobs of the video may be.
            _ when kind == OfRows => HoldAt.Nothing,
            KillStage.AtWork when IsWebs => HoldAt.HalfOfPut,
            KillStage.AtWork => HoldAt.Nothing,
            KillStage.ObjectPut => HoldAt.AnswerToPut,
            _ => HoldAt.Request,
        };
        await (kind == OfRows ? LockAsync("LOCK TABLE video_match IN EXCLUSIVE MODE") : Task.CompletedTask);
        await ReceiveAsync();
        var isCaught = await (stage switch
        {
            KillStage.AtWork when !IsWebs => IsToolSeenAsync(),
            KillStage.RowNotWritten => IsWaitingForRowAsync(),
            KillStage.NotAcknowledged => IsUnacknowledgedAsync(),
            _ => IsHeldAsync(),
        });
        if (!isCaught)
        {
            front.LetGo();
            await Site.RestAsync();
            return false;
        }

        await KillAsync();
        var state = (await JobAsync())!.State;
        Assert.Equal(stage == KillStage.NotAcknowledged ? JobState.Done : JobState.Running, state);
        await unlock();
        await RescueAsync();
        var job = (await JobAsync())!;
        Assert.Equal(stage == KillStage.NotAcknowledged ? (1, 0) : (2, 1), (job.Attempt, job.Losses));
        return true;
    }

    private async Task ReceiveAsync() => video = (await Site.ReceiveAsync(await FaultSamples.ByNameAsync(sample))).Id;

    private Task<Job?> JobAsync() => Site.JobAsync(video, kind);

    private async Task KillAsync()
    {
        var tools = Tools.Of(victim.Id);
        await victim.KillAloneAsync();
        Kills++;
        wire.Cut();
        (wire.HoldsBack, front.Hold) = (false, HoldAt.Nothing);
        wire.Mend();
        front.LetGo();
        await Eventually.Async(
            () => tools.All(tool => !Tools.IsThere(tool)), "the dead process's tools have ended", FaultSite.Patience);
    }

    /// <summary>The next process finishes what the dead one left, and is the next victim.</summary>
    private async Task RescueAsync()
    {
        await Site.EndLeasesAsync();
        await StartVictimAsync();
        await Site.RestAsync();
    }

    private async Task StartVictimAsync() =>
        victim = IsWebs ? await Site.StartWebAsync(Behind) : await Site.StartWorkerAsync(Behind);

    private void Behind(Dictionary<string, string> settings) =>
        (settings["Storage:S3Endpoint"], settings["Bus:RabbitMqUri"]) =
            (front.Address.ToString(), wire.Address.ToString());
}
