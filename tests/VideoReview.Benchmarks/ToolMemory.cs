using System.Globalization;

namespace VideoReview.Benchmarks;

/// <summary>
/// Most memory that one of this process's tools held, looked at every 20 ms while they run (proc(5), VmHWM, which only
/// rises). getrusage(2) would not do: it counts a tool before its exec(2), when it still is this process.
/// </summary>
internal sealed class ToolMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task looking;

    public ToolMemory() => looking = Task.Run(LookAsync);

    public long PeakKilobytes { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await looking;
        stop.Dispose();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                PeakKilobytes = Children().Select(Kilobytes).Append(PeakKilobytes).Max();
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private static IEnumerable<string> Children() =>
        Directory.GetDirectories("/proc/self/task")
            .SelectMany(task => Read(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static long Kilobytes(string process)
    {
        var lines = Read($"/proc/{process}/status").Split('\n');
        return lines[0].EndsWith("\tffmpeg", StringComparison.Ordinal)
            || lines[0].EndsWith("\tffprobe", StringComparison.Ordinal)
            ? lines.Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Select(line => long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture))
                .FirstOrDefault()
            : 0;
    }

    /// <summary>Empty where the thread or process has just ended.</summary>
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
