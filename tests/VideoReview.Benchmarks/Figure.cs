using System.Diagnostics;
using System.Globalization;

namespace VideoReview.Benchmarks;

/// <summary>One measured thing against a simple one of the same run.</summary>
/// <param name="Ratio">
/// Measured by baseline, in the unit's own sense: a rate above 1 is faster, a time above 1 is slower.
/// </param>
internal sealed record Figure(string Name, string Measured, double Ratio, string Baseline)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name,-44} {Measured,14}   {Ratio,8:G3} x {Baseline}");

    /// <summary>Two times.</summary>
    public static Figure Of(string name, TimeSpan measured, string baseline, TimeSpan simple) =>
        new(name, Show(measured), measured / simple, $"{baseline} ({Show(simple)})");

    /// <summary>Two rates, per second.</summary>
    public static Figure Of(string name, string unit, double measured, string baseline, double simple) =>
        new(name, Show(measured, unit), measured / simple, $"{baseline} ({Show(simple, unit)})");

    /// <summary>The middle one of several runs, after one that warms up.</summary>
    public static async Task<TimeSpan> MedianAsync(int runs, Func<Task> work)
    {
        await work();
        var times = new List<TimeSpan>();
        for (var i = 0; i < runs; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(begun));
        }

        return times.Order().ElementAt(runs / 2);
    }

    private static string Show(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");

    private static string Show(double rate, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate:0} {unit}/s");
}
