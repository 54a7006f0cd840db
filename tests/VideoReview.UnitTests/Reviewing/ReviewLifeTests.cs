using VideoReview.Domain;
using VideoReview.Domain.Reviewing;
using Xunit;
using static VideoReview.Domain.Reviewing.ReviewStatus;

namespace VideoReview.UnitTests.Reviewing;

public sealed class ReviewLifeTests
{
    /// <summary>
    /// Rows: moves. Columns: statuses in the order of the enum. A word = where it leads, "=" =
    /// already done, "." = wrong status.
    /// </summary>
    private const string Table = """
                         Assigned Claimed Draft Final Expired Declined Conflict Cancelled Superseded
        Assign           =        .       .     .     Asg     .        .        Asg       .
        Claim            .        =       .     .     Clm     .        .        .         .
        Save             Dra      Dra     Dra   .     .       .        .        .         .
        Finish           .        .       Fin   =     .       .        .        .         .
        Reopen           .        .       =     Dra   .       .        .        .         .
        Lapse            .        Exp     Exp   .     =       .        .        .         .
        Decline          Dec      Dec     Dec   .     Dec     =        .        .         .
        DeclareConflict  Con      Con     Con   .     Con     .        =        .         .
        Cancel           Can      Can     Can   .     Can     .        .        =         .
        Supersede        Sup      Sup     Sup   Sup   Sup     .        .        Sup       =
        """;

    private static readonly Dictionary<string, ReviewStatus> Short = new(StringComparer.Ordinal)
    {
        ["Asg"] = Assigned, ["Clm"] = Claimed, ["Dra"] = Draft, ["Fin"] = Final, ["Exp"] = Expired, ["Dec"] = Declined,
        ["Con"] = Conflict, ["Can"] = Cancelled, ["Sup"] = Superseded,
    };

    /// <summary>Everything that a move could ask for is there.</summary>
    private static readonly ReviewFacts Willing = new() { Reason = "alasan", LeaseIsOver = true };

    public static TheoryData<ReviewMove, ReviewStatus, string> Cells
    {
        get
        {
            var lines = Table.Split('\n')
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            var cells = new TheoryData<ReviewMove, ReviewStatus, string>();
            foreach (var line in lines.Skip(1))
            {
                for (var i = 0; i < lines[0].Length; i++)
                {
                    cells.Add(Enum.Parse<ReviewMove>(line[0]), Enum.Parse<ReviewStatus>(lines[0][i]), line[i + 1]);
                }
            }

            return cells;
        }
    }

    [Fact]
    public void Table_has_every_cell() =>
        Assert.Equal(
            Enum.GetValues<ReviewMove>().Length * Enum.GetValues<ReviewStatus>().Length,
            Cells.Select(c => (c.Data.Item1, c.Data.Item2)).Distinct().Count());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Move_leads_where_the_table_says(ReviewMove move, ReviewStatus status, string cell)
    {
        var outcome = ReviewLife.Move(move, status, Willing);

        Outcome<ReviewStatus> expected = cell switch
        {
            "=" => Refusal.Conflict("reviewing.already-done", ("status", ReviewLife.StatusSentence(status))),
            "." => Refusal.Conflict("reviewing.wrong-status", ("status", ReviewLife.StatusSentence(status))),
            _ => Short[cell],
        };
        Assert.Equal(expected.Refusals, outcome.Refusals);
        Assert.True(!expected.IsDone || expected.Value == outcome.Value);
    }

    [Theory]
    [InlineData(ReviewMove.Reopen, Final)]
    [InlineData(ReviewMove.Decline, Assigned)]
    [InlineData(ReviewMove.DeclareConflict, Claimed)]
    [InlineData(ReviewMove.Cancel, Draft)]
    public void Reason_is_compulsory(ReviewMove move, ReviewStatus status) =>
        Assert.Equal(
            [Refusal.Invalid("reason", "periods.reason-missing")],
            ReviewLife.WhyNot(move, status, Willing with { Reason = " " }));

    [Fact]
    public void Cancel_by_the_system_needs_no_reason() =>
        Assert.Empty(ReviewLife.WhyNot(ReviewMove.Cancel, Draft, new() { BySystem = true }));

    [Fact]
    public void Finish_names_everything_that_is_missing()
    {
        var missing = new[]
        {
            Refusal.Invalid("score-benefit", "reviewing.score-missing"),
            Refusal.Invalid("score-impact", "reviewing.score-missing"),
        };

        Assert.Equal(missing, ReviewLife.WhyNot(ReviewMove.Finish, Draft, Willing with { Missing = missing }));
    }

    [Theory]
    [InlineData(Claimed)]
    [InlineData(Draft)]
    public void Lapse_waits_for_the_end_of_the_lease(ReviewStatus status) =>
        Assert.Equal(
            [Refusal.Conflict("reviewing.claim-still-open")],
            ReviewLife.WhyNot(ReviewMove.Lapse, status, Willing with { LeaseIsOver = false }));
}
