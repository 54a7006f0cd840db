using System.Globalization;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Scoring;

/// <summary>
/// Which reviews make a mark, on a row r, and how many of them a rank. Reviews are the right-hand word's:
/// their status stands here as text.
/// </summary>
internal static class MarkCondition
{
    public static string Counts(string r) => $"{r}.status = 'final'";

    /// <summary>For a number of counting reviews.</summary>
    public static string AreEnough(string number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} >= {ResultTable.FewestFinals}");
}
