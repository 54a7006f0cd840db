using VideoReview.Domain;
using VideoReview.Domain.Periods;
using Xunit;
using static VideoReview.Domain.Periods.PeriodStatus;

namespace VideoReview.UnitTests.Periods;

public sealed class PeriodLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);

    /// <summary>
    /// A closing at which every move is in time: opening asks for one to come, reviewing for one that passed.
    /// </summary>
    private static PeriodFacts Willing(PeriodMove move) =>
        new("alasan", move is PeriodMove.Open ? Now.AddDays(1) : Now, []);

    /// <summary>Columns: Draft Open Reviewing Decided Published Archived.</summary>
    public static TheoryData<PeriodMove, string> Rows => new()
    {
        { PeriodMove.Open, "Open = . . . ." },
        { PeriodMove.Review, ". Reviewing = . . ." },
        { PeriodMove.Decide, ". . Decided = . ." },
        { PeriodMove.UndoDecide, ". . = Reviewing . ." },
        { PeriodMove.Publish, ". . . Published = ." },
        { PeriodMove.Archive, ". . . . Archived =" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Move_leads_where_the_table_says(PeriodMove move, string row)
    {
        var cells = row.Split(' ');

        foreach (var status in Enum.GetValues<PeriodStatus>())
        {
            var outcome = PeriodLife.Move(move, status, Willing(move), Now);

            Outcome<PeriodStatus> expected = cells[(int)status] switch
            {
                "=" => Refusal.Conflict("periods.already-done", ("status", PeriodLife.StatusSentence(status))),
                "." => Refusal.Conflict("periods.wrong-status", ("status", PeriodLife.StatusSentence(status))),
                var target => Enum.Parse<PeriodStatus>(target),
            };
            Assert.Equal(expected.Refusals, outcome.Refusals);
            Assert.True(!expected.IsDone || expected.Value == outcome.Value);
        }
    }

    [Fact]
    public void Every_move_needs_a_reason() =>
        Assert.All(
            new[]
            {
                (PeriodMove.Open, Draft), (PeriodMove.Review, Open), (PeriodMove.Decide, PeriodStatus.Reviewing),
                (PeriodMove.UndoDecide, Decided), (PeriodMove.Publish, Decided), (PeriodMove.Archive, Published),
            },
            move => Assert.Equal(
                [Refusal.Invalid("reason", "periods.reason-missing")],
                PeriodLife.WhyNot(move.Item1, move.Item2, Willing(move.Item1) with { Reason = "" }, Now)));

    [Fact]
    public void Open_needs_a_closing_to_come_and_a_sound_rubric()
    {
        var problem = Refusal.Invalid("points", "periods.weights-sum", ("sum", 90m));

        Assert.Equal(
            [Refusal.Conflict("periods.closing-passed")],
            PeriodLife.WhyNot(PeriodMove.Open, Draft, new("alasan", Now, []), Now));
        Assert.Equal(
            [problem], PeriodLife.WhyNot(PeriodMove.Open, Draft, new("alasan", Now.AddTicks(1), [problem]), Now));
    }

    [Fact]
    public void Review_waits_for_the_closing_with_its_extensions() =>
        Assert.Equal(
            [Refusal.Conflict("periods.not-yet-closed", ("at", Now.AddTicks(1)))],
            PeriodLife.WhyNot(PeriodMove.Review, Open, new("alasan", Now.AddTicks(1), []), Now));
}
