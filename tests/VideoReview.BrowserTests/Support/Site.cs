using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Support;

/// <summary>The product at its first size, served on a real port: one process with the consumers inside, a database and folders of its own.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("site").FullName;
    private RunningProgram web = null!;

    public TestDatabase Database { get; } = new();

    public Uri Address => web.Address;

    public string Log => web.Log;

    /// <summary>Where the disk store keeps its files, by their keys.</summary>
    public string ObjectFolder => Path.Combine(folder, "objects");

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        web = await RunningProgram.StartAsync("VideoReview.Web", Settings);
    }

    /// <summary>Kills the process and starts it again on the same port, as after a power cut.</summary>
    public async Task RestartAsync()
    {
        var port = web.Address.Port;
        await web.DisposeAsync();
        web = await RunningProgram.StartAsync("VideoReview.Web", Settings, port);
    }

    public async ValueTask DisposeAsync()
    {
        if (web is not null)
        {
            await web.DisposeAsync();
        }

        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Database:ConnectionString"] = Database.ConnectionString,
        ["Bus:Transport"] = "InMemory",
        ["Storage:Kind"] = "Disk",
        ["Storage:DiskFolder"] = ObjectFolder,
        ["Uploads:StagingFolder"] = Path.Combine(folder, "staging"),
        ["Worker:InProcess"] = "true",
        ["Worker:ScratchFolder"] = Path.Combine(folder, "scratch"),
    };
}
