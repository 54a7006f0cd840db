using VideoReview.Application.Entries;
using VideoReview.Domain;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using Xunit;
using static VideoReview.Domain.Entries.EntryStatus;

namespace VideoReview.UnitTests.Entries;

public sealed class EntryLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);

    /// <summary>
    /// Rows: moves. Columns: statuses in the order of the enum. A letter = where it leads, "=" = already done,
    /// "." = wrong status, "b" = back.
    /// </summary>
    private const string Table = """
                    Draft Submitted Ready InReview Reviewed Decided Published Returned Withdrawn Rejected Disqualified
    Submit          Sub   =         .     .        .        .       .         .        .         .        .
    Accept          .     Rdy       =     .        .        .       .         .        .         .        .
    FirstDraft      .     .         InR   =        .        .       .         .        .         .        .
    Finished        .     .         .     Rev      =        .       .         .        .         .        .
    Decide          .     .         .     .        Dec      =       .         .        .         .        .
    Publish         .     .         .     .        .        Pub     =         .        .         .        .
    Return          .     Ret       Ret   Ret      Ret      .       .         =        .         .        .
    Resubmit        .     =         .     .        .        .       .         Sub      .         .        .
    ReturnLapsed    .     =         .     .        .        .       .         Sub      .         .        .
    Reopen          .     .         .     =        InR      .       .         .        .         .        .
    NoReviewLeft    .     .         =     Rdy      .        .       .         .        .         .        .
    UndoDecide      .     .         .     .        =        Rev     .         .        .         .        .
    Withdraw        Wdr   Wdr       Wdr   .        .        .       .         Wdr      =         .        .
    Unwithdraw      =     .         .     .        .        .       .         .        Dra       .        .
    Reject          .     Rej       .     .        .        .       .         Rej      .         =        .
    UndoReject      .     .         .     .        .        .       .         .        .         b        .
    Disqualify      .     .         Dis   Dis      Dis      Dis     Dis       .        .         .        =
    UndoDisqualify  .     .         .     .        .        .       .         .        .         .        b
    """;

    private static readonly Dictionary<string, EntryStatus> Short = new(StringComparer.Ordinal)
    {
        ["Dra"] = Draft, ["Sub"] = Submitted, ["Rdy"] = Ready, ["InR"] = InReview, ["Rev"] = Reviewed,
        ["Dec"] = Decided, ["Pub"] = Published,
        ["Ret"] = Returned, ["Wdr"] = Withdrawn, ["Rej"] = Rejected, ["Dis"] = Disqualified,
    };

    /// <summary>Everything that a move could ask for is there.</summary>
    private static readonly MoveFacts Willing = new()
    {
        Period = PeriodStatus.Reviewing,
        SubmitUntil = Now.AddTicks(1),
        VideoIsPlayable = true,
        Reason = "alasan",
        ReturnCount = 1,
        MaximumReturns = 2,
        ReturnDueAt = Now,
        StatusBeforeEnd = InReview,
    };

    public static TheoryData<EntryMove, EntryStatus, string> Cells
    {
        get
        {
            var lines = Table.Split('\n')
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            var cells = new TheoryData<EntryMove, EntryStatus, string>();
            foreach (var line in lines.Skip(1))
            {
                for (var i = 0; i < lines[0].Length; i++)
                {
                    cells.Add(Enum.Parse<EntryMove>(line[0]), Enum.Parse<EntryStatus>(lines[0][i]), line[i + 1]);
                }
            }

            return cells;
        }
    }

    [Fact]
    public void Table_has_every_cell() =>
        Assert.Equal(
            Enum.GetValues<EntryMove>().Length * Enum.GetValues<EntryStatus>().Length,
            Cells.Select(c => (c.Data.Item1, c.Data.Item2)).Distinct().Count());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Move_leads_where_the_table_says(EntryMove move, EntryStatus status, string cell)
    {
        var outcome = EntryLife.Move(move, status, Willing, Now);

        Outcome<EntryStatus> expected = cell switch
        {
            "=" => Refusal.Conflict("entries.already-done", ("status", EntryLife.StatusSentence(status))),
            "." => Refusal.Conflict("entries.wrong-status", ("status", EntryLife.StatusSentence(status))),
            "b" => InReview,
            _ => Short[cell],
        };
        Assert.Equal(expected.Refusals, outcome.Refusals);
        Assert.True(!expected.IsDone || expected.Value == outcome.Value);
    }

    [Theory]
    [InlineData(EntryMove.Submit, Draft)]
    [InlineData(EntryMove.Resubmit, Returned)]
    [InlineData(EntryMove.Unwithdraw, Withdrawn)]
    public void Unit_sends_before_the_closing_and_not_at_it(EntryMove move, EntryStatus status)
    {
        Assert.True(EntryLife.Move(move, status, Willing with { SubmitUntil = Now.AddTicks(1) }, Now).IsDone);
        Assert.Equal(
            [Refusal.Conflict("entries.closed", ("at", Now))],
            EntryLife.WhyNot(move, status, Willing with { SubmitUntil = Now }, Now));
    }

    [Fact]
    public void Submit_names_everything_that_is_missing()
    {
        var missing = new[]
        {
            Refusal.Invalid("title", "entries.title-missing"), Refusal.Invalid("stage", "entries.stage-missing"),
        };

        Assert.Equal(missing, EntryLife.WhyNot(EntryMove.Submit, Draft, Willing with { Missing = missing }, Now));
    }

    [Fact]
    public void Accept_needs_a_playable_video() =>
        Assert.Equal(
            [Refusal.Conflict("entries.video-not-playable")],
            EntryLife.WhyNot(EntryMove.Accept, Submitted, Willing with { VideoIsPlayable = false }, Now));

    [Theory]
    [InlineData(EntryMove.Return, Submitted)]
    [InlineData(EntryMove.Reject, Submitted)]
    [InlineData(EntryMove.Disqualify, Ready)]
    [InlineData(EntryMove.UndoReject, Rejected)]
    [InlineData(EntryMove.UndoDisqualify, Disqualified)]
    [InlineData(EntryMove.UndoDecide, Decided)]
    public void Reason_is_compulsory(EntryMove move, EntryStatus status) =>
        Assert.Equal(
            [Refusal.Invalid("reason", "periods.reason-missing")],
            EntryLife.WhyNot(move, status, Willing with { Reason = "  " }, Now));

    [Fact]
    public void Return_beyond_the_maximum_is_refused_except_for_the_system()
    {
        var full = Willing with { ReturnCount = 2 };

        Assert.Equal(
            [Refusal.Conflict("entries.returned-too-often", ("most", 2))],
            EntryLife.WhyNot(EntryMove.Return, Submitted, full, Now));
        Assert.Empty(EntryLife.WhyNot(EntryMove.Return, Submitted, full with { BySystem = true, Reason = null }, Now));
    }

    [Fact]
    public void Return_lapses_at_its_date_and_not_before()
    {
        Assert.Empty(EntryLife.WhyNot(EntryMove.ReturnLapsed, Returned, Willing with { ReturnDueAt = Now }, Now));
        Assert.Equal(
            [Refusal.Conflict("entries.return-still-open")],
            EntryLife.WhyNot(EntryMove.ReturnLapsed, Returned, Willing with { ReturnDueAt = Now.AddTicks(1) }, Now));
    }

    [Theory]
    [InlineData(PeriodStatus.Draft, false, false)]
    [InlineData(PeriodStatus.Open, true, true)]
    [InlineData(PeriodStatus.Reviewing, true, true)]
    [InlineData(PeriodStatus.Decided, false, true)]
    [InlineData(PeriodStatus.Published, false, true)]
    [InlineData(PeriodStatus.Archived, false, false)]
    public void Decided_period_moves_nothing_but_disqualifications(PeriodStatus period, bool others, bool disqualify)
    {
        var facts = Willing with { Period = period };

        Assert.Equal(disqualify, EntryLife.WhyNot(EntryMove.Disqualify, Ready, facts, Now).Count == 0);
        foreach (var (move, status) in new[]
        {
            (EntryMove.Submit, Draft), (EntryMove.Withdraw, Ready), (EntryMove.UndoReject, Rejected),
            (EntryMove.UndoDisqualify, Disqualified), (EntryMove.FirstDraft, Ready),
        })
        {
            Assert.Equal(others, EntryLife.WhyNot(move, status, facts, Now).Count == 0);
        }
    }
}
