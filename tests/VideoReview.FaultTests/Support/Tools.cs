using System.Diagnostics;
using System.Globalization;

namespace VideoReview.FaultTests.Support;

/// <summary>The processes that a process has started.</summary>
internal static class Tools
{
    /// <summary>Ids of its children of now that are ffmpeg or ffprobe, or on the way to become it.</summary>
    public static IReadOnlyList<int> Of(int process) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => ParentOf(id) == process && CommandOf(id).Contains("ff", StringComparison.Ordinal))];

    /// <summary>Those of its children that encode a copy.</summary>
    public static IReadOnlyList<int> Encoding(int process) => [.. Of(process).Where(id => CommandOf(id).Contains("libx264", StringComparison.Ordinal))];

    public static async Task SignalAsync(string name, IEnumerable<int> processes)
    {
        using var kill = Process.Start("kill", ["-" + name, .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }

    public static bool IsThere(int process) => ParentOf(process) is not null;

    /// <summary>Fourth field of stat, behind the name in brackets (proc(5)); null = gone, or dead and not yet buried.</summary>
    private static int? ParentOf(int process)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
            return fields[0] == "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
