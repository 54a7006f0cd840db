using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>A page as a browser without script holds it: what it says, and what its forms would send.</summary>
public sealed partial class Page
{
    private readonly HttpClient browser;
    private readonly string path;
    private readonly string html;

    private Page(HttpClient browser, string path, HttpResponseMessage answer, string html)
    {
        (this.browser, this.path, this.html) = (browser, path, html);
        Status = answer.StatusCode;
        Location = answer.Headers.Location?.ToString();
    }

    public HttpStatusCode Status { get; }

    /// <summary>Where a 303 leads.</summary>
    public string? Location { get; }

    /// <summary>Words alone: no tags, entities decoded, white space folded.</summary>
    public string Text => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ");

    /// <summary>The antiforgery token that every form of this page carries; null = it has no form.</summary>
    public string? Token => Field().Matches(html).Select(input => input.Value)
        .FirstOrDefault(text => text.Contains("__RequestVerificationToken", StringComparison.Ordinal)) is { } found
        ? Attribute(found, "value") : null;

    public static async Task<Page> OpenAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);
        return new(
            browser, path, answer, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What the form would send of this field: null = no such field, or not ticked.</summary>
    public string? Value(string form, string field) => Fields(form).LastOrDefault(f => f.Key == field).Value;

    /// <summary>Does it carry this piece of markup?</summary>
    public bool Has(string markup) => html.Contains(markup, StringComparison.Ordinal);

    /// <summary>Where the link with these words leads; null = there is none.</summary>
    public string? LinkOf(string words) =>
        Link().Matches(html).Where(link => WebUtility.HtmlDecode(Tag().Replace(link.Groups["inside"].Value, " "))
            .Contains(words, StringComparison.Ordinal))
            .Select(link => WebUtility.HtmlDecode(link.Groups["href"].Value)).FirstOrDefault();

    public bool HasForm(string form) => FormHtml(form) is not null;

    /// <summary>The names of its forms, as their handlers are called.</summary>
    public IReadOnlyList<string> Forms => [.. Form().Matches(html)
        .Select(form => Handler().Match(form.Value)).Where(found => found.Success)
        .Select(found => found.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The names of what the form can send, ticked or not, each once.</summary>
    public IReadOnlyList<string> FieldsOf(string form) => [.. Form().Matches(html).Select(match => match.Value)
        .Where(text => text.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal))
        .SelectMany(text => Named().Matches(text)).Select(found => found.Groups["name"].Value)
        .Where(name => name[0] != '_').Distinct(StringComparer.Ordinal)];

    /// <summary>Every value that stands ready for the field in forms of this name, such as those of buttons.</summary>
    public IReadOnlyList<string> ValuesOf(string form, string field) => [.. Form().Matches(html)
        .Select(match => match.Value)
        .Where(text => text.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal))
        .SelectMany(text => Tag().Matches(text)).Where(tag => Attribute(tag.Value, "name") == field)
        .Select(tag => Attribute(tag.Value, "value") ?? "").Distinct(StringComparer.Ordinal)];

    /// <summary>What its links and searches say about themselves in an address, each name once.</summary>
    public IReadOnlyList<string> QueryNames => [.. Query().Matches(html).Concat(
        Form().Matches(html).Where(form => form.Value.Contains("method=\"get\"", StringComparison.Ordinal))
            .SelectMany(form => Named().Matches(form.Value)))
        .Select(found => found.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Fills in a form of this page and sends it.</summary>
    /// <param name="form">Its form name, as the page's handler is called.</param>
    /// <param name="typed">
    /// Takes the place of what stood in these fields; null = emptied or not ticked. A button's
    /// name and value belong here too.
    /// </param>
    public async Task<Page> SendAsync(string form, params (string Name, string? Value)[] typed)
    {
        var names = typed.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var fields = Fields(form).Where(field => !names.Contains(field.Key))
            .Concat(typed.Where(t => t.Value is not null).Select(t => KeyValuePair.Create(t.Name, t.Value!)));
        using var content = new FormUrlEncodedContent(fields);
        var address = Attribute(Tag().Match(FormHtml(form)!).Value, "action") ?? path;
        using var answer = await browser.PostAsync(address, content, TestContext.Current.CancellationToken);
        return new(
            browser, address, answer, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Follows the 303 that a done act answers with.</summary>
    public Task<Page> FollowAsync()
    {
        Assert.True(Status == HttpStatusCode.SeeOther, $"{(int)Status} {Text}");
        return OpenAsync(browser, Location!);
    }

    private string? FormHtml(string form) => Form().Matches(html).Select(match => match.Value)
        .FirstOrDefault(text => text.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));

    private List<KeyValuePair<string, string>> Fields(string form)
    {
        var text = FormHtml(form)
            ?? throw new InvalidOperationException($"{path} ({(int)Status}) has no form '{form}': {Text}");
        return Field().Matches(text).SelectMany(Sent).ToList();
    }

    private static IEnumerable<KeyValuePair<string, string>> Sent(Match field)
    {
        var (opening, inside) = (field.Groups["opening"].Value, field.Groups["inside"].Value);
        if (Attribute(opening, "name") is not { } name)
        {
            return [];
        }

        var isTick = Attribute(opening, "type") is "checkbox" or "radio";
        if (isTick && !Checked().IsMatch(opening))
        {
            return [];
        }

        var value = opening switch
        {
            ['<', 't', ..] => WebUtility.HtmlDecode(inside),
            ['<', 's', ..] => Option().Matches(inside).Where(o => Selected().IsMatch(o.Value))
                .Concat(Option().Matches(inside)).Select(o => Attribute(o.Value, "value")).FirstOrDefault() ?? "",
            _ => Attribute(opening, "value") ?? (isTick ? "on" : ""),
        };
        return [KeyValuePair.Create(name, value)];
    }

    /// <summary>Of an opening tag, as a browser reads it; null = it has none of this name.</summary>
    public static string? Attribute(string tag, string name)
    {
        var found = Regex.Match(
            tag, $"""\s{name}="(?<value>[^"]*)" """.TrimEnd(), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return found.Success ? WebUtility.HtmlDecode(found.Groups["value"].Value) : null;
    }

    [GeneratedRegex("name=\"_handler\" value=\"(?<name>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Handler();

    [GeneratedRegex(
        "<(input|textarea|select|button)[^>]*?\\sname=\"(?<name>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("[?;](?<name>[a-z]+)=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Query();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(
        "(?<opening><input[^>]*>)|(?<opening><textarea[^>]*>)\n?(?<inside>.*?)</"
            + "textarea>|(?<opening><select[^>]*>)(?<inside>.*?)</select>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    [GeneratedRegex(
        """<a [^>]*href="(?<href>[^"]*)"[^>]*>(?<inside>.*?)</a>""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<option[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Option();

    [GeneratedRegex(@"\schecked\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Checked();

    [GeneratedRegex(@"\sselected\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selected();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Space();
}
