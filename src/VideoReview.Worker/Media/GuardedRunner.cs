using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// The one way in which ffmpeg and ffprobe are run: niced, limited in processor, memory, files and time, without standard input, cut off from the network where the
/// machine allows it, and gone with the call. Runs on Linux.
/// </summary>
internal static partial class GuardedRunner
{
    private const int KeptErrors = 64 * 1024;
    private const int KeptOutput = 4 * 1024 * 1024;
    private const int Interrupt = 2;

    /// <summary>128 + SIGXCPU, SIGXFSZ and SIGKILL: a limit of the system was reached.</summary>
    private static readonly int[] LimitReached = [128 + 24, 128 + 25, 128 + 9];

    private static readonly TimeSpan Politeness = TimeSpan.FromSeconds(3);
    private static readonly Lazy<bool> HasOwnNetwork = new(CanUnshare);

    /// <summary>Runs the call to its end. A limit that is reached is a fault of the file; a cancelled call ends the whole tree of processes first.</summary>
    public static async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfoOf(call) };
        process.Start();
        process.StandardInput.Close();
        var output = ReadOutputAsync(process.StandardOutput, call.Line);
        var errors = ReadTailAsync(process.StandardError, call.ErrorLine);
        using var wall = new CancellationTokenSource(call.Limits.Wall);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, wall.Token);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
        }

        var result = new ToolResult(process.ExitCode, await output, await errors, new(string.Join(' ', [call.Tool, .. call.Arguments]), process.ExitCode));
        cancellation.ThrowIfCancellationRequested();
        if (wall.IsCancellationRequested || LimitReached.Contains(result.ExitCode))
        {
            throw new JobFaultException(JobFault.BadInput, Sentence.Of("media.cause-limit"), $"{call.Tool} reached a limit (exit {result.ExitCode}). {result.Errors}", result.End);
        }

        return result;
    }

    private static ProcessStartInfo StartInfoOf(ToolCall call)
    {
        var start = new ProcessStartInfo("nice") { UseShellExecute = false, WorkingDirectory = call.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] limits =
        [
            "-n", "12", "prlimit", $"--cpu={(long)call.Limits.Cpu.TotalSeconds}", $"--as={call.Limits.MemoryBytes}", $"--fsize={call.Limits.FileBytes}", "--nofile=64", "--core=0",
        ];
        string[] network = HasOwnNetwork.Value ? ["unshare", "-rn"] : [];
        foreach (var argument in (IEnumerable<string>)[.. limits, .. network, call.Tool, .. call.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing of ours, such as a connection string, stands in the tool's environment.
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static async Task<string> ReadOutputAsync(StreamReader reader, Action<string>? line)
    {
        var kept = new StringBuilder();
        while (await reader.ReadLineAsync(CancellationToken.None) is { } text)
        {
            line?.Invoke(text);
            if (line is null && kept.Length < KeptOutput)
            {
                kept.AppendLine(text);
            }
        }

        return kept.ToString();
    }

    private static async Task<string> ReadTailAsync(StreamReader reader, Action<string>? line)
    {
        var kept = new StringBuilder();
        while (line is not null && await reader.ReadLineAsync(CancellationToken.None) is { } text)
        {
            line(text);
            Keep(kept.AppendLine(text));
        }

        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            Keep(kept.Append(buffer, 0, read));
        }

        return kept.Length > KeptErrors ? kept.ToString(kept.Length - KeptErrors, KeptErrors) : kept.ToString();
    }

    private static void Keep(StringBuilder kept)
    {
        if (kept.Length > 2 * KeptErrors)
        {
            kept.Remove(0, kept.Length - KeptErrors);
        }
    }

    /// <summary>Asks first, so that half-written files are closed; then there is no asking.</summary>
    private static async Task EndAsync(Process process)
    {
        _ = Kill(process.Id, Interrupt);
        using var patience = new CancellationTokenSource(Politeness);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Containers may refuse it; the worker of docker-compose then stands on a network without a way out.</summary>
    private static bool CanUnshare()
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("unshare", ["-rn", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
