using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application;
using VideoReview.Application.Accounts;
using VideoReview.Application.Storage;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.FaultTests.Support;

/// <summary>
/// The product at its grown size for one fault: a database, queues, a bucket and folders of its own, on services that
/// no other test program uses. Webs and workers are real processes, which the test starts, freezes and kills; the test
/// itself only lays finished uploads and looks.
/// </summary>
public sealed partial class FaultSite : IAsyncDisposable
{
    /// <summary>Two cores may run several faults at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("videoreview-fault-").FullName;
    private readonly List<RunningProgram> programs = [];
    private ServiceProvider services = null!;
    private Period period = null!;

    private FaultSite(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    /// <summary>Of webs and workers alike.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public string Staging => Path.Combine(folder, "staging");

    public string Scratch => Path.Combine(folder, "scratch");

    public string Prefix => Settings["Bus:Prefix"];

    /// <summary>As the test itself sees the objects, whatever stands before the processes.</summary>
    public IObjectStorage Storage => services.GetRequiredService<IObjectStorage>();

    /// <param name="isOnDisk">The objects lie in a folder instead of a bucket.</param>
    /// <param name="server">Null = the database server of all.</param>
    public static async Task<FaultSite> OpenAsync(bool isOnDisk = false, string? server = null)
    {
        var site = new FaultSite(new TestDatabase { Server = server });
        await site.Database.InitializeAsync();
        FaultSettings.Write(site, Path.Combine(site.folder, "objects"), isOnDisk);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(site.Settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var collection = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        collection.AddReviewApplication(configuration).AddReviewStorage(configuration).AddReviewStaging();
        site.services = collection.BuildServiceProvider();
        if (!isOnDisk)
        {
            await site.services.GetRequiredService<S3ObjectStorage>().CreateBucketAsync(CancellationToken.None);
        }

        site.period = await new EntryBuilder(site.Database, TimeProvider.System)
            .AddPeriodAsync(change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(1) });
        return site;
    }

    public Task<RunningProgram> StartWebAsync(
        Action<Dictionary<string, string>>? change = null, IReadOnlyList<string>? by = null) =>
        StartAsync("VideoReview.Web", "web", change, by);

    public Task<RunningProgram> StartWorkerAsync(
        Action<Dictionary<string, string>>? change = null, IReadOnlyList<string>? by = null) =>
        StartAsync("VideoReview.Worker", "work", change, by);

    /// <summary>A finished upload of this file by a unit of its own, as the last byte leaves it.</summary>
    public async Task<Video> ReceiveAsync(string path)
    {
        var (unit, _) = await new People(Database).AddSubmitterAsync();
        var entry = await new EntryBuilder(Database, TimeProvider.System).AddEntryAsync(period, unit, video: null);
        await using var scope = services.CreateAsyncScope();
        return await Received.WriteAsync(scope.ServiceProvider, entry, path, DateTimeOffset.UtcNow);
    }

    /// <summary>A submitter and a draft of his unit, for an upload over HTTP.</summary>
    public async Task<(Account Account, Entry Entry)> AddSenderAsync()
    {
        var people = new People(Database);
        var unit = await people.AddUnitAsync();
        var account = await people.AddAsync(unit, Role.Submitter);
        return (account, await new EntryBuilder(Database, TimeProvider.System)
            .AddEntryAsync(period, unit, video: null, by: account));
    }

    /// <summary>One more draft of the same person.</summary>
    public async Task<Entry> AddEntryAsync(Account account)
    {
        await using var context = Database.NewContext();
        var unit = await context.Units.AsNoTracking().SingleAsync(u => u.Id == account.UnitId);
        return await new EntryBuilder(Database, TimeProvider.System)
            .AddEntryAsync(period, unit, video: null, by: account);
    }

    public async Task<List<Job>> JobsAsync(Guid? videoId = null)
    {
        await using var context = Database.NewContext();
        return await context.Jobs.AsNoTracking().Where(j => videoId == null || j.SubjectId == videoId)
            .OrderBy(j => j.CreatedAt).ToListAsync();
    }

    public async Task<Job?> JobAsync(Guid videoId, string kind) =>
        (await JobsAsync(videoId)).Find(job => job.Kind == kind);

    public async Task<Video> ReadAsync(Guid videoId)
    {
        await using var context = Database.NewContext();
        return await context.Videos.AsNoTracking().SingleAsync(v => v.Id == videoId);
    }

    /// <summary>Nothing waits or is at work any more, and every message is sent.</summary>
    public async Task<bool> IsAtRestAsync() => await CountAsync("""
        SELECT (SELECT count(*) FROM job WHERE state IN ('queued', 'running')) + (SELECT count(*) FROM outbox_message WHERE sent_at IS NULL AND failed_at IS NULL)
        """) == 0;

    public async Task RestAsync(TimeSpan? patience = null)
    {
        try
        {
            await Eventually.Async(IsAtRestAsync, "all jobs done and all messages sent", patience ?? Patience);
        }
        catch (Xunit.Sdk.XunitException)
        {
            var jobs = (await JobsAsync()).Select(
                j => $"{j.SubjectId} {j.Kind} {j.State} attempt {j.Attempt} losses {j.Losses} until "
                    + $"{j.LeaseUntil:O} after {j.RunAfter:O} rung {j.RungAt:O} {j.ErrorCode}");
            Xunit.Assert.Fail($"Not at rest.\n{string.Join('\n', jobs)}\n"
                + string.Join("\n---\n", programs.Select(p => p.Log.Length > 4000 ? p.Log[^4000..] : p.Log)));
        }
    }

    /// <summary>One number.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task<int> ExecuteAsync(string sql) => Database.DataSource.CreateCommand(sql).ExecuteNonQueryAsync();

    /// <summary>
    /// Instead of waiting for a minute: whoever held a lease and is dead is found so at the next round of a sweeper.
    /// </summary>
    public Task<int> EndLeasesAsync() => ExecuteAsync("UPDATE job SET lease_until = now() WHERE state = 'running'");

    /// <summary>Jobs that this process ended, by what its log says, with how each ended.</summary>
    public static IReadOnlyList<(Guid JobId, string End)> EndedBy(RunningProgram program) =>
        [.. JobEnded().Matches(program.Log).Select(m => (Guid.Parse(m.Groups["job"].Value), m.Groups["end"].Value))];

    public async ValueTask DisposeAsync()
    {
        // One that is frozen cannot be ended otherwise, and tools must not outlive the test.
        await Task.WhenAll(programs.Select(program => program.DisposeAsync().AsTask()));

        await services.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<RunningProgram> StartAsync(
        string name, string scratch, Action<Dictionary<string, string>>? change, IReadOnlyList<string>? by)
    {
        var settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal);
        settings["Media:ScratchFolder"] = Path.Combine(Scratch, $"{scratch}-{programs.Count}");
        change?.Invoke(settings);
        var program = await RunningProgram.StartAsync(name, settings, by: by);
        programs.Add(program);
        return program;
    }

    [GeneratedRegex(
        "Job [a-z-]+ (?<job>[0-9a-f-]{36}) of [0-9a-f-]{36}, attempt [0-9]+: (?<end>.+) after ",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex JobEnded();
}
