using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using VideoReview.Domain;

namespace VideoReview.Application.Words;

/// <summary>
/// What the product says, in one language. A key's first part names the resource file: "accounts.sign-in" stands in
/// id/Accounts.resx and en/Accounts.resx. Placeholders stand by name: "Berkas {size} melebihi batas {limit}."; {at:end}
/// shows the end of a day as 23.59; {size:up} and {left:down} are rounded away from what they are held against.
/// </summary>
/// <param name="zone">The office's, in which sentences name moments that belong to no period.</param>
public sealed partial class Words(Language language, string zone = Moments.DefaultZone)
{
    private static readonly ConcurrentDictionary<(
        Language Language, string Word), IReadOnlyDictionary<string, string>> Files = new();

    public Language Language { get; } = language;

    public CultureInfo Culture => Language.Culture();

    /// <summary>The office's.</summary>
    public string OfficeZone { get; } = zone;

    /// <summary>The zone in which sentences name moments; a page that shows one period sets that period's.</summary>
    public string Zone { get; set; } = zone;

    /// <summary>The text of a key; a missing key is a bug and throws.</summary>
    public string this[string key] =>
        Find(key) ?? throw new KeyNotFoundException($"No words for '{key}' in {Language.Code()}.");

    /// <summary>The text of a key with its named values.</summary>
    public string Say(string key, params (string Name, object? Value)[] values) =>
        Fill(this[key], values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));

    /// <summary>A sentence of the rules.</summary>
    public string Say(Sentence sentence) => Fill(this[sentence.Code], sentence.Values);

    /// <summary>The same words, naming moments as a period in this zone does; null = as the office does.</summary>
    public Words In(string? zone) => new(Language, OfficeZone) { Zone = zone ?? OfficeZone };

    /// <summary>The text of a key, or null: for codes that come from rows written by another version.</summary>
    public string? Find(string key) => File(Language, key.Split('.', 2)[0]).GetValueOrDefault(key);

    /// <summary>A count as people read it: "36.742".</summary>
    public string Number(long count) => count.ToString("N0", Culture);

    /// <summary>All keys of one word in one language, for the tests of completeness.</summary>
    public static IReadOnlyDictionary<string, string> File(Language language, string word) =>
        Files.GetOrAdd((language, word), Load);

    private string Fill(string text, IReadOnlyDictionary<string, object?> values) =>
        Placeholder().Replace(text, found => values.TryGetValue(found.Groups["name"].Value, out var value)
            ? Show(value, found.Groups["style"].Value)
            : found.Value);

    private string Show(object? value, string style) => value switch
    {
        null => "",
        Sentence sentence => Say(sentence),
        Bytes bytes => Figures.Size(bytes.Count, Culture, style switch
        {
            ":up" => MidpointRounding.ToPositiveInfinity,
            ":down" => MidpointRounding.ToZero,
            _ => MidpointRounding.AwayFromZero,
        }),
        TimeSpan time => Figures.Duration(time, Language),
        DateOnly day => day.ToString("d MMMM yyyy", Culture),
        PeriodMoment moment => Show(moment.At, moment.Zone, style == ":end"),
        DateTimeOffset moment => Show(moment, Zone, style == ":end"),
        decimal number => number.ToString("0.##", Culture),
        IFormattable number => number.ToString(null, Culture),
        _ => Turning().Replace(value.ToString() ?? "", ""),
    };

    private string Show(DateTimeOffset moment, string zone, bool isEnd) =>
        isEnd ? Moments.ShowEnd(moment, zone, Culture) : Moments.Show(moment, zone, Culture);

    private static IReadOnlyDictionary<string, string> Load((Language Language, string Word) file)
    {
        var name = $"VideoReview.Application.Words.{file.Language.Code()}."
            + $"{char.ToUpperInvariant(file.Word[0])}{file.Word[1..]}.resources";
        using var stream = typeof(Words).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        using var reader = new ResourceReader(stream);
        return reader.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    /// <summary>
    /// Marks that turn the direction of writing (Unicode, UAX 9): in a name they would turn
    /// the rest of the sentence too.
    /// </summary>
    [GeneratedRegex("[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]", RegexOptions.None, 1000)]
    private static partial Regex Turning();

    [GeneratedRegex(@"\{(?<name>[a-z_]+)(?<style>:(end|up|down))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
