using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace VideoReview.FaultTests.Support;

/// <summary>
/// A broker or a database server of one test alone, which may go down and come back with all that it had.
/// </summary>
internal sealed class OwnService : IAsyncDisposable
{
    private readonly string name, folder;

    private OwnService(string name, string folder) => (this.name, this.folder) = (name, folder);

    /// <summary>How it is reached, before and after: a connection string or an address.</summary>
    public string Address { get; private set; } = "";

    /// <param name="name">"postgres" or "rabbitmq".</param>
    public static async Task<OwnService> StartAsync(string name)
    {
        // infra/dev ends what a killed test left behind in here.
        var service = new OwnService(
            name, Path.Combine(Root(), ".dev", "faults", "own", Guid.NewGuid().ToString("N")[..8]));
        service.Address = await service.StartAsync();
        return service;
    }

    public async Task<string> StartAsync() => (await RunAsync("start")).Trim();

    public Task StopAsync() => RunAsync("stop");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> RunAsync(string act)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "infra", "dev"), ["services", act, name, folder])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"infra/dev services {act} {name} ended with {process.ExitCode}");
        return said;
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
