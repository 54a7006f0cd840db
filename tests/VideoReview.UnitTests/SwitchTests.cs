using System.Text;
using System.Text.RegularExpressions;
using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>
/// The compiler tells: a switch over one of our enums is an expression that names every value, so that a new value is a
/// list of build errors. What hides new values is a default arm, and a switch statement, which the
/// compiler does not check at all.
/// </summary>
public sealed partial class SwitchTests
{
    private static readonly Type[] Enums =
        [.. SourceText.Rooms.SelectMany(room => room.GetTypes()).Where(type => type.IsEnum)];
    private static readonly string Names = OneOf(Enums.Select(type => type.Name));
    private static readonly string Values = OneOf(Enums.SelectMany(Enum.GetNames));

    /// <summary>
    /// An arm that names a value: "Role.Admin or Role.Observer =>", or by a constant of its class: "Draft =>".
    /// </summary>
    private static readonly Regex OurArm = new(
        $@"(^|,)\s*(null or )?(([\w.]+\.)?{Names}\.\w+|{Values}(\s+or\s+{Values})*\s*=>)",
        RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    [Fact]
    public void Switch_over_our_enums_hides_no_value() =>
        Assert.Equal([], SourceText.In("src").SelectMany(file => Hiding(file.File, file.Text)));

    [Fact]
    public void Switch_of_tests_over_our_enums_has_no_arm_that_throws() =>
        Assert.Equal([], SourceText.In("tests").Where(file => Path.GetFileName(file.File) != "SwitchTests.cs")
            .SelectMany(file => Hiding(file.File, file.Text))
            .Where(found => found.Contains("_ => throw", StringComparison.Ordinal)));

    [Theory]
    [InlineData("x switch { Role.Admin => 1, _ => throw new ArgumentOutOfRangeException(nameof(x), x, null), }")]
    [InlineData("x switch\n{\n    Accounts.Role.Admin or Accounts.Role.Observer => F(y "
        + "switch { 1 => 2, }),\n    _ => null,\n}")]
    [InlineData("x switch { Draft => \"a\", InReview or Ready => \"b\", _ => \"c\" }")]
    [InlineData("x switch { null or Role.Admin => 1, _ => 2 }")]
    [InlineData("x switch { PeriodMove.Open when isLate => 1, _ => 2 }")]
    [InlineData("switch (x.Status)\n{\n    case VideoStatus.Playable:\n        break;\n}")]
    public void Hidden_value_is_found(string text) => Assert.NotEmpty(Hiding("file", text));

    [Theory]
    [InlineData("x switch { Role.Admin => 1, Role.Observer => 2 }")]
    [InlineData("x switch { \"a\" => Role.Admin, _ => Role.Observer }")]
    [InlineData("x switch { { TotalDays: >= 2 } => 1, _ => 2 }")]
    [InlineData("(a, b) switch { (Role.Admin, true) => 1, _ => 2 }")]
    [InlineData("switch (act)\n{\n    case \"add\":\n        break;\n    default:\n        break;\n}")]
    public void Switch_over_anything_else_passes(string text) => Assert.Empty(Hiding("file", text));

    /// <summary>Each switch that hides values, as "file: its arms".</summary>
    private static IEnumerable<string> Hiding(string file, string text)
    {
        var code = Comment().Replace(text, "");
        var expressions = Expression().Matches(code).Select(found => TopLevel(code, found.Index + found.Length))
            .Where(arms => OurArm.IsMatch(arms) && Default().IsMatch(arms));
        var statements = Statement().Matches(code).Select(found => TopLevel(code, found.Index + found.Length))
            .Where(
                body => Case().Matches(body).Any(label => Enums.Any(type => type.Name == label.Groups["type"].Value)));
        return expressions.Concat(statements).Select(arms => $"{file}: {Space().Replace(arms, " ")}");
    }

    /// <summary>
    /// From <paramref name="start"/>, behind a brace, to that brace's end, without what stands in brackets of its own.
    /// </summary>
    private static string TopLevel(string text, int start)
    {
        var (kept, depth) = (new StringBuilder(), 0);
        for (var i = start; i < text.Length && depth >= 0; i++)
        {
            depth -= text[i] is ')' or ']' or '}' ? 1 : 0;
            kept.Append(depth == 0 ? text[i] : ' ');
            depth += text[i] is '(' or '[' or '{' ? 1 : 0;
        }

        return kept.ToString();
    }

    private static string OneOf(IEnumerable<string> names) =>
        $"({string.Join('|', names.Distinct(StringComparer.Ordinal))})";

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bswitch\s*\{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\bswitch\s*\([^{;]*\)\s*\{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\bcase\s+([\w.]+\.)?(?<type>\w+)\.\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Case();

    [GeneratedRegex(@"(^|,)\s*_\s*=>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Default();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Space();
}
