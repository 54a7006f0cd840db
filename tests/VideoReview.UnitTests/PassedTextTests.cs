using System.Text.RegularExpressions;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>
/// A component takes text as it stands between the quotes: Left="left" passes the word, Left="@left" the value. The
/// compiler cannot tell which was meant, and what was meant is lost without a sound.
/// </summary>
public sealed partial class PassedTextTests
{
    /// <summary>These are names of fields on purpose.</summary>
    private static readonly string[] Names = ["Name", "For"];

    [Fact]
    public void Name_of_a_value_is_not_passed_as_text()
    {
        var files = SourceText.In("src").Where(file => file.File.EndsWith(".razor", StringComparison.Ordinal)).ToList();
        var parameters = files.ToLookup(
            file => Path.GetFileNameWithoutExtension(file.File), file => TextParameters(file.Text),
            StringComparer.Ordinal);

        Assert.Equal([], files.SelectMany(file => Passed(file.File, file.Text, parameters)));
    }

    /// <summary>
    /// Anything may stand in an address, and one that cannot be read as what a page asks for is answered with 500.
    /// </summary>
    [Fact]
    public void Page_takes_nothing_but_text_from_an_address() => Assert.Equal(
        [],
        from file in SourceText.In("src")
        from taken in Taken().Matches(file.Text)
        where taken.Groups["type"].Value is not ("string?" or "string[]?")
        select $"{file.File}: {taken.Value}");

    [Theory]
    [InlineData("""<Part Left="left" /> @code { private string? left; }""")]
    [InlineData("""<Part More="x" Left="view.Left" /> @code { private View? view; }""")]
    [InlineData("""@foreach (var (act, title) in Acts) { <Part Left="title" /> } @code { }""")]
    public void Passed_name_is_found(string text) => Assert.Single(Passed("Page.razor", text, OfPart));

    [Theory]
    [InlineData("""<Part Left="@left" /> @code { private string? left; }""")]
    [InlineData("""<Part Left="decline" /> @code { private string? left; }""")]
    [InlineData("""<Other Left="left" /> @code { private string? left; }""")]
    public void Anything_else_passes(string text) => Assert.Empty(Passed("Page.razor", text, OfPart));

    private static ILookup<string, IEnumerable<string>> OfPart { get; } = new[] { "Part" }.ToLookup(
        name => name, _ => TextParameters("""
            [Parameter, EditorRequired] public string? Left { get; set; }
            """), StringComparer.Ordinal);

    private static IEnumerable<string> Passed(
        string file, string text, ILookup<string, IEnumerable<string>> parameters)
    {
        var values = Member().Matches(text).Select(found => found.Groups["name"].Value)
            .Concat(Local().Matches(text).SelectMany(found => found.Groups["names"].Value.Split(',')))
            .Select(name => name.Trim()).ToHashSet(StringComparer.Ordinal);
        return from tag in Tag().Matches(text)
               let taken = parameters[tag.Groups["name"].Value].SelectMany(names => names).ToHashSet()
               from passed in Attribute().Matches(tag.Groups["attributes"].Value)
               where taken.Contains(passed.Groups["name"].Value) && !Names.Contains(passed.Groups["name"].Value)
                   && values.Contains(passed.Groups["value"].Value.Split('.')[0])
               select $"{file}: {tag.Groups["name"].Value} {passed.Value}";
    }

    private static IEnumerable<string> TextParameters(string text) =>
        TextParameter().Matches(text).Select(found => found.Groups["name"].Value);

    [GeneratedRegex(@"SupplyParameterFromQuery[^\]]*\]\s*public (?<type>\S+) \w+", RegexOptions.None, 1000)]
    private static partial Regex Taken();

    [GeneratedRegex(
        @"\[Parameter[^\]]*\]\s*public string\?? (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextParameter();

    [GeneratedRegex(
        @"\b(private|public|protected) [\w<>?,. \[\]]+? (?<name>\w+)\s*(=|;|\{)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();

    [GeneratedRegex(@"\bvar \(?(?<names>[\w, ]+?)\)? (in|=) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Local();

    [GeneratedRegex("""<(?<name>[A-Z]\w*)(?<attributes>(\s+[\w@-]+="([^"]|(?<=@\([^)]*)")*")*)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("""\b(?<name>\w+)="(?<value>[a-zA-Z_][\w.]*)"(?=\s|$)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
