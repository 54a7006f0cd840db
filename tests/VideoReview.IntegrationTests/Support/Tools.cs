using System.Diagnostics;
using System.Globalization;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// The processes that a process has started. Each may end at any moment, also between two looks at it.
/// </summary>
public static class Tools
{
    /// <summary>Ids of its children of now that are ffmpeg or ffprobe, or on the way to become it.</summary>
    public static IReadOnlyList<int> Of(int process) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => ParentOf(id) == process && Read(id, "cmdline").Contains("ff", StringComparison.Ordinal))];

    /// <summary>Those of its children that encode a copy: ffmpeg itself, behind what guards it.</summary>
    public static IReadOnlyList<int> Encoding(int process) =>
    [
        .. Of(process).Where(id => Read(id, "comm").Trim() == "ffmpeg"
            && Read(id, "cmdline").Contains("libx264", StringComparison.Ordinal)),
    ];

    public static async Task SignalAsync(string name, IEnumerable<int> processes)
    {
        using var kill = Process.Start(
            "kill", ["-" + name, .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Most memory that it has held until now (proc(5), VmHWM, which only rises); 0 = gone.</summary>
    public static long PeakBytes(int process) =>
        Read(process, "status").Split('\n').Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => 1024 * long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture))
            .SingleOrDefault();

    public static bool IsThere(int process) => ParentOf(process) is not null;

    /// <summary>
    /// Fourth field of stat, behind the name in brackets (proc(5)); null = gone, or dead and not yet buried.
    /// </summary>
    private static int? ParentOf(int process)
    {
        var fields = Read(process, "stat").Split(") ")[^1].Split(' ');
        return fields[0] is "" or "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
    }

    /// <summary>A file of the process in /proc; empty where it is gone.</summary>
    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
