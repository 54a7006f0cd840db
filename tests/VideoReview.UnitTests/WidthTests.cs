using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>
/// The width of the source, and the length of its files. SQL in raw strings keeps lines of its own;
/// what tools write is left out.
/// </summary>
public sealed partial class WidthTests
{
    private const int WidestColumns = 120;

    private const int MostLines = 200;

    private static readonly string[] Kinds = [".cs", ".razor", ".ts"];

    private static readonly string[] Generated = ["bin", "obj", "node_modules", "Migrations"];

    [Fact]
    public void No_line_is_wider_than_120_columns() => Assert.Equal(
        [], Files().SelectMany(file => Wide(file.Text).Select(line => $"{file.Path}:{line}")));

    [Fact]
    public void No_file_has_more_than_200_lines() => Assert.Equal(
        [], Files().Where(file => file.Text.Count(c => c == '\n') > MostLines).Select(file => file.Path));

    [Fact]
    public void Wide_line_is_found_beside_sql_that_may_be_wide()
    {
        var wide = new string('x', WidestColumns + 1);
        string[] lines =
        [
            "var sql = \"\"\"", "SELECT id", wide, "\"\"\";", wide,
            "var text = $\"\"\"", wide, "\"\"\";", wide[1..],
        ];

        Assert.Equal([5, 7], Wide(string.Join('\n', lines)));
    }

    private static IEnumerable<(string Path, string Text)> Files()
    {
        var root = Root();
        return new[] { "src", "tests" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(root, room), "*", SearchOption.AllDirectories))
            .Where(file => Kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Intersect(Generated, StringComparer.Ordinal).Any())
            .Select(file => (file, File.ReadAllText(Path.Combine(root, file))));
    }

    /// <summary>Numbers of the lines that are too wide, those of SQL in a raw string left out.</summary>
    private static IEnumerable<int> Wide(string text)
    {
        var sql = RawText().Matches(text)
            .Select(raw => raw.Groups["lines"]).Where(lines => Sql().IsMatch(lines.Value)).ToList();
        var start = 0;
        foreach (var (line, number) in text.Split('\n').Select((line, place) => (line.TrimEnd('\r'), place + 1)))
        {
            if (line.Length > WidestColumns
                && !sql.Exists(lines => lines.Index <= start && start < lines.Index + lines.Length))
            {
                yield return number;
            }

            start = text.IndexOf('\n', start) + 1;
        }
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    /// <summary>A raw string of several lines: its quotes stand at a line's end and at a line's beginning.</summary>
    [GeneratedRegex(
        """\"{3,}\r?\n(?<lines>.*?)^\s*\"{3,}""",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex RawText();

    [GeneratedRegex(
        @"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|FROM|JOIN|WHERE|VALUES|SET|AND)\b|\bnow\(\)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sql();
}
