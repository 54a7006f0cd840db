using System.Collections.Concurrent;
using System.Diagnostics;

namespace VideoReview.Worker.Media;

/// <summary>
/// The one thread that starts tools, alive as long as the process. A tool is told to die with its parent, and to the
/// kernel the parent is the thread that started it (prctl(2), PR_SET_PDEATHSIG): a thread of the pool that ends
/// would take a healthy tool along.
/// </summary>
internal static class ToolThread
{
    private static readonly BlockingCollection<Task<Process>> Waiting = Begin();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new Task<Process>(
            () => Process.Start(start)!, TaskCreationOptions.RunContinuationsAsynchronously);
        Waiting.Add(started);
        return started;
    }

    private static BlockingCollection<Task<Process>> Begin()
    {
        var waiting = new BlockingCollection<Task<Process>>();
        new Thread(() => StartAll(waiting)) { IsBackground = true, Name = "tools" }.Start();
        return waiting;
    }

    private static void StartAll(BlockingCollection<Task<Process>> waiting)
    {
        foreach (var start in waiting.GetConsumingEnumerable())
        {
            start.RunSynchronously(TaskScheduler.Default);
        }
    }
}
