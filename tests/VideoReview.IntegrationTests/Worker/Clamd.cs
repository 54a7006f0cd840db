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
/// in a file. Takes at most 2 MB.
/// </summary>
public sealed class Clamd : IAsyncLifetime
{
    /// <summary>
    /// eicar.org: harmless, and what scanners are tried with. Put together here, so that no scanner takes this
    /// source for the thing itself.
    /// </summary>
    public static readonly byte[] Eicar = Encoding.ASCII.GetBytes(
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE" + "!$H+H*");

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
        await File.WriteAllTextAsync(
            Path.Combine(folder, "clamd.conf"), string.Create(CultureInfo.InvariantCulture, $"""
                Foreground yes
                DatabaseDirectory {folder}/signatures
                TemporaryDirectory {folder}
                LocalSocket {folder}/clamd.ctl
                TCPSocket {port}
                TCPAddr 127.0.0.1
                StreamMaxLength 2M

                """));
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
