using System.Globalization;

namespace VideoReview.Worker.Media;

/// <summary>
/// How often the kernel has ended a process here because the memory of this container, or of whichever control group we
/// stand in, was used up (cgroups(7): "oom_kill" of memory.events, or of memory.oom_control in the older layout). A
/// tool that ends so says nothing about its file.
/// </summary>
internal static class KernelKills
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>128 + SIGKILL.</summary>
    private const int Killed = 128 + 9;

    /// <summary>Null where the machine does not tell.</summary>
    public static long? Count() => Count(Root, File.ReadAllLines("/proc/self/cgroup"));

    /// <summary>Did a tool with this exit status end for want of memory, not by its own limits?</summary>
    /// <param name="before">The count when it began.</param>
    public static bool Explain(int exitCode, long? before) => exitCode == Killed && Count() > before;

    /// <param name="groups">
    /// Lines of /proc/self/cgroup: "4:memory:/path", or "0::/path" in the newer layout. A container may be told a path
    /// that exists outside only; its own group then stands at the root.
    /// </param>
    internal static long? Count(string root, string[] groups) =>
        groups.Select(line => line.Split(':', 3)).Where(parts => parts is [_, "memory" or "", _])
            .SelectMany(parts => parts[1].Length == 0
                ? (string[])[$"{root}{parts[2]}/memory.events", $"{root}/memory.events"]
                : [$"{root}/memory{parts[2]}/memory.oom_control", $"{root}/memory/memory.oom_control"])
            .Where(File.Exists).Select(Read).FirstOrDefault(count => count is not null);

    private static long? Read(string path) =>
        File.ReadAllLines(path).Select(line => line.Split(' '))
            .Where(pair => pair is ["oom_kill", _])
            .Select(pair => (long?)long.Parse(pair[1], CultureInfo.InvariantCulture)).FirstOrDefault();
}
