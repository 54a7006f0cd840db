using VideoReview.Application.Words;
using VideoReview.Domain;
using VideoReview.Domain.Periods;

namespace VideoReview.Web.Periods;

/// <summary>What belongs to a period, as people read it.</summary>
internal static class PeriodWords
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["year"] = "periods.year",
        ["opensAt"] = "periods.opens-at",
        ["closesAt"] = "periods.closes-at",
        ["reviewDueAt"] = "periods.review-due-at",
        ["announceOn"] = "periods.announce-on",
        ["uploadGrace"] = "periods.upload-grace",
        ["seatsPerVideo"] = "periods.seats",
        ["maximumReturns"] = "periods.maximum-returns",
        ["returnDays"] = "periods.return-days",
        ["minimumDuration"] = "periods.minimum-duration",
        ["maximumDuration"] = "periods.maximum-duration",
        ["durationTolerance"] = "periods.duration-tolerance",
        ["maximumSize"] = "periods.maximum-size",
        ["noteAboveSize"] = "periods.note-above-size",
        ["quota"] = "periods.quota",
        ["highestScore"] = "periods.highest-score",
        ["step"] = "periods.step",
        ["metFrom"] = "periods.met-from",
        ["commentUpTo"] = "periods.comment-up-to",
        ["levelWeight"] = "periods.level-weight",
        ["levels"] = "periods.levels",
    };

    /// <summary>The status, standing alone: with a capital letter.</summary>
    public static string Of(Words words, PeriodStatus status)
    {
        var text = words.Say(PeriodLife.StatusSentence(status));
        return char.ToUpper(text[0], words.Culture) + text[1..];
    }

    /// <summary>A closing as it was meant: one that is stored as midnight includes 23.59 of the day before.</summary>
    public static string Closing(Words words, DateTimeOffset closesAt, string zone) =>
        Moments.ShowEnd(closesAt, zone, words.Culture);

    public static string Day(Words words, DateOnly day) => day.ToString("d MMMM yyyy", words.Culture);

    /// <summary>"Asia/Makassar" as "WITA (Asia/Makassar)".</summary>
    public static string ZoneName(string zone) => $"{Moments.Name(zone)} ({zone})";

    /// <summary>
    /// In which field stands what cannot be read: the sentence alone ("write a number") does not say so.
    /// </summary>
    public static string? About(Words words, Refusal refusal) =>
        refusal.Sentence.Code is "periods.not-a-number" or "periods.not-a-whole-number" or "periods.not-a-moment"
            or "periods.not-a-day" && Labels.TryGetValue(refusal.Field ?? "", out var key)
            ? words[key]
            : null;

    public static string Text(Words words, Bilingual text) => words.Language == Language.En ? text.En : text.Id;
}
