using VideoReview.Application.Jobs;

namespace VideoReview.Worker.Media;

/// <summary>What one call of a tool may take.</summary>
/// <param name="Cpu">Of the processor, over all threads.</param>
/// <param name="Wall">By the clock; then it is ended.</param>
/// <param name="MemoryBytes">Of address space: below 1.5 GiB ffmpeg crashes instead of saying so.</param>
/// <param name="FileBytes">Of one output file.</param>
internal sealed record ToolLimits(TimeSpan Cpu, TimeSpan Wall, long MemoryBytes, long FileBytes)
{
    private static readonly TimeSpan ShortestWall = TimeSpan.FromSeconds(30), LongestWall = TimeSpan.FromMinutes(15);

    /// <summary>Four times what it should take by the clock, between 30 s and 15 min.</summary>
    /// <param name="budget">What it should take.</param>
    public static ToolLimits For(TimeSpan budget, TimeSpan cpu, long fileBytes, bool encodes = false)
    {
        var wall = 4 * budget;
        wall = wall < ShortestWall ? ShortestWall : wall > LongestWall ? LongestWall : wall;
        return new(cpu, wall, encodes ? 2_147_483_648 : 1_610_612_736, fileBytes);
    }

    /// <summary>
    /// A tool that was ended by the clock before it had the processor for as long as it should take: others
    /// kept it waiting, not its file.
    /// </summary>
    public bool IsKeptWaiting(TimeSpan spent) => spent < Wall / 4;
}

/// <summary>One call: arguments as a list, of our own making; nothing that a user typed.</summary>
/// <param name="Folder">The job's scratch folder, in which the tool stands.</param>
/// <param name="Line">Told each line of standard output as it comes; null = they are kept and returned.</param>
internal sealed record ToolCall(
    string Tool, IReadOnlyList<string> Arguments, ToolLimits Limits, string Folder, Action<string>? Line = null)
{
    /// <summary>Told each line of standard error as it comes; the end of it is kept all the same.</summary>
    public Action<string>? ErrorLine { get; init; }
}

/// <summary>How a call ended; 0 alone says nothing about what was written.</summary>
/// <param name="Errors">The last 64 KB of standard error.</param>
/// <param name="End">For whoever has to say that it failed.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Errors, ToolEnd End);
