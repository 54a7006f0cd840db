using VideoReview.Application.Words;

namespace VideoReview.Web.Reviewing;

/// <summary>How far away a deadline is, in one unit: "2 hari", "5 jam", "12 menit".</summary>
internal static class Spans
{
    public static string Say(Words words, TimeSpan span) => span.Duration() switch
    {
        { TotalDays: >= 1 } days => words.Say("reviewing.days", ("count", (int)days.TotalDays)),
        { TotalHours: >= 1 } hours => words.Say("reviewing.hours", ("count", (int)hours.TotalHours)),
        var minutes => words.Say("reviewing.minutes", ("count", Math.Max(1, (int)minutes.TotalMinutes))),
    };
}
