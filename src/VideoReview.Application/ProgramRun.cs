using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoReview.Application.Database;

namespace VideoReview.Application;

/// <summary>How web and worker run, and with which number they end.</summary>
public static class ProgramRun
{
    /// <summary>As long as a container has; longer than the host's own time to stop.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(40);

    /// <summary>0 = ended in good order; 70 = found itself at fault, and wants to be begun anew.</summary>
    public static async Task<int> UntilEndAsync(IHost host)
    {
        var lost = host.Services.GetRequiredService<PoolWatch>().Lost;
        var run = host.RunAsync();
        if (await Task.WhenAny(lost, run) == run)
        {
            await run;
            return 0;
        }

        // What cannot stop without a connection shall not keep the process; its end frees everything.
        await Task.WhenAny(run, Task.Delay(StopPatience));
        return PoolWatch.ExitCode;
    }
}
