using VideoReview.Domain.Entries;
using Xunit;

namespace VideoReview.UnitTests.Entries;

/// <summary>
/// Where each status belongs. A new status makes every row too short: whoever adds one has to say so here.
/// </summary>
public sealed class EntrySetsTests
{
    /// <summary>
    /// Columns: Draft Submitted Ready InReview Reviewed Decided Published Returned Withdrawn Rejected Disqualified.
    /// </summary>
    public static TheoryData<string, string> Rows => new()
    {
        { nameof(EntrySets.IsWritten), "x . . . . . . x . . ." },
        { nameof(EntrySets.AwaitsReview), ". x x . . . . . . . ." },
        { nameof(EntrySets.IsUnfinished), ". x x x . . . . . . ." },
        { nameof(EntrySets.IsReviewable), ". . x x . . . . . . ." },
        { nameof(EntrySets.TakesReviewers), ". . x x x . . . . . ." },
        { nameof(EntrySets.IsBegun), ". . . x x x x . . . ." },
        { nameof(EntrySets.IsComplete), ". . . . x x x . . . ." },
        { nameof(EntrySets.IsAccepted), ". . x x x x x . . . ." },
        { nameof(EntrySets.IsInResult), ". x x x x x x x . . ." },
        { nameof(EntrySets.IsEnded), ". . . . . . . . x x x" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Status_belongs_where_the_table_says(string set, string row)
    {
        var belongs = typeof(EntrySets).GetMethod(set)!.CreateDelegate<Func<EntryStatus, bool>>();

        Assert.Equal(
            row, string.Join(' ', Enum.GetValues<EntryStatus>().Select(status => belongs(status) ? "x" : ".")));
    }

    [Fact]
    public void Every_set_stands_in_the_table() =>
        Assert.Equal(
            typeof(EntrySets).GetMethods().Where(m => m.IsStatic).Select(m => m.Name).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
}
