using System.Text.RegularExpressions;
using VideoReview.Application.Coordination;
using VideoReview.Application.Deciding;
using VideoReview.Application.Messaging;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Coordination;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>
/// Keys that the code puts together: $"media.job-{...}". Each stands here with all that it can become, and all of that
/// has words in both languages. A new one fails until it stands here; where the hole is an enum's name, a new
/// value fails until it has words.
/// </summary>
public sealed partial class BuiltWordsTests
{
    private static readonly Dictionary<string, IEnumerable<string>> Built = new(StringComparer.Ordinal)
    {
        ["accounts.role-{Of(role)}"] = Of<Role>("accounts.role-"),
        ["accounts.unit-kind-{kind.ToString().ToLowerInvariant()}"] = Of<UnitKind>("accounts.unit-kind-"),
        ["entries.{field}-{code.Replace('_', '-')}"] = Choices(),
        ["jobs.kind-{kind}"] = Of("jobs.kind-", VideoJobs.All.Select(kind => kind.Name)),
        ["jobs.lane-{EntryAddress.Written(lane)}"] = Of<JobLane>("jobs.lane-"),
        ["uploads.say-{name}"] = Of("uploads.say-", Listed("UploadPart.razor", "Spoken =")),
        ["uploads.line-{name}"] = Of("uploads.line-", ["large", "slow"]),
        ["uploads.line-{name}-fine"] = ["uploads.line-large-fine", "uploads.line-slow-fine"],
        ["uploads.line-{name}-cut"] = ["uploads.line-large-cut", "uploads.line-slow-cut"],
        ["coordination.video-{EntryAddress.Written(video)}"] = Of<VideoFilter>("coordination.video-"),
        ["coordination.some-{review}"] = Of<ReviewFilter>("coordination.some-"),
        ["coordination.review-{review}"] = Of<ReviewFilter>("coordination.review-"),
        ["coordination.decision-{EntryAddress.Written(decision)}"] = Of<DecisionFilter>("coordination.decision-"),
        ["coordination.match-{EntryAddress.Written(MatchRules.CertaintyOf(match.ConfidencePercent))}"] =
            Of<MatchCertainty>("coordination.match-"),
        ["coordination.match-said-{EntryAddress.Written(match.Kind)}"] = Of<MatchKind>("coordination.match-said-"),
        ["operations.restraint-{name}-{answer}"] = Of(
            "operations.restraint-",
            ["limits-yes", "limits-no", "network-yes", "network-no", "ends-yes", "ends-no", "first-yes", "first-no"]),
        ["operations.message-{kind}"] = Of("operations.message-", KnownContracts.ByAlias.Keys),
        ["deciding.csv-{key}"] = Of("deciding.csv-", Listed("ResultCsv.cs", "(string[])")),
        ["coordination.act-{act}"] = Of("coordination.act-", [.. OnEntry(), .. OnReview()]),
        ["coordination.hint-{act}"] = Of("coordination.hint-", [.. OnEntry(), .. OnReview()]),
        ["coordination.act-{Act}"] = Of("coordination.act-", Discarded()),
        ["coordination.told-{input.Act}"] = Of(
            "coordination.told-",
            [.. Acts("ResultsPage.razor"), .. Acts("EntrySheetPage.razor"), .. Acts("ProcessingActs.cs")]),
        ["coordination.told-{Input.Act}"] = Of("coordination.told-", Acts("MatchPairPage.razor")),
        ["code + \"-many\""] = ToldOfEntries().Select(code => code + "-many"),
    };

    [Fact]
    public void Every_built_key_stands_here() => Assert.Equal(
        Built.Keys.Order(StringComparer.Ordinal),
        SourceText.In("src").SelectMany(file => Keys(file.Text)).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Language.Id)]
    [InlineData(Language.En)]
    public void Every_built_key_has_words(Language language)
    {
        var words = new Words(language);
        var keys = Built.Values.SelectMany(keys => keys).Distinct(StringComparer.Ordinal);

        Assert.All(Built, one => Assert.NotEmpty(one.Value));
        Assert.Equal([], keys.Where(key => words.Find(key) is null));
    }

    [Theory]
    [InlineData("W[$\"media.job-{kind}\"]", "media.job-{kind}")]
    [InlineData("var key = $\"media.job-{kind.ToString()}-late\";", "media.job-{kind.ToString()}-late")]
    [InlineData("Sentence.Of($\"{word}.gone\")", "{word}.gone")]
    [InlineData("Headings[key + \"-title\"]", "key + \"-title\"")]
    [InlineData("Refusal.Conflict(\"media.\" + kind)", "\"media.\" + kind")]
    public void Built_key_is_found(string text, string key) => Assert.Equal([key], Keys(text));

    [Theory]
    [InlineData("W[\"media.job\"]")]
    [InlineData("$\"entry {id} of {period}\"")]
    [InlineData("rows[$\"{from}-{to}\"]")]
    public void Anything_else_is_no_built_key(string text) => Assert.Empty(Keys(text));

    /// <summary>
    /// By the word that it begins with, wherever it stands; by the place where it is said, whatever it is.
    /// </summary>
    private static IEnumerable<string> Keys(string text) =>
        Interpolated().Matches(text).Where(IsOfAWord).Concat(Said().Matches(text)).Select(Value)
            .Distinct(StringComparer.Ordinal);

    private static bool IsOfAWord(Match match) => Words.File(Language.Id, match.Groups["word"].Value).Count > 0;

    private static IEnumerable<string> Of<TEnum>(string before)
        where TEnum : struct, Enum => Of(before, Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant()));

    private static IEnumerable<string> Of(string before, IEnumerable<string> values) =>
        [.. values.Select(value => before + value)];

    private static IEnumerable<string> Choices()
    {
        (string Field, IReadOnlyList<string> Codes)[] choices =
        [
            ("stage", ProfileChoices.Stages), ("kind", ProfileChoices.Kinds), ("form", ProfileChoices.Forms),
            ("initiator", ProfileChoices.Initiators), ("sector", ProfileChoices.Sectors),
            ("declaration", ProfileChoices.Declarations),
        ];
        return [.. choices.SelectMany(
            choice => choice.Codes.Select(code => ProfileChoices.WordsKey(choice.Field, code)))];
    }

    /// <summary>The texts of the list that follows <paramref name="after"/> in a file.</summary>
    private static IEnumerable<string> Listed(string file, string after)
    {
        var text = SourceText.Of(file);
        var list = text[(text.IndexOf(after, StringComparison.Ordinal) + after.Length)..];
        return Quoted().Matches(list[..list.IndexOf(']', StringComparison.Ordinal)]).Select(Value);
    }

    /// <summary>The acts that a page's form can mean.</summary>
    private static IEnumerable<string> Acts(string file) =>
        Arm().Matches(SourceText.Of(file)).SelectMany(arm => Quoted().Matches(Value(arm))).Select(Value);

    /// <summary>What people are told of one entry or review: the texts about a notice wherever news are made.</summary>
    private static IEnumerable<string> ToldOfEntries() =>
        SourceText.In("src").Where(file => file.Text.Contains("new News(", StringComparison.Ordinal))
            .SelectMany(file => Told().Matches(file.Text)).Select(Value);

    private static IEnumerable<string> OnEntry() => Named().Matches(SourceText.Of("EntryActs.razor")).Select(Value);

    private static IEnumerable<string> OnReview() => ["reopen-review", "cancel-review"];

    private static IEnumerable<string> Discarded() =>
        SourceText.In("src").SelectMany(file => Discard().Matches(file.Text)).Select(Value);

    private static string Value(Match match) => match.Groups["value"].Value;

    [GeneratedRegex(@"\$""(?<value>(?<word>[a-z]+)\.[^""{]*\{[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Interpolated();

    /// <summary>Words, or what becomes a sentence, asked for by something that is no plain text or name.</summary>
    [GeneratedRegex(
        @"(\b(W|[Ww]ords|Headings)(\[|\.Say\(|\.Find\()|\bSentence\.Of\(|\bRefusal\.(Conflict\(|Invalid\(""\w+"", ))"
        + @"(\$""(?<value>[^""]*)""|(?<value>([\w.]+|""[^""]*"") *\+ *([\w.]+|""[^""]*"")))",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Said();

    [GeneratedRegex(@"""(?<value>[a-z]+\.([a-z-]+-)?notice(-[a-z-]+)?)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Told();

    [GeneratedRegex(@"""(?<value>[a-z-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^\s*(?<value>""[a-z-]+""( or ""[a-z-]+"")*)( when [^\n]*?)? =>",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Arm();

    [GeneratedRegex(@"=> ""(?<value>[a-z-]+)"",", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"<FailureDiscard Act=""(?<value>[a-z-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Discard();
}
