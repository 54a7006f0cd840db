using System.Globalization;

namespace VideoReview.FaultTests.Support;

/// <summary>What a fault cost; `infra/dev test faults` prints it behind the tests.</summary>
internal static class Figures
{
    private static readonly Lock OneAtATime = new();

    public static void Tell(string fault, string figures)
    {
        var path = Environment.GetEnvironmentVariable("VIDEOREVIEW_TEST_FIGURES")
            ?? Path.Combine(Path.GetTempPath(), "videoreview-figures");
        lock (OneAtATime)
        {
            File.AppendAllText(path, $"{fault}: {figures}{Environment.NewLine}");
        }
    }

    public static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
