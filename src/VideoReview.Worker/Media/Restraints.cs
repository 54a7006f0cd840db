using System.ComponentModel;
using System.Diagnostics;

namespace VideoReview.Worker.Media;

/// <summary>Which restraints of the guard hold on this machine; tried once in a process.</summary>
/// <param name="HasLimits">
/// Of processor, memory, file size and open files (prlimit). Without them no tool is started.
/// </param>
/// <param name="HasOwnNetwork">
/// One without any way out (unshare). Containers may refuse it; docker-compose puts the worker on a
/// network that has none either.
/// </param>
/// <param name="EndsWithUs">
/// Dies with this process, however that ends (setpriv). Without it a tool whose worker was killed
/// works on until its own limits.
/// </param>
/// <param name="GoesFirst">
/// Offers itself to the kernel when the memory of machine or container is used up (choom). Without it the kernel takes
/// the largest, which may be this process.
/// </param>
internal sealed record Restraints(bool HasLimits, bool HasOwnNetwork, bool EndsWithUs, bool GoesFirst)
{
    private static readonly Lazy<Task<Restraints>> Here = new(TryAsync);

    /// <summary>Does everything hold? Containers refuse the network of its own by their usual rules.</summary>
    public bool AreAll => HasLimits && HasOwnNetwork && EndsWithUs && GoesFirst;

    /// <summary>
    /// Stands before the tool. Of its own session, so that all it starts can be ended at once; it dies with us only if
    /// told after unshare, which makes the kernel forget it.
    /// </summary>
    public IReadOnlyList<string> Command(ToolLimits limits) =>
    [
        "setsid", "nice", "-n", "12", .. GoesFirst ? GoFirst : [],
        .. Limits((long)limits.Cpu.TotalSeconds, limits.MemoryBytes, limits.FileBytes),
        .. HasOwnNetwork ? OwnNetwork : [], .. EndsWithUs ? EndWithUs : [],
    ];

    public override string ToString() =>
        $"limits of memory, time and files: {(HasLimits ? "yes" : "NO")}; no network: "
            + $"{(HasOwnNetwork ? "yes" : "only where the worker has none")}; ends with the worker: "
            + $"{(EndsWithUs ? "yes" : "NO")}; first to go when memory runs out: {(GoesFirst ? "yes" : "NO")}";

    /// <summary>For a page, which has words for each name and either value.</summary>
    public IReadOnlyDictionary<string, object> ByName() => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["limits"] = HasLimits, ["network"] = HasOwnNetwork, ["ends"] = EndsWithUs, ["first"] = GoesFirst,
    };

    public static Task<Restraints> OfThisMachineAsync() => Here.Value;

    private static string[] GoFirst => ["choom", "-n", "1000", "--"];

    private static string[] OwnNetwork => ["unshare", "-rn"];

    private static string[] EndWithUs => ["setpriv", "--no-new-privs", "--pdeathsig", "KILL"];

    private static string[] Limits(long seconds, long memoryBytes, long fileBytes) =>
        ["prlimit", $"--cpu={seconds}", $"--as={memoryBytes}", $"--fsize={fileBytes}", "--nofile=64", "--core=0"];

    private static async Task<Restraints> TryAsync() =>
        new(
            await HoldsAsync(Limits(1, 1_610_612_736, 1)), await HoldsAsync(OwnNetwork), await HoldsAsync(EndWithUs),
            await HoldsAsync(GoFirst));

    private static async Task<bool> HoldsAsync(string[] command)
    {
        try
        {
            using var probe = await ToolThread.StartAsync(
                new(command[0], [.. command[1..], "true"]) { UseShellExecute = false, RedirectStandardError = true });
            await probe.WaitForExitAsync();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
