using VideoReview.Application.Words;
using VideoReview.Domain.Periods;

namespace VideoReview.Web.Periods;

/// <summary>What belongs to a period, as people read it.</summary>
internal static class PeriodWords
{
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

    public static string Text(Words words, Bilingual text) => words.Language == Language.En ? text.En : text.Id;
}
