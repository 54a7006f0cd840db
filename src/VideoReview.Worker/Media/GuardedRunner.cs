using System.Diagnostics;
using System.Runtime.InteropServices;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// The one way in which ffmpeg and ffprobe are run: niced, limited in processor, memory, files, words and time, without
/// standard input, cut off from the network where the machine allows it, and gone with the call or with
/// this process. Runs on Linux.
/// </summary>
internal static partial class GuardedRunner
{
    private const int KeptErrors = 64 * 1024;
    private const int KeptOutput = 4 * 1024 * 1024;
    private const int Interrupt = 2, Kill = 9;

    /// <summary>
    /// What a tool leaves free on a disk that it filled is less; what it wrote may be cut, whatever its exit status.
    /// </summary>
    private const long NoRoom = 64 * 1024;

    /// <summary>128 + SIGXCPU, SIGXFSZ and SIGKILL: a limit of the system was reached.</summary>
    private static readonly int[] LimitReached = [128 + 24, 128 + 25, 128 + 9];

    /// <summary>What stands before the tool says so when it cannot start it (env(1), "Exit status").</summary>
    private static readonly int[] NotStarted = [126, 127];

    private static readonly string[] Before = ["setsid: ", "nice: ", "choom: ", "prlimit: ", "unshare: ", "setpriv: "];

    private static readonly TimeSpan Politeness = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Runs the call to its end. A limit that is reached is a fault of the file; a tool that does not start, that the
    /// machine kept waiting, that found no room or that the kernel ended for want of memory is one of the world. A
    /// cancelled call ends the whole tree of processes first.
    /// </summary>
    public static async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var killed = KernelKills.Count();
        using var process = await ToolThread.StartAsync(StartInfoOf(call, await Restraints.OfThisMachineAsync()));
        process.StandardInput.Close();
        using var wall = new CancellationTokenSource(call.Limits.Wall);
        using var flood = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, wall.Token, flood.Token);
        using var silence = new CancellationTokenSource();
        await using var patience = stop.Token.Register(() => silence.CancelAfter(2 * Politeness));
        var output = new ToolVoice(
            process.StandardOutput, call.Line, call.Line is null ? KeptOutput : 0, keepsEnd: call.Line is not null)
            .HearAsync(flood, silence.Token);
        var errors = new ToolVoice(process.StandardError, call.ErrorLine, KeptErrors, keepsEnd: true)
            .HearAsync(flood, silence.Token);
        var spent = await WaitAsync(process, stop.Token);
        var result = new ToolResult(
            process.ExitCode, await output, await errors,
            new(string.Join(' ', [call.Tool, .. call.Arguments]), process.ExitCode));
        cancellation.ThrowIfCancellationRequested();
        if (FreeBytes(call.Folder) < NoRoom || (wall.IsCancellationRequested && call.Limits.IsKeptWaiting(spent))
            || KernelKills.Explain(result.ExitCode, killed))
        {
            throw OfTheWorld(call, result, spent);
        }

        return wall.IsCancellationRequested || flood.IsCancellationRequested || LimitReached.Contains(result.ExitCode)
            ? throw TooMuch(call, result)
            : Started(call, result);
    }

    private static ProcessStartInfo StartInfoOf(ToolCall call, Restraints restraints)
    {
        string[] command = [.. restraints.Command(call.Limits), call.Tool, .. call.Arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false, WorkingDirectory = call.Folder, RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // Nothing of ours, such as a connection string, stands in the tool's environment.
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <returns>Of the processor, what a tool had got that had to be ended.</returns>
    private static async Task<TimeSpan> WaitAsync(Process process, CancellationToken stop)
    {
        var spent = TimeSpan.Zero;
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            spent = Spent(process);
            await EndAsync(process);
        }

        // Whatever it started and left behind would keep its outputs open, and us waiting.
        _ = Signal(-process.Id, Kill);
        return spent;
    }

    private static TimeSpan Spent(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It ended at this very moment.
            return TimeSpan.Zero;
        }
    }

    /// <summary>Asks first, so that half-written files are closed; then there is no asking.</summary>
    private static async Task EndAsync(Process process)
    {
        _ = Signal(-process.Id, Interrupt) == 0 || Signal(process.Id, Interrupt) == 0;
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

    private static JobFaultException TooMuch(ToolCall call, ToolResult result) =>
        new(
            JobFault.BadInput, Sentence.Of("media.cause-limit"),
            $"{call.Tool} reached a limit (exit {result.ExitCode}). {result.Errors}", result.End);

    /// <summary>Exit status and output of such a call say nothing about its file.</summary>
    private static JobFaultException OfTheWorld(ToolCall call, ToolResult result, TimeSpan spent) =>
        new(
            JobFault.Transient, Sentence.Of("jobs.cause-transient"),
            $"{call.Tool} had {spent} of the processor in {call.Limits.Wall}, {FreeBytes(call.Folder)} bytes are free, "
                + $"and it ended with {result.ExitCode}. {result.Errors}",
            result.End);

    private static long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>
    /// Its author is not to blame when ffmpeg is missing, or the kernel has no room for another namespace.
    /// </summary>
    private static ToolResult Started(ToolCall call, ToolResult result) =>
        NotStarted.Contains(result.ExitCode)
            || (result.ExitCode != 0 && Before.Any(name => result.Errors.StartsWith(name, StringComparison.Ordinal)))
            ? throw new JobFaultException(
                JobFault.Transient, Sentence.Of("media.cause-tool"),
                $"{call.Tool} does not start. {result.Errors}", result.End)
            : result;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
