using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>
/// A real clamd of the test's own, which knows one signature: the EICAR test string, anywhere
/// in a file. Takes at most 2 MB, and looks at no more than 1.9 MB of it.
/// </summary>
public sealed class Clamd : IAsyncLifetime
{
    /// <summary>
    /// eicar.org: harmless, and what scanners are tried with. Put together here, so that no scanner takes this
    /// source for the thing itself.
    /// </summary>
    public static readonly byte[] Eicar = Encoding.ASCII.GetBytes(
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE" + "!$H+H*");

    /// <summary>The settings of the profile "scanner".</summary>
    public static readonly string Shipped = Path.Combine(Infra.Shell.Root, "infra/scanner/clamd.conf");

    private readonly string folder = Directory.CreateTempSubdirectory("clamd-").FullName;
    private readonly int port = FreePort();
    private Process? process;

    public string UnixAddress => $"unix://{folder}/clamd.ctl";

    public string TcpAddress => string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{port}");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "signatures"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "signatures", "test.ndb"), $"Test.Eicar:0:*:{Convert.ToHexStringLower(Eicar)}\n");
        await File.WriteAllLinesAsync(Path.Combine(folder, "clamd.conf"), await SettingsAsync());
        await StartAsync();
    }

    public async Task StartAsync()
    {
        process = Process.Start(
            new ProcessStartInfo(TestServices.Tool("clamd"), ["--config-file", Path.Combine(folder, "clamd.conf")])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await Eventually.Async(() => File.Exists(Path.Combine(folder, "clamd.ctl")), "clamd listens");
    }

    public async Task StopAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        File.Delete(Path.Combine(folder, "clamd.ctl"));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What ships in infra/scanner, on a folder and a port of its own, and with less that it takes.</summary>
    private async Task<IEnumerable<string>> SettingsAsync()
    {
        Dictionary<string, string> own = new(StringComparer.Ordinal)
        {
            ["DatabaseDirectory"] = folder + "/signatures", ["TemporaryDirectory"] = folder,
            ["TCPSocket"] = port.ToString(CultureInfo.InvariantCulture), ["TCPAddr"] = "127.0.0.1",
            ["StreamMaxLength"] = "2M", ["MaxFileSize"] = "1900K",
        };
        var shipped = await File.ReadAllLinesAsync(Shipped);
        return shipped.Select(line => own.TryGetValue(line.Split(' ')[0], out var value)
                ? $"{line.Split(' ')[0]} {value}"
                : line)
            .Append($"LocalSocket {folder}/clamd.ctl");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
