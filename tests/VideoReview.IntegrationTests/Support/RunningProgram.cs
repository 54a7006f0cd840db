using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using VideoReview.Application.Accounts;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>One of our programs as a process of its own, so that it can be killed as a power cut would.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    /// <summary>Where many programs start at once on two cores, each takes long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly StringBuilder said = new();
    private readonly HttpClient client = new();
    private readonly Process process;
    private string? address;

    private RunningProgram(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Where it listens, such as http://127.0.0.1:40123.</summary>
    public Uri Address => new(address!);

    /// <summary>Everything it said so far.</summary>
    public string Log
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <param name="name">"VideoReview.Web" or "VideoReview.Worker".</param>
    /// <param name="port">0 = any free one.</param>
    /// <param name="by">
    /// A program and its arguments that becomes this one in the end, such as unshare; null = none.
    /// </param>
    public static async Task<RunningProgram> StartAsync(
        string name, IReadOnlyDictionary<string, string> settings, int port = 0, IReadOnlyList<string>? by = null)
    {
        var program = Begin(name, settings, port, by ?? []);
        try
        {
            await program.ReadyAsync();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it without asking whether it is ready, which it may never be.</summary>
    public static RunningProgram Begin(string name, IReadOnlyDictionary<string, string> settings) =>
        Begin(name, settings, 0, []);

    private static RunningProgram Begin(
        string name, IReadOnlyDictionary<string, string> settings, int port, IReadOnlyList<string> by)
    {
        // The bundled files lie beside the source; a publish would copy them.
        string[] command =
        [
            .. by, "dotnet", Path.Combine(AppContext.BaseDirectory, name + ".dll"), "--contentRoot",
            Path.Combine(SourceFolder(), name),
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        var program = new RunningProgram(Process.Start(start)!);
        program.process.StandardInput.Close();
        program.process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        program.process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        return program;
    }

    /// <summary>What it answers to whoever asks whether it is ready.</summary>
    public async Task<HttpStatusCode> ReadinessAsync() =>
        (await client.GetAsync(new Uri(Address, "/health/ready"))).StatusCode;

    /// <summary>As kill -9: it gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
    }

    /// <summary>As kill -9 of this one process: what it started is left to itself.</summary>
    public Task KillAloneAsync()
    {
        process.Kill();
        return process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal, such as "STOP".</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start(
            "kill", ["-" + name, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>As an orchestrator ends it (SIGTERM); returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await SignalAsync("TERM");
        return await EndedAsync();
    }

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> EndedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.True(process.HasExited, Log);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        client.Dispose();
    }

    private async Task ReadyAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
        await Eventually.Async(async () =>
        {
            Assert.False(process.HasExited, Log);
            if (address is null)
            {
                return false;
            }

            // Each answer costs the program some work, and it has enough to do.
            await timer.WaitForNextTickAsync();
            try
            {
                return await ReadinessAsync() == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the program is ready", Patience);
    }

    private void Hear(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }

        if (line is not null && Listening().Match(line) is { Success: true } found)
        {
            address = found.Groups["address"].Value;
        }
    }

    private static string SourceFolder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../src"));

    [GeneratedRegex(@"Now listening on: (?<address>http://[0-9.]+:[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
