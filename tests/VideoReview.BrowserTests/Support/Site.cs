using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Site))]

namespace VideoReview.BrowserTests.Support;

/// <summary>
/// The product at its first size, served on a real port: one process with the consumers inside, a database and folders
/// of its own. All walks share one, each with rows of its own; a walk that restarts it takes
/// one for itself (IClassFixture).
/// </summary>
public class Site : IAsyncLifetime
{
    private readonly Lazy<Task> started;
    private RunningProgram? web;

    public Site() => started = new(() => StartAsync());

    public TestDatabase Database { get; } = new();

    public Uri Address => web!.Address;

    /// <summary>
    /// The unit above all whose entries nobody from it may judge: a reviewer who sits there is offered
    /// only what stands apart from it.
    /// </summary>
    public Unit Region { get; private set; } = null!;

    /// <summary>Where the disk store keeps its files, by their keys.</summary>
    public string ObjectFolder => Path.Combine(Folder, "objects");

    /// <summary>Where the objects, the files on their way in and the files at work lie.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("site").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Started by the first walk, which is skipped where a service is missing.</summary>
    public Task StartedAsync() => started.Value;

    /// <summary>Kills the web process and starts it again on the same port, as after a power cut.</summary>
    public async Task RestartAsync()
    {
        var port = web!.Address.Port;
        await web.DisposeAsync();
        web = await RunningProgram.StartAsync("VideoReview.Web", Settings, port);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (web is not null)
        {
            await web.DisposeAsync();
        }

        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected virtual async Task StartAsync()
    {
        await Database.InitializeAsync();
        Region = await new People(Database).AddUnitAsync("Inspektorat");
        web = await RunningProgram.StartAsync("VideoReview.Web", Settings);
    }

    /// <summary>Of the web process.</summary>
    protected virtual Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Database:ConnectionString"] = Database.ConnectionString,
        ["Bus:Transport"] = "InMemory",
        ["Storage:Kind"] = "Disk",
        ["Storage:DiskFolder"] = ObjectFolder,
        ["Uploads:StagingFolder"] = Path.Combine(Folder, "staging"),
        ["Worker:InProcess"] = "true",
        ["Media:ScratchFolder"] = Path.Combine(Folder, "scratch"),
    };
}
