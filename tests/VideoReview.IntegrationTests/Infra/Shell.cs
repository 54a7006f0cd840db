using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>Starts programs in the top folder of the project, as a person at a terminal would.</summary>
internal static class Shell
{
    public static string Root { get; } = TopFolder();

    public static async Task<Said> RunAsync(
        string program, string[] arguments, CancellationToken cancellation,
        Dictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new Said(process.ExitCode, await output, await error);
    }

    private static string TopFolder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}

/// <summary>How a program ended and what it said.</summary>
internal sealed record Said(int Code, string Output, string Error);
