using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VideoReview.Benchmarks;

/// <summary>
/// Processor time, user and system, of this process and of the tools that it has run to their end (getrusage(2)).
/// </summary>
internal static partial class CpuMeter
{
    private const int Self = 0, Children = -1, PeakKilobytes = 4;

    public static async Task<TimeSpan> MeasureAsync(Func<Task> work)
    {
        var before = Used(Self) + Used(Children);
        await work();
        return Used(Self) + Used(Children) - before;
    }

    /// <summary>Most memory that this process held (ru_maxrss, in kilobytes).</summary>
    public static long PeakBytes => 1024 * Usage(Self)[PeakKilobytes];

    /// <summary>A command as a person types it; throws when it fails.</summary>
    public static async Task RunAsync(string folder, string tool, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var (errors, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool} ended with {process.ExitCode}: {await errors}");
        }
    }

    private static TimeSpan Used(int who)
    {
        var usage = Usage(who);

        // struct timeval ru_utime, ru_stime: seconds and microseconds each.
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    private static long[] Usage(int who)
    {
        var usage = new long[18];
        _ = GetUsage(who, usage);
        return usage;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, [Out] long[] usage);
}
