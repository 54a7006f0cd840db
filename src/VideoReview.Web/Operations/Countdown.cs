using VideoReview.Application.Words;

namespace VideoReview.Web.Operations;

/// <summary>How long something is away, as people say it: the nearer, the finer.</summary>
internal static class Countdown
{
    /// <param name="left">Not negative.</param>
    public static string Say(Words words, TimeSpan left) => left switch
    {
        { TotalDays: >= 2 } => words.Say("operations.days-left", ("count", (int)left.TotalDays)),
        { TotalHours: >= 1 } => words.Say("operations.hours-left", ("count", (int)left.TotalHours)),
        _ => words.Say("operations.minutes-left", ("count", Math.Max(1, (int)left.TotalMinutes))),
    };
}
