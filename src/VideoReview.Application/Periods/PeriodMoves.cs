using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>
/// The one way in which a period changes its status: rule, row and event together, in the caller's transaction.
/// </summary>
public sealed class PeriodMoves(ReviewDbContext database, EventLog events, TimeProvider time)
{
    /// <summary>
    /// The period under a row lock, so that two coordinators cannot decide at once; null = no such period.
    /// </summary>
    public Task<Period?> LockAsync(Guid periodId, CancellationToken cancellation) =>
        database.Periods.FromSql($"SELECT *, xmin FROM period WHERE id = {periodId} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);

    /// <summary>Moves the period, or says why not; written with the caller's SaveChanges.</summary>
    public Outcome Move(Actor actor, Period period, PeriodMove move, PeriodFacts facts)
    {
        var moved = PeriodLife.Move(move, period.Status, facts, time.GetUtcNow());
        if (!moved.IsDone)
        {
            return Outcome.Of(moved.Refusals);
        }

        events.Append(
            actor, ActOf(move), new EventSubject("period", period.Id, period.Id),
            from: SnakeCase.Of(period.Status), to: SnakeCase.Of(moved.Value), reason: facts.Reason);
        period.Status = moved.Value;
        return Outcome.Done;
    }

    /// <summary>How the event of a move is called; its words stand under "periods.act-...".</summary>
    private static string ActOf(PeriodMove move) => move switch
    {
        PeriodMove.Open => "periods.opened",
        PeriodMove.Review => "periods.review-begun",
        PeriodMove.Decide => "periods.decided",
        PeriodMove.UndoDecide => "periods.decision-undone",
        PeriodMove.Publish => "periods.published",
        PeriodMove.Archive => "periods.archived",
    };
}
