using System.Globalization;
using VideoReview.Application.Jobs;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>
/// What the guarded runner allows a tool, and what it makes of one that takes more; the tools here are scripts.
/// </summary>
public sealed class GuardedRunnerTests : IDisposable
{
    private static readonly ToolLimits Generous = new(
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), 1_610_612_736, 1_000_000_000);

    private readonly string folder = Directory.CreateTempSubdirectory("guard-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("while :; do :; done", 1, 30, 1_000_000)]
    [InlineData("yes", 30, 30, 1_000_000)]
    [InlineData("head -c 2000000 /dev/zero > big", 30, 30, 1_000_000)]
    public async Task Limit_that_is_reached_is_the_files_fault(
        string script, int cpuSeconds, int wallSeconds, long fileBytes)
    {
        var limits = Generous with
        {
            Cpu = TimeSpan.FromSeconds(cpuSeconds), Wall = TimeSpan.FromSeconds(wallSeconds), FileBytes = fileBytes,
        };

        var fault = await Assert.ThrowsAsync<JobFaultException>(() => ShellAsync(script, limits, Stop));

        Assert.Equal((JobFault.BadInput, "media.cause-limit"), (fault.Fault, fault.Cause.Code));
    }

    [Fact]
    public async Task Tool_that_the_machine_kept_waiting_is_ended_and_not_the_files_fault()
    {
        var fault = await Assert.ThrowsAsync<JobFaultException>(() => ShellAsync(
            "trap '' INT TERM; while :; do sleep 1; done", Generous with { Wall = TimeSpan.FromSeconds(1) }, Stop));

        Assert.Equal((JobFault.Transient, "jobs.cause-transient"), (fault.Fault, fault.Cause.Code));
    }

    [Fact]
    public async Task Cancelled_call_takes_its_whole_tree_of_processes_along()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var pidFile = Path.Combine(folder, "pid");
        var running = ShellAsync(
            "trap '' INT; sleep 300 & echo $! > pid.part; mv pid.part pid; wait", Generous, cancel.Token);
        await Eventually.Async(() => File.Exists(pidFile), "the child at work");
        var child = int.Parse(await File.ReadAllTextAsync(pidFile, Stop), CultureInfo.InvariantCulture);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Eventually.Async(() => !IsAlive(child), "the child gone");
    }

    [Fact]
    public async Task Tool_sees_nothing_of_our_environment_and_has_no_input()
    {
        Environment.SetEnvironmentVariable("VIDEOREVIEW_TEST_SECRET", "rahasia");

        var result = await ShellAsync("env; cat", Generous, Stop);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("rahasia", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_of_what_a_tool_says_is_kept()
    {
        var result = await ShellAsync("yes | head -c 3000000 >&2; echo last >&2", Generous, Stop);

        Assert.Equal(64 * 1024, result.Errors.Length);
        Assert.EndsWith("last\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_that_never_ends_is_heard_in_part()
    {
        var (heard, complained) = (new List<int>(), new List<int>());
        const string Endless = "head -c 30000000 /dev/zero | tr '\\0' x; printf '\\nend\\n'; head -c 30000000 "
            + "/dev/zero | tr '\\0' x >&2; printf '\\nend' >&2";

        var result = await ShellAsync(
            Endless, Generous, Stop, line => heard.Add(line.Length), line => complained.Add(line.Length));

        Assert.Equal([ToolVoice.LongestLine, 3], heard);
        Assert.Equal([ToolVoice.LongestLine, 3], complained);
        Assert.Equal((0, "", 64 * 1024), (result.ExitCode, result.Output, result.Errors.Length));
    }

    [Fact]
    public async Task Listener_that_fails_ends_the_tool_and_says_why()
    {
        var failing = ShellAsync(
            "while echo x; do :; done; sleep 60", Generous, Stop, _ => throw new FormatException("not a number"));

        Assert.Equal("not a number", (await Assert.ThrowsAsync<FormatException>(() => failing)).Message);
    }

    [Fact]
    public async Task Process_that_a_tool_leaves_behind_ends_with_it()
    {
        var result = await ShellAsync("sleep 300 & echo $!", Generous, Stop);

        Assert.Equal(0, result.ExitCode);
        await Eventually.Async(
            () => !IsAlive(int.Parse(result.Output, CultureInfo.InvariantCulture)), "the child gone");
    }

    [Theory]
    [InlineData("/nowhere/ffmpeg", "")]
    [InlineData("sh", "echo 'unshare: unshare failed: No space left on device' >&2; exit 1")]
    public async Task Tool_that_does_not_start_is_not_the_files_fault(string tool, string script)
    {
        var fault = await Assert.ThrowsAsync<JobFaultException>(
            () => GuardedRunner.RunAsync(new(tool, ["-c", script], Generous, folder), Stop));

        Assert.Equal((JobFault.Transient, "media.cause-tool"), (fault.Fault, fault.Cause.Code));
    }

    [Fact]
    public async Task Tool_stands_under_every_restraint_that_this_machine_allows()
    {
        var restraints = await Restraints.OfThisMachineAsync();

        var status = (await ShellAsync(
            "ulimit -n; cat /proc/self/oom_score_adj /proc/self/status /proc/net/dev", Generous, Stop)).Output;

        Assert.True(restraints is { HasLimits: true, EndsWithUs: true, GoesFirst: true }, restraints.ToString());
        Assert.StartsWith("64\n1000\n", status, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Equal(
            restraints.HasOwnNetwork,
            !status.Contains("eth0", StringComparison.Ordinal) && status.Contains("lo:", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<ToolResult> ShellAsync(
        string script, ToolLimits limits, CancellationToken stop, Action<string>? line = null,
        Action<string>? errorLine = null) =>
        GuardedRunner.RunAsync(new("sh", ["-c", script], limits, folder, line) { ErrorLine = errorLine }, stop);

    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/status")
            && !File.ReadAllText($"/proc/{process}/status").Contains("State:\tZ", StringComparison.Ordinal);
}
