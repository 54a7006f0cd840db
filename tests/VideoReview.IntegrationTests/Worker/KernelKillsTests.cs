using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>The kernel's own count, as each layout of control groups tells it.</summary>
public sealed class KernelKillsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("cgroup").FullName;

    [Theory]
    [InlineData("0::/our/group", "our/group/memory.events", "low 0\nmax 51\noom 3\noom_kill 2\n", 2L)]
    [InlineData("0::/", "memory.events", "oom 0\noom_kill 0\n", 0L)]
    [InlineData(
        "4:memory:/our/group", "memory/our/group/memory.oom_control",
        "oom_kill_disable 0\nunder_oom 0\noom_kill 7\n", 7L)]
    [InlineData("4:memory:/docker/of-the-host", "memory/memory.oom_control", "oom_kill 1\n", 1L)]
    [InlineData("1:cpu:/our/group", "our/group/memory.events", "oom_kill 2\n", null)]
    [InlineData("0::/our/group", "elsewhere", "oom_kill 2\n", null)]
    [InlineData("4:memory:/", "memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\n", null)]
    public void Kills_are_read_where_the_group_stands(string group, string file, string text, long? expected)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);

        Assert.Equal(expected, KernelKills.Count(root, ["8:pids:/", group]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128 + 24)]
    public void Tool_that_was_not_killed_did_not_run_out_of_memory(int exitCode) =>
        Assert.False(KernelKills.Explain(exitCode, -1));

    [Fact]
    public void Kill_that_the_kernel_does_not_count_is_a_limit() =>
        Assert.False(KernelKills.Explain(128 + 9, KernelKills.Count()));

    public void Dispose() => Directory.Delete(root, recursive: true);
}
