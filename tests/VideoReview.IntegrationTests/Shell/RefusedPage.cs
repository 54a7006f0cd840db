using System.Net;
using System.Text.RegularExpressions;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// A page that answers a refused form, and what a person would miss on it: the title says so first, the list of what is
/// wrong has the focus, each of its lines leads to a field, and the sentence stands beside that field, in sight.
/// </summary>
internal sealed partial class RefusedPage(string html)
{
    /// <param name="isTyped">What was typed is wrong, so that every line has a field.</param>
    public IEnumerable<string> Faults(bool isTyped)
    {
        var title = Title().Match(html).Groups["text"].Value;
        if (!title.StartsWith("Kesalahan: ", StringComparison.Ordinal))
        {
            yield return "title " + title;
        }

        var summary = Summary().Match(html);
        if (!summary.Value.Contains("autofocus", StringComparison.Ordinal))
        {
            yield return "no list with the focus";
        }

        var inside = summary.Groups["inside"].Value;
        var links = Link().Matches(inside);
        if (isTyped && links.Count != Math.Max(1, Item().Count(inside)))
        {
            yield return "a line without its field: " + Plain(inside);
        }

        foreach (var fault in links.Select(FaultOf).OfType<string>())
        {
            yield return fault;
        }
    }

    private string? FaultOf(Match link)
    {
        var (id, line) = (link.Groups["id"].Value, Plain(link.Groups["text"].Value));
        var targets = Element().Matches(html).Where(element => Page.Attribute(element.Value, "id") == id).ToList();
        if (targets.Count != 1)
        {
            return $"{targets.Count} elements #{id} for: {line}";
        }

        var target = targets[0];
        if (IsFolded(target.Index))
        {
            return $"#{id} is folded away: {line}";
        }

        var control = target.Value.Contains("type=\"radio\"", StringComparison.Ordinal)
            ? Group().Matches(html[..target.Index])[^1]
            : target;
        var sentences = (Page.Attribute(control.Value, "aria-describedby") ?? "").Split(' ').SelectMany(Wrong);
        return !IsControl().IsMatch(target.Value) ? Said(html[target.Index..], line)
            : Page.Attribute(control.Value, "aria-invalid") != "true" ? $"#{id} is not marked: {line}"
            : sentences.Any(sentence => line.EndsWith(sentence, StringComparison.Ordinal)) ? null
            : $"#{id} is not described by: {line}";
    }

    private static string? Said(string behind, string line) =>
        Sentence().Matches(behind).Any(found => line.EndsWith(Plain(found.Value), StringComparison.Ordinal))
            ? null
            : "not said in its place: " + line;

    private IEnumerable<string> Wrong(string id)
    {
        var from = html.IndexOf($"<div id=\"{id}\">", StringComparison.Ordinal);
        return from < 0
            ? []
            : Sentence().Matches(html[from..html.IndexOf("</div>", from, StringComparison.Ordinal)])
                .Select(found => Plain(found.Value));
    }

    private bool IsFolded(int place)
    {
        var open = new Stack<bool>();
        foreach (var fold in Fold().Matches(html[..place]).Select(found => found.Value))
        {
            if (fold[1] == '/')
            {
                open.Pop();
            }
            else
            {
                open.Push(fold.Contains(" open", StringComparison.Ordinal));
            }
        }

        return open.Contains(false);
    }

    private static string Plain(string markup) =>
        Space().Replace(WebUtility.HtmlDecode(Tag().Replace(markup, " ")), " ").Trim();

    [GeneratedRegex("<title>(?<text>[^<]*)</title>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();

    [GeneratedRegex("""<div [^>]*id="refused"[^>]*>(?<inside>.*?)</div>\s*</div>""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Summary();

    [GeneratedRegex("""<a href="#(?<id>[^"]+)">(?<text>.*?)</a>""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Item();

    [GeneratedRegex("<[a-z][^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Element();

    [GeneratedRegex("^<(input|select|textarea)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsControl();

    [GeneratedRegex("<div [^>]*role=\"radiogroup\"[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Group();

    [GeneratedRegex("<p class=\"wrong\">.*?</p>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex("</?details[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fold();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Space();
}
