using System.Globalization;
using VideoReview.Application.Coordination;
using VideoReview.Application.Words;
using VideoReview.Domain.Coordination;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;

namespace VideoReview.Web.Coordination;

/// <summary>Two videos that are alike, as people read of them.</summary>
internal static class MatchWords
{
    /// <summary>
    /// Moments of the stretch at which the two are worth comparing: its begin, then so many parts further on.
    /// </summary>
    private const int Parts = 4;

    /// <summary>"very likely the same, 97 %".</summary>
    public static string Certainty(Words words, MatchLine match) => words.Say(
        $"coordination.match-{EntryAddress.Written(MatchRules.CertaintyOf(match.ConfidencePercent))}",
        ("percent", match.ConfidencePercent));

    public static string Tone(MatchLine match) => MatchRules.CertaintyOf(match.ConfidencePercent) switch
    {
        MatchCertainty.Certain or MatchCertainty.VeryLikely => "bad",
        MatchCertainty.Likely => "warn",
        MatchCertainty.Possible => "info",
    };

    /// <summary>How it was found, and which stretch both have.</summary>
    public static string Said(Words words, MatchLine match) => words.Say(
        $"coordination.match-said-{EntryAddress.Written(match.Kind)}", ("share", match.SharePercent),
        ("from", Figures.Clock(match.From)), ("to", Clock(match.To ?? match.Video.Duration)),
        ("begin", Figures.Clock(match.OtherFrom)), ("end", Clock(match.OtherTo ?? match.Other.Duration)));

    /// <summary>The entry as its coordinator knows it.</summary>
    public static string Entry(Words words, MatchSide side) =>
        string.Join(" · ", new[] { side.EntryNumber, side.Title ?? words["deciding.untitled"] }.OfType<string>());

    /// <summary>Whether unit and period are the same: last year's video again is the usual case.</summary>
    public static string Relation(Words words, MatchLine match) => string.Join(" · ",
        words[match.Video.UnitId == match.Other.UnitId
            ? "coordination.match-unit-same"
            : "coordination.match-unit-other"],
        words[match.Video.PeriodName == match.Other.PeriodName
            ? "coordination.match-period-same"
            : "coordination.match-period-other"]);

    /// <summary>The same moments in the later video and in the other one.</summary>
    public static IEnumerable<(TimeSpan Later, TimeSpan Earlier)> Moments(MatchLine match)
    {
        var length = (match.To ?? match.Video.Duration ?? match.From) - match.From;
        return Enumerable.Range(0, Parts).Select(part => length * part / Parts).Distinct()
            .Select(at => (match.From + at, match.OtherFrom + at));
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Address(MatchFilter filter) =>
        "/matches" + Microsoft.AspNetCore.Http.QueryString.Create(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["period"] = filter.PeriodId?.ToString(), ["aside"] = filter.AreSetAside ? "yes" : null,
            }
                .Where(word => word.Value is not null));

    private static string Clock(TimeSpan? time) => time is { } known ? Figures.Clock(known) : "…";
}
