using System.Reflection;
using System.Runtime.CompilerServices;

namespace VideoReview.UnitTests;

/// <summary>The source as tests read it.</summary>
internal static class SourceText
{
    /// <summary>The programs and libraries made of it.</summary>
    public static IReadOnlyList<Assembly> Rooms { get; } =
        [.. new[] { "Domain", "Application", "Web", "Worker" }.Select(room => Assembly.Load("VideoReview." + room))];

    /// <summary>Every C# and Razor file below a folder of the top level, with its path from there.</summary>
    public static IEnumerable<(string File, string Text)> In(string folder)
    {
        var root = Path.Combine(Root(), folder);
        return Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Select(file => (File: Path.GetRelativePath(root, file).Replace('\\', '/'), Path: file))
            .Where(file => !file.File.Contains("/obj/", StringComparison.Ordinal)
                && !file.File.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (file.File, File.ReadAllText(file.Path)));
    }

    /// <summary>The one file of this name below src.</summary>
    public static string Of(string name) => In("src").Single(file => Path.GetFileName(file.File) == name).Text;

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
