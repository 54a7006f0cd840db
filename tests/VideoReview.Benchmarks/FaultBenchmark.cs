using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Worker.Media;

namespace VideoReview.Benchmarks;

/// <summary>
/// Broken files through the real steps of a worker on a real database: none may crash it, leave a row open, or end
/// without a sentence for its author. Not a measurement but a promise: it ends with 1 when that is broken.
/// </summary>
internal static class FaultBenchmark
{
    public const string Word = "faults";

    private const int Files = 2000, Hands = 2;

    /// <param name="arguments">How many files; 2,000 when it is not said.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = arguments is [var said]
            && int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : Files;
        await using var place = await Place.MakeAsync();
        var (begun, slowest) = (Stopwatch.GetTimestamp(), new ConcurrentQueue<(TimeSpan Took, string Job)>());
        var sent = await BrokenFiles.SendAsync(place, count);
        await using var memory = new ToolMemory();
        await Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => WorkAsync(place, slowest)));
        var broken = await FaultVerdicts.TellAsync(place, sent);
        var worst = slowest.OrderByDescending(job => job.Took).FirstOrDefault();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} files, {slowest.Count} jobs in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s; "
                + $"longest job {worst.Took.TotalSeconds:0.0} s ({worst.Job})"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"peak memory: {memory.PeakKilobytes / 1e3:0} MB of a tool, "
                + $"{CpuMeter.PeakBytes / 1e6:0} MB of the worker"));
        broken.ForEach(Console.WriteLine);
        Console.WriteLine(broken.Count == 0
            ? "promise kept: no crash, no open row, a sentence for each"
            : $"PROMISE BROKEN {broken.Count} times");
        return broken.Count == 0 ? 0 : 1;
    }

    /// <summary>
    /// Takes whatever is due, the earlier file first, until nothing is open; what waits for
    /// its next attempt is waited for.
    /// </summary>
    private static async Task WorkAsync(Place place, ConcurrentQueue<(TimeSpan Took, string Job)> done)
    {
        while (await NextAsync(place) is { } next)
        {
            var begun = Stopwatch.GetTimestamp();
            if (!next.IsDue || !await RingAsync(place, next))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
                continue;
            }

            done.Enqueue((Stopwatch.GetElapsedTime(begun), next.Kind));
            if (done.Count % 100 == 0)
            {
                await Console.Error.WriteLineAsync($"{done.Count} jobs ...");
            }
        }
    }

    private static async Task<Next?> NextAsync(Place place)
    {
        await using var scope = place.Services.CreateAsyncScope();
        var job = await scope.ServiceProvider.GetRequiredService<ReviewDbContext>().Jobs.AsNoTracking()
            .Where(j => j.State == JobState.Queued || j.State == JobState.Running)
            .OrderBy(j => j.State == JobState.Running).ThenBy(j => j.RunAfter > DateTimeOffset.UtcNow)
            .ThenBy(j => j.SubjectId).FirstOrDefaultAsync();
        return job is null ? null : new(
            job.Id, job.Kind,
            job.State == JobState.Queued && (job.Attempt == 0 || job.RunAfter <= DateTimeOffset.UtcNow));
    }

    private static async Task<bool> RingAsync(Place place, Next job)
    {
        return await place.Services.GetRequiredService<JobRunner>()
            .HearAsync(job.Id, CancellationToken.None) is not null;
    }

    private sealed record Next(Guid Id, string Kind, bool IsDue);
}
