using VideoReview.Application.Database;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Entries;

/// <summary>
/// Sets of entries that Domain defines, on a row of the given alias; what each means stands in <see cref="EntrySets"/>.
/// </summary>
internal static class EntryCondition
{
    public static string Is(string s, EntryStatus status) => StatusSet.Is(s + ".status", status);

    public static string IsWritten(string s) => Of(s, EntrySets.IsWritten);

    public static string AwaitsReview(string s) => Of(s, EntrySets.AwaitsReview);

    public static string IsUnfinished(string s) => Of(s, EntrySets.IsUnfinished);

    public static string IsReviewable(string s) => Of(s, EntrySets.IsReviewable);

    public static string TakesReviewers(string s) => Of(s, EntrySets.TakesReviewers);

    public static string IsBegun(string s) => Of(s, EntrySets.IsBegun);

    public static string IsComplete(string s) => Of(s, EntrySets.IsComplete);

    public static string IsAccepted(string s) => Of(s, EntrySets.IsAccepted);

    /// <summary>Listed rather than negated: the few that are not accepted are found by the index.</summary>
    public static string IsNotAccepted(string s) => Of(s, status => !EntrySets.IsAccepted(status));

    public static string IsInResult(string s) => Of(s, EntrySets.IsInResult);

    public static string IsEnded(string s) => Of(s, EntrySets.IsEnded);

    private static string Of(string s, Func<EntryStatus, bool> belongs) => StatusSet.Of(s + ".status", belongs);
}
